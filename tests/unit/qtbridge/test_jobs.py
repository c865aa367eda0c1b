import threading

import pytest

from serums_desktop.domain.errors import Cancelled, NoCard
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.work.lanes import Lane


@pytest.fixture
def lane():
    with Lane("test") as lane:
        yield lane


def test_a_result_reaches_the_gui_thread(qtbot, lane: Lane) -> None:
    jobs = Jobs()
    got: list[tuple[int, bool]] = []
    jobs.deliver(
        lane.submit(lambda: 7),
        lambda value: got.append((value, threading.current_thread() is threading.main_thread())),
        pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, True)]


def test_an_error_reaches_the_one_who_asked(qtbot, lane: Lane) -> None:
    jobs = Jobs()
    failures: list[BaseException] = []

    def job() -> None:
        raise NoCard

    jobs.deliver(lane.submit(job), lambda _: pytest.fail("no result"), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], NoCard)


def test_a_cancelled_job_calls_nobody_and_results_keep_their_order(qtbot, lane: Lane) -> None:
    jobs = Jobs()
    got: list[int] = []

    def cancelled() -> int:
        raise Cancelled

    jobs.deliver(lane.submit(cancelled), got.append, lambda error: pytest.fail(repr(error)))
    for number in range(5):
        jobs.deliver(
            lane.submit(lambda number=number: number), got.append, lambda error: pytest.fail(repr(error))
        )
    qtbot.waitUntil(lambda: len(got) == 5)
    assert got == [0, 1, 2, 3, 4]


def test_what_is_on_its_way_when_all_is_dropped_never_arrives(qtbot, lane: Lane) -> None:
    jobs = Jobs()
    got: list[str] = []
    future = lane.submit(lambda: "old session")
    jobs.deliver(future, got.append, lambda error: pytest.fail(repr(error)))
    future.result()
    jobs.drop_all()
    jobs.deliver(lane.submit(lambda: "new session"), got.append, lambda error: pytest.fail(repr(error)))
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["new session"]
