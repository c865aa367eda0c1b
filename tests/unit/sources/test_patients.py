"""A Patient resource as its source's idea of a patient."""

from __future__ import annotations

import json
from typing import Any

import pytest

from serums_desktop.domain.identifiers import DNI
from serums_desktop.domain.people import PatientAtSource, same_person
from serums_desktop.sources.fhir.listed import DECODERS
from serums_desktop.sources.fhir.patients import patient

JOANA = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [{"system": DNI.system, "value": "99881135R"}],
    "name": [{"family": "Soler", "given": ["Joana"]}],
    "birthDate": "1935-03-14",
    "gender": "female",
}


def read(source_id: str = "zmc", **elements: Any) -> PatientAtSource:
    return patient(DECODERS["Patient"].decode(json.dumps(JOANA | elements)), source_id)  # type: ignore[arg-type]  a Patient


@pytest.mark.parametrize(
    "elements",
    [{"active": False}, {"link": [{"other": {"reference": "Patient/p2"}, "type": "replaced-by"}]}],
    ids=["inactive", "replaced"],
)
def test_a_record_that_is_kept_up_no_more_is_never_linked_by_itself(elements: dict[str, Any]) -> None:
    superseded = read(**elements)
    assert superseded.superseded
    assert same_person(read(), read("gp"))
    assert not same_person(superseded, read("gp"))


@pytest.mark.parametrize(
    "elements",
    [{}, {"active": True}, {"link": [{"other": {"reference": "Patient/p2"}, "type": "seealso"}]}],
    ids=["silent", "active", "another"],
)
def test_one_that_is_kept_up_is_as_before(elements: dict[str, Any]) -> None:
    assert not read(**elements).superseded
