"""Back-off within a budget."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.work.retry import Backoff


def test_waits_double() -> None:
    backoff = Backoff(budget_s=10, first_s=0.5)
    assert [backoff.next_wait_s() for _ in range(4)] == [0.5, 1.0, 2.0, 4.0]
    assert backoff.next_wait_s() is None


def test_the_wish_of_the_other_side_comes_first() -> None:
    backoff = Backoff(budget_s=10, first_s=0.5)
    assert backoff.next_wait_s(3) == 3


def test_a_wait_that_does_not_fit_is_not_begun() -> None:
    backoff = Backoff(budget_s=10)
    assert backoff.next_wait_s(60) is None
    assert backoff.next_wait_s(9) == 9


def test_a_server_that_asks_for_no_wait_is_not_hammered() -> None:
    assert Backoff(first_s=0.5).next_wait_s(0) == 0.5


@given(
    st.lists(st.none() | st.floats(-10, 1_000), max_size=50),
    st.floats(0, 100),
    st.floats(0.001, 10),
)
def test_the_budget_is_never_overspent(asked: list[float | None], budget_s: float, first_s: float) -> None:
    backoff = Backoff(budget_s, first_s)
    waits = [backoff.next_wait_s(wish) for wish in asked]
    assert sum(wait for wait in waits if wait is not None) <= budget_s + 1e-6
    assert all(wait is None or wait > 0 for wait in waits)
