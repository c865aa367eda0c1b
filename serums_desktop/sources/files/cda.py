"""Clinical documents (CDA R2): patient summaries as hospitals and national contact points send them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Entry, Label
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import cda_statements as s
from serums_desktop.sources.files import cda_values as v
from serums_desktop.sources.files.cda_sections import (
    SECTIONS,
    Section,
    entries_of,
    is_for,
    names_nothing,
    sections_of,
    statements_of,
)
from serums_desktop.sources.files.cda_xml import EXTENSION, HL7, ClinicalDocument, child, children, plain_text
from serums_desktop.sources.files.content import Part

_ROOT: Final = re.compile(r"<(?:\w+:)?ClinicalDocument[\s>]")
_CUSTODIAN: Final = "custodian/assignedCustodian/representedCustodianOrganization/name"
_GENDERS: Final = {"F": Sex.FEMALE, "M": Sex.MALE, "UN": Sex.OTHER}


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is a CDA document."""
    head = part.text_head
    is_cda = head.startswith("<") and "urn:hl7-org:v3" in head and _ROOT.search(head) is not None
    return FileFormat.CDA if is_cda else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:
    """Whom the documents are about. Raises FileNotTaken; NOT_WHAT_IT_SAYS for one about several people."""
    named = (_patient(_target(_document(part)), source_id) for part in parts)
    return tuple({patient.patient_id: patient for patient in named}.values())


