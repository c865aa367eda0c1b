"""No label of confidentiality is kept, wherever it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.sources.resources import concept, received, resource

OBSERVATION_VALUES = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
EMPTY = "http://terminology.hl7.org/CodeSystem/list-empty-reason"
ABSENT = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason"}


@pytest.mark.parametrize(
    ("labelled", "plain"),
    [
        ({"meta": {"versionId": "2", "security": [{"code": "R"}]}}, {"meta": {"versionId": "2"}}),
        ({"meta": {"security": [{"code": "R"}]}}, {}),
        (
            {"meta": {"tag": [{"system": OBSERVATION_VALUES, "code": "SUBSETTED"}, {"code": "own"}]}},
            {"meta": {"tag": [{"code": "own"}]}},
        ),
        ({"securityLabel": [concept("restricted")], "status": "current"}, {"status": "current"}),
        ({"contained": [{"id": "c", "meta": {"security": []}}]}, {"contained": [{"id": "c"}]}),
        (
            {"section": [{"title": "Problems", "emptyReason": concept("Not shared", (EMPTY, "withheld"))}]},
            {"section": [{"title": "Problems"}]},
        ),
        (
            {"section": [{"emptyReason": concept("", (EMPTY, "notasked", "withheld"))}]},
            {"section": [{"emptyReason": concept("", (EMPTY, "notasked", "withheld"))}]},
        ),
        ({"_description": {"extension": [{**ABSENT, "valueCode": "masked"}]}}, {}),
        (
            {"_description": {"extension": [{**ABSENT, "valueCode": "unknown"}]}, "description": "masked"},
            {"_description": {"extension": [{**ABSENT, "valueCode": "unknown"}]}, "description": "masked"},
        ),
    ],
)
def test_no_label_of_confidentiality_is_kept(labelled: dict[str, Any], plain: dict[str, Any]) -> None:
    item = received(resource("DocumentReference", **labelled))
    assert json.loads(item.raw) == resource("DocumentReference", **plain)
