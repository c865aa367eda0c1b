"""One cause gives one failure, and a check that breaks is a finding like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from serums_desktop.diagnosis.examination import Check, Ground, Unfit, examine, fail, ok, skipped, warn
from serums_desktop.domain.diagnosis import Finding, Verdict


def giving(*findings: Finding) -> Callable[[Ground], Iterable[Finding]]:
    return lambda ground: findings


def seen(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(one.check, one.code) for one in found]


def test_what_stands_on_a_failure_is_skipped_and_names_the_cause(ground: Ground) -> None:
    checks = [
        Check("module", giving(fail("module", "missing"))),
        Check("reader", giving(ok("reader", "seen")), ("module",)),
        Check("card", giving(ok("card", "one")), ("reader",)),
        Check("keyring", giving(ok("keyring", "keeps"))),
    ]
    found = list(examine(checks, ground))
    assert seen(found) == [
        ("module", "missing"),
        ("reader", "ground-failed"),
        ("card", "ground-failed"),
        ("keyring", "keeps"),
    ]
    assert [one.facts for one in found[1:3]] == [{"ground": "module"}] * 2
    assert {one.verdict for one in found[1:3]} == {Verdict.SKIPPED}


def test_a_warning_is_no_missing_ground_and_a_check_that_left_itself_out_is(ground: Ground) -> None:
    checks = [
        Check("a", giving(warn("a", "old"))),
        Check("b", giving(skipped("b", "not-allowed")), ("a",)),
        Check("c", giving(ok("c", "fine")), ("b",)),
    ]
    assert seen(examine(checks, ground)) == [("a", "old"), ("b", "not-allowed"), ("c", "ground-failed")]


def test_a_check_of_several_things_is_skipped_for_each(ground: Ground) -> None:
    several = Check("sources", giving(), ("proxy",), ("connection", "tls"))
    unfit = Unfit()
    unfit.note(fail("proxy", "refused"))
    assert seen(examine([several], ground, unfit)) == [
        ("connection", "ground-failed"),
        ("tls", "ground-failed"),
    ]


def test_a_check_that_breaks_tells_where_and_not_what_it_held(ground: Ground) -> None:
    def look(_ground: Ground) -> Iterable[Finding]:
        yield ok("broken", "first")
        raise RuntimeError("a secret")

    found = list(
        examine([Check("broken", look), Check("next", giving(ok("next", "fine")), ("broken",))], ground)
    )
    assert seen(found) == [("broken", "first"), ("broken", "check-broke"), ("next", "ground-failed")]
    assert found[1].facts["error"] == "RuntimeError"
    assert found[1].facts["place"].startswith("test_examination.py:")
    assert "a secret" not in str(found)


def test_facts_are_text(ground: Ground) -> None:
    assert ok("a", "b", count=3, path=ground.profile.keys.parent.parent.root).facts == {
        "count": "3",
        "path": "/",
    }
