from __future__ import annotations

import hashlib
import hmac
import json

import msgspec
import pytest

from serums_desktop.audit import canonical, leaf
from serums_desktop.audit.leaf import Leaf, Openings, milliseconds
from serums_desktop.domain.evidence import Deed
from tests.unit.audit.synthetic import AGENT, PATIENTS, Breaking, open_record, search, sign_in, whole_day

WORKSTATION = "serums-desktop.example/1"


def written(deed: Deed) -> tuple[Leaf, Openings]:
    return leaf.write(deed, sequence=7, kept_s=1_790_000_001.5, workstation=WORKSTATION)


def test_what_is_hashed_of_a_search() -> None:
    made, openings = written(search("Müller"))
    assert openings.query is not None
    assert json.loads(canonical.encode(made)) == {
        "act": "search",
        "kept_ms": 1_790_000_001_500,
        "occurred_ms": 1_790_000_000_250,
        "purpose": "TREAT",
        "query": json.loads(canonical.encode(openings.query.commitment)),
        "sequence": 7,
        "sources": ["fcrb"],
        "staff": {
            "authenticated_by": "card",
            "name": AGENT.name,
            "role": AGENT.role,
            "staff_id": AGENT.staff_id,
        },
        "workstation": WORKSTATION,
    }


def test_a_patient_is_bound_as_source_and_number() -> None:
    made, openings = written(open_record("p-77"))
    nonce = openings.patients[0].nonce
    assert made.patients == (hmac.digest(nonce, b'["fcrb","p-77"]', hashlib.sha256),)
    assert openings.references == open_record("p-77").patients


@pytest.mark.parametrize("deed", [deed for batch in whole_day() for deed in batch], ids=repr)
def test_there_and_back(deed: Deed) -> None:
    made, openings = written(deed)
    assert leaf.read(made, openings) == deed
    assert canonical.decode(canonical.encode(made), Leaf) == made
    assert canonical.decode(canonical.encode(openings), Openings) == openings


def test_without_its_openings() -> None:
    made, _ = written(Breaking().start("a sentence"))
    deed = leaf.read(made, Openings())
    assert (deed.patients, deed.words, deed.commitment_nonce) == ((), "", b"")
    assert deed.confirmation is not None


def test_what_belongs_to_an_entry_and_can_be_erased() -> None:
    assert written(search())[0].has_commitments
    assert written(Breaking(PATIENTS[:1]).start())[0].has_commitments
    assert not written(sign_in())[0].has_commitments


def test_a_nonce_that_nobody_signed_for_is_not_kept() -> None:
    deed = msgspec.structs.replace(open_record(), commitment_nonce=bytes(32))
    assert written(deed)[1].patient_nonce == b""


@pytest.mark.parametrize(
    ("time_s", "time_ms"),
    [
        (1.0006, 1001),
        (-5.0, 0),
        (1e18, 253_402_300_799_999),
        (float("inf"), 253_402_300_799_999),
        (float("nan"), 0),
    ],
)
def test_times_that_calendars_know(time_s: float, time_ms: int) -> None:
    assert milliseconds(time_s) == time_ms


def test_nothing_of_a_patient_stands_in_a_text() -> None:
    _made, openings = written(Breaking().start("a sentence"))
    assert repr(openings) == "<Openings>"