def read(parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:
    """Read each document: its patient, itself, and every statement and unknown section in it."""
    for number, part in enumerate(parts):
        document = _document(part)
        target = _target(document)
        patient = _patient(target, source_id)
        if patient.patient_id != patient_id:
            yield [_of_another(source_id, number)]
            continue
        yield [
            Received(
                source_id=source_id,
                resource_type="Patient",
                resource_id=patient.patient_id,
                raw=document.raw(target),
                disposition=Disposition.SHOWN,
                patient=patient,
            )
        ]
        reading = _reading(document, source_id)
        yield [_itself(reading, number)]
        for section in sections_of(document.root):
            yield _section(reading, section, f"{number}-{section.number}")


def _reading(document: ClinicalDocument, source_id: str) -> s.Reading:
    numbers = Counter(number for each in document.root.iter(f"{HL7}id") for number in v.identifiers([each]))
    repeated = frozenset(number for number, times in numbers.items() if times > 1)
    return s.Reading(document, source_id, s.code_of(child(document.root, "languageCode")), repeated)


def _document(part: Part) -> ClinicalDocument:
    return ClinicalDocument(bytes(part.text()), "utf-8" if part.is_marked else None)


def _target(document: ClinicalDocument) -> Element:
    targets = children(document.root, "recordTarget")
    if len(targets) != 1:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return targets[0]


def _patient(target: Element, source_id: str) -> PatientAtSource:
    role = child(target, "patientRole")
    person = child(role, "patient")
    gender = child(person, "administrativeGenderCode")
    numbers = v.identifiers(children(role, "id"))
    family, given = v.person_name(child(person, "name"))
    born, died = child(person, "birthTime"), None
    deceased_at = person.find(f"{EXTENSION}deceasedTime") if person is not None else None
    deceased = person.find(f"{EXTENSION}deceasedInd") if person is not None else None
    try:
        birth_date = v.moment(born, "recordTarget/patientRole/patient/birthTime")
        died = v.moment(deceased_at, "recordTarget/patientRole/patient/deceasedTime")
    except WrongShape:
        # Whoever's birth date cannot be read is not recognised by it.
        birth_date = None
    is_dead = deceased.get("value") == "true" if deceased is not None else None
    return PatientAtSource(
        source_id=source_id,
        patient_id=_id_of(numbers[0].value) if numbers else "patient",
        name=PersonName(family, given),
        birth_date=birth_date,
        sex=_GENDERS.get(gender.get("code", ""), Sex.UNKNOWN) if gender is not None else Sex.UNKNOWN,
        identifiers=numbers,
        deceased=died or is_dead,
        city=plain_text(child(role, "addr/city")),
    )


def _id_of(text: str) -> str:
    """A number as an id of FHIR's."""
    return re.sub(r"[^A-Za-z0-9\-.]", "-", text)[:64] or "patient"


def _itself(reading: s.Reading, number: int) -> Received:
    """The document as a document: its title, date, author and the words of all its sections."""
    root = reading.document.root
    code = child(root, "code")
    texts = (
        "\n".join(filter(None, (section.title, plain_text(child(section.element, "text")))))
        for section in sections_of(root)
    )
    received = _received(reading, "Composition", f"{number}", reading.document.header())
    written = _written(root)
    entry = Entry(
        entry_id=received.key,
        source_id=reading.source_id,
        resource_type=received.resource_type,
        resource_id=received.resource_id,
        lane=Lane.DOCUMENTS,
        title=plain_text(child(root, "title")) or v.words(reading.document, code),
        when=Span(written),
        language=reading.language,
        codes=v.codings(code),
        identifiers=v.identifiers(children(root, "id")),
        details=details(
            (Label.PLACE, plain_text(child(root, _CUSTODIAN))),
            (Label.TEXT, "\n\n".join(filter(None, texts))),
        ),
        author=s.author_of(child(root, "author")),
        recorded=written,
    )
    return _shown(received, entry)


def _written(root: Element) -> PartialDate | None:
    """When the document was written; None also where that cannot be read: its words are there still."""
    try:
        return v.moment(child(root, "effectiveTime"), "effectiveTime")
    except WrongShape:
        return None


def _section(reading: s.Reading, section: Section, name: str) -> Iterator[Received]:
    """What a section states; one that is not known, or that only has words, as a document of its own."""
    reader = SECTIONS.get(section.code)
    entries = entries_of(section.element)
    if reader is None or not entries:
        received = _words(reading, section, name)
        if received is not None:
            yield received
        return
    for number, entry in enumerate(entries):
        found = statements_of(entry, reader, f"section[{section.number}]/entry[{number}]")
        if not found:
            kept = _received(reading, "ClinicalStatement", f"{name}-{number}", reading.document.raw(entry))
            yield _unlisted(kept)
        for place, statement in enumerate(found):
            yield _statement(reading, statement, reader, f"{name}-{number}-{place}")


def _statement(reading: s.Reading, statement: s.Statement, reader: s.Reader, resource_id: str) -> Received:
    received = _received(reading, "ClinicalStatement", resource_id, reading.document.raw(statement.kept))
    if not is_for(reader, statement):
        return _unlisted(received)
    try:
        said = reader(reading, statement, resource_id)
    except WrongShape as error:
        return _quarantined(received, error.path)
    if isinstance(said, Reason):
        return msgspec.structs.replace(received, disposition=Disposition.RETRACTED, reason=said)
    if said.title:
        return _shown(received, said)
    # An entry that is there for the schema's sake says no more than the words of its section. Of an allergy
    # without a name that is not taken for granted.
    is_bare = said.value is None and not said.value_text and said.resource_type != "AllergyIntolerance"
    if is_bare and names_nothing(statement):
        return msgspec.structs.replace(
            received, disposition=Disposition.FOLDED, reason=Reason.NAMED_BY_ANOTHER
        )
    return _quarantined(received, f"{statement.place}/code")


def _words(reading: s.Reading, section: Section, name: str) -> Received | None:
    text = plain_text(child(section.element, "text"))
    if not text and not entries_of(section.element):
        return None
    received = _received(reading, "Composition", name, reading.document.raw(section.element))
    entry = Entry(
        entry_id=received.key,
        source_id=reading.source_id,
        resource_type=received.resource_type,
        resource_id=received.resource_id,
        lane=Lane.DOCUMENTS,
        title=section.title or reading.words(child(section.element, "code")),
        when=Span(_written(reading.document.root)),
        language=reading.language,
        codes=v.codings(child(section.element, "code")),
        details=details((Label.TEXT, text)),
        author=s.author_of(child(section.element, "author")),
    )
    return _shown(received, entry)


def _received(reading: s.Reading, resource_type: str, resource_id: str, raw: bytes) -> Received:
    return Received(
        source_id=reading.source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=raw,
        disposition=Disposition.SHOWN,
    )


def _shown(received: Received, entry: Entry) -> Received:
    return msgspec.structs.replace(received, entry=entry, resource_type=entry.resource_type)


def _quarantined(received: Received, place: str) -> Received:
    return msgspec.structs.replace(
        received, disposition=Disposition.QUARANTINED, reason=Reason.WRONG_SHAPE, problem=place
    )


def _unlisted(received: Received) -> Received:
    return msgspec.structs.replace(received, disposition=Disposition.OTHER, reason=Reason.UNLISTED_TYPE)


def _of_another(source_id: str, number: int) -> Received:
    return Received(
        source_id=source_id,
        resource_type="Composition",
        resource_id=f"{number}",
        raw=b"",
        disposition=Disposition.QUARANTINED,
        reason=Reason.OTHER_PATIENT,
    )
