"""What one request gets of a patient's data: granted tags, selected rows, keyed by table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from serums_desktop.sandbox.data_lake.failures import Refusal, Unforeseen
from serums_desktop.sandbox.data_lake.lake import Lake, Row
from serums_desktop.sandbox.data_lake.rules import Ledger, granted
from serums_desktop.sandbox.data_lake.tags import parts
from serums_desktop.sandbox.data_lake.tokens import MEDICAL_STAFF, PATIENT, Requester

Selection = dict[str, dict[str, list[Row]]]


class Records:
    """Selects from one lake by one ledger."""

    def __init__(self, lake: Lake, ledger: Ledger) -> None:
        self._lake = lake
        self._ledger = ledger

    def select(
        self, requester: Requester, serums_id: int, tags: Sequence[str], hospital_ids: Sequence[str]
    ) -> Selection:
        """Rows by hospital and table. Raises Refusal, Unforeseen.

        Results are keyed by table: of two parts of one table, the one that is read last stays. Tags are
        read in the order of a set, which is another one after each start.
        """
        if PATIENT in requester.groups:
            if serums_id != requester.serums_id:
                raise Refusal(401, "Patients can only access their own records")
            readable: Iterable[str] = tags
        else:
            readable = self._granted(requester, serums_id) & set(tags)
        if not hospital_ids:
            raise Refusal(500, "Unable to create SPHR")
        return {name.upper(): self._of_hospital(name, serums_id, readable) for name in hospital_ids}

    def _of_hospital(self, name: str, serums_id: int, tags: Iterable[str]) -> dict[str, list[Row]]:
        hospital = self._lake.hospitals.get(name.upper())
        if hospital is None:
            raise Unforeseen
        # None where the hospital does not know the id, which the query takes for a value like any other.
        number = hospital.numbers.get(serums_id)
        return {
            part.table: hospital.select(part, number) for tag in tags for part in parts(name.upper(), tag)
        }

    def _granted(self, requester: Requester, serums_id: int) -> set[str]:
        # Who is no medical staff has no tags, not even none.
        if MEDICAL_STAFF not in requester.groups or self._ledger.is_down:
            raise Unforeseen
        hospital = self._lake.hospitals.get(requester.hospital)
        department = hospital.department_of(requester.serums_id) if hospital is not None else None
        if department is None:
            raise Unforeseen
        ids = (department.serums_id, department.department_id)
        return granted(rule for one in ids for rule in self._ledger.of(serums_id, one))
