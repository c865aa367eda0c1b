"""Patients, entries and sources that exist nowhere."""

from __future__ import annotations

from serums_desktop.domain.coverage import Coverage, SourceCoverage, SourceState
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.identifiers import BSN, CIP, DNI, Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.summary import SafetySummary
from serums_desktop.domain.timeline import TimelineItem

NOW_S = 1_795_357_920.0
TITLES = {"fcrb": "FCRB Barcelona", "zmc": "ZMC Heerlen", "gp": "GP Llevant"}


def patient(
    source_id: str = "fcrb",
    family: str = "Soler Vila",
    given: str = "Joana",
    born: str = "1935-03-14",
    identifiers: tuple[Identifier, ...] = (),
) -> PatientAtSource:
    """One source's patient."""
    name = PersonName(family, given)
    return PatientAtSource(source_id, "1", name, PartialDate.parse(born), Sex.FEMALE, identifiers)


JOANA = Person(
    (
        patient("fcrb", identifiers=(Identifier(DNI.system, "99881135R"), Identifier(CIP.system, "SOVI1"))),
        patient("zmc", identifiers=(Identifier(BSN.system, "999914030"),)),
    )
)


def item(item_id: str, title: str, resource_type: str = "Condition", **fields: object) -> TimelineItem:
    """One fact on the timeline."""
    values: dict[str, object] = {"lane": Lane.PROBLEMS, "standing": Standing.CURRENT, "sources": ("fcrb",)}
    values.update(fields)
    return TimelineItem(item_id=item_id, title=title, resource_type=resource_type, **values)


def allergy(place: int, title: str = "Penicillins", severity: Severity = Severity.CRITICAL) -> TimelineItem:
    """An allergy with its reaction."""
    return item(f"a{place}", title, "AllergyIntolerance", note="anaphylaxis, 2009", severity=severity)


SUMMARY = SafetySummary(
    allergies=(allergy(1), allergy(2, "Iodinated contrast", Severity.HIGH)),
    alerts=(item("f1", "Pacemaker, check before MRI", "Flag", severity=Severity.HIGH),),
    medicines=tuple(
        item(f"m{place}", f"Medicine {place}", "MedicationStatement", note="1 tablet, morning")
        for place in range(12)
    ),
)


def source(source_id: str, state: SourceState, **fields: object) -> SourceCoverage:
    """One source's coverage."""
    return SourceCoverage(source_id, TITLES.get(source_id, source_id), "ES", state, **fields)


COVERAGE = Coverage(
    (
        source("fcrb", SourceState.ANSWERED, as_of_s=NOW_S - 60),
        source("zmc", SourceState.FAILED, as_of_s=NOW_S - 3 * 86_400, fault=SourceFault.TIMEOUT),
        source("gp", SourceState.ASKING, asked_s=NOW_S - 9),
        source("cloud", SourceState.NOT_ASKED),
    )
)
