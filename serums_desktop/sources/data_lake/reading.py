"""From the answers of one hospital to what became of each row: checked, narrowed, put together and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.data_lake import people, reading_fcrb, reading_ustan, reading_zmc
from serums_desktop.sources.data_lake.definitions import Hospital
from serums_desktop.sources.data_lake.drafting import Draft
from serums_desktop.sources.data_lake.permissions import Permission
from serums_desktop.sources.data_lake.plan import Step
from serums_desktop.sources.data_lake.rows import Row, merged

Reader = Callable[[Draft, Mapping[str, Sequence[Row]]], list[Received]]

_READERS: Mapping[str, Mapping[str, Reader]] = {
    "FCRB": reading_fcrb.READERS,
    "USTAN": reading_ustan.READERS,
    "ZMC": reading_zmc.READERS,
}
_KINDS: Mapping[str, Mapping[str, set[str]]] = {
    "FCRB": reading_fcrb.KINDS,
    "USTAN": reading_ustan.KINDS,
    "ZMC": reading_zmc.KINDS,
}
# What is read with what: it waits until both have come.
_READ_WITH = {"vital_signs": "monitoring_params", "patient": "patient_address"}


class HospitalReader:
    """Reads one conversation with one hospital about one patient.

    A table is read once every tag that is to bring a part of it has answered. Nothing of another person, and
    nothing that the patient's rules keep back, is counted or kept.
    """

    def __init__(
        self,
        hospital: Hospital,
        source_id: str,
        patient: PatientAtSource,
        permission: Permission,
        types: frozenset[str] | None,
        now_s: float,
    ) -> None:
        self._hospital = hospital
        self._source_id = source_id
        self._patient = patient
        self._permission = permission
        self._types = types
        self._now_s = now_s
        self._views: dict[str, list[list[Row]]] = {}
        self._tables: dict[str, list[Row]] = {}
        self._strays: dict[str, list[Row]] = {}
        self._strangers = 0
        self._knows_person = False

    @staticmethod
    def tables_of(hospital: Hospital, types: frozenset[str] | None) -> frozenset[str]:
        """The tables that may say something of these types; the people's table is always among them."""
        if types is None:
            return frozenset(hospital.tables)
        said = {table for table, kinds in _KINDS[hospital.name].items() if kinds & types}
        return frozenset(said | {hospital.people})

    def take(self, step: Step, answer: Mapping[str, list[Row]]) -> list[Received]:
        """Keep of an answer what the step is about; returns what of it is another person's."""
        is_theirs = all(
            people.is_same(row, self._patient, self._hospital)
            for row in answer.get(self._hospital.people, ())
            if people.native_number(row, self._hospital) == self._number
        )
        strangers: list[Received] = []
        for table, rows in answer.items():
            if table in self._hospital.tables and table not in step.tables:
                continue
            view = []
            for row in rows:
                if is_theirs and self._is_about_patient(row):
                    view.append(row)
                else:
                    strangers.append(self._stranger(table))
            self._views.setdefault(table, []).append([self._narrowed(row) for row in view])
        return strangers

    def read(self, expected: AbstractSet[str]) -> list[Received]:
        """The tables that are whole, while more of the `expected` ones may come."""
        for table in sorted(self._views.keys() - expected):
            self._tables[table], self._strays[table] = merged(self._views.pop(table))
        received: list[Received] = []
        for table in sorted(self._strays, key=lambda name: (name not in self._hospital.warnings, name)):
            partner = _READ_WITH.get(table)
            if partner is not None and (partner in expected or partner in self._views):
                continue
            received += self._read_table(table, self._strays.pop(table))
        return received

    @property
    def _number(self) -> str:
        return people.numbers_of(self._patient)[1]

    def _is_about_patient(self, row: Row) -> bool:
        if row.table in self._hospital.staff:
            return True
        return people.native_number(row, self._hospital) == self._number

    def _stranger(self, table: str) -> Received:
        # Another person's data is counted, and not kept in this record, not even raw.
        self._strangers += 1
        return Received(
            source_id=self._source_id,
            resource_type=table,
            resource_id=f"other-{self._strangers}",
            raw=b"",
            disposition=Disposition.QUARANTINED,
            reason=Reason.OTHER_PATIENT,
        )

    def _narrowed(self, row: Row) -> Row:
        hospital, permission = self._hospital, self._permission
        kept = [name for name in row.cells if permission.keeps(row.table, name, hospital)]
        return row.only([hospital.key, *kept])

    def _read_table(self, table: str, strays: list[Row]) -> list[Received]:
        seen: Counter[bytes] = Counter()
        received: list[Received] = []
        for row in self._tables[table]:
            if draft := self._draft(row, seen):
                received += self._read_row(draft)
        for row in strays:
            if draft := self._draft(row, seen):
                received.append(draft.set_aside(Disposition.OTHER, Reason.UNLISTED_TYPE))
        if self._types is None:
            return received
        return [item for item in received if item.resource_type in self._types or item.patient is not None]

    def _draft(self, row: Row, seen: Counter[bytes]) -> Draft | None:
        if not row.cells.keys() - {self._hospital.key}:
            return None
        place = seen[row.raw]
        seen[row.raw] += 1
        if place and row.table in self._hospital.staff:
            # The server gives somebody of the staff once for each row that names them.
            return None
        system = f"urn:serums:{self._hospital.name.lower()}"
        draft = Draft(row, self._source_id, system, place, self._now_s)
        draft.skip(self._hospital.key)
        return draft

    def _read_row(self, draft: Draft) -> list[Received]:
        table = draft.row.table
        received = []
        if table == self._hospital.people and not self._knows_person:
            self._knows_person = True
            received.append(self._read_person(draft.row))
        reader = _READERS[self._hospital.name].get(table)
        if reader is not None:
            received += reader(draft, self._tables)
        # A row that says nothing which could be shown is a row that came all the same.
        return received or [draft.set_aside(Disposition.OTHER, Reason.UNLISTED_TYPE)]

    def _read_person(self, row: Row) -> Received:
        """The patient as they were found, with what only the record says: the town, and a death."""
        serums_id, _ = people.numbers_of(self._patient)
        towns = {text for one in self._tables.get("patient_address", ()) if (text := one.text("ort"))}
        known = msgspec.structs.replace(
            self._patient,
            city=towns.pop() if len(towns) == 1 else self._patient.city,
            deceased=people.patient(row, self._hospital, self._source_id, serums_id).deceased,
        )
        return Received(
            source_id=self._source_id,
            resource_type="Patient",
            resource_id=self._patient.patient_id,
            raw=row.raw,
            disposition=Disposition.SHOWN,
            patient=known,
        )
