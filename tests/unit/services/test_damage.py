from typing import Any

from serums_desktop.domain.evidence import Act
from serums_desktop.domain.stored import Integrity
from serums_desktop.services.damage import Damaged, found_damage, tell_damage, tell_damaged_index
from tests.unit.services.upkeep_parts import HOME, Clock, Evidence, Source, Store, session_with
from tests.unit.store.synthetic import person

ANNA = person((HOME, "1"))


def test_whose_copy_it_was_is_told_while_it_is_known() -> None:
    store: Any = Store()
    record_id = store.remember(ANNA, 0.0)
    store.damaged = [(record_id, Integrity.DAMAGED), ("deleted since", Integrity.ROLLED_BACK)]
    assert found_damage(store) == (Damaged(record_id, ANNA, Integrity.DAMAGED),)
    assert found_damage(store) == ()


def test_damage_is_put_on_record_where_somebody_answers() -> None:
    session, clock, evidence = session_with(Source()), Clock(), Evidence()
    keeper: Any = evidence
    found = [Damaged("r-1", ANNA, Integrity.ROLLED_BACK)]
    tell_damage(session, keeper, clock, found)
    evidence.is_away = True
    tell_damage(session, keeper, clock, found)
    assert evidence.told() == [(Act.DAMAGE_FOUND, ("1",))]


def test_an_index_is_told_of_only_when_something_is_wrong_with_it() -> None:
    session, clock, evidence = session_with(Source()), Clock(), Evidence()
    keeper: Any = evidence
    for integrity in Integrity:
        tell_damaged_index(session, keeper, clock, integrity)
    assert evidence.told() == [(Act.DAMAGE_FOUND, ()), (Act.DAMAGE_FOUND, ())]
