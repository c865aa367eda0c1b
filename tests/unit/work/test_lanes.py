"""Named threads."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from serums_desktop.work.lanes import Lane, Pool, WrongThread


def test_a_lane_runs_jobs_in_order_on_one_named_thread() -> None:
    ran: list[int] = []
    names: set[str] = set()

    def job(number: int) -> None:
        ran.append(number)
        names.add(threading.current_thread().name)

    with Lane("database") as lane:
        futures = [lane.submit(partial(job, number)) for number in range(50)]
        for future in futures:
            future.result()
    assert ran == list(range(50))
    assert names == {"database_0"}


def test_a_lane_knows_its_own_thread() -> None:
    with Lane("card") as lane:
        with pytest.raises(WrongThread) as refused:
            lane.on_lane()
        assert refused.value.lane == "card"
        lane.submit(lane.on_lane).result()


def test_running_on_the_lane_from_the_lane_does_not_wait_for_itself() -> None:
    with Lane("card") as lane:
        assert lane.run(lambda: lane.run(lambda: 7)) == 7


def test_an_error_comes_back_to_who_asked() -> None:
    with Lane("card") as lane, pytest.raises(ZeroDivisionError):
        lane.run(lambda: 1 // 0)


def test_shutdown_drops_what_has_not_begun_and_waits_for_what_has() -> None:
    lane = Lane("database")
    begun, go_on = threading.Event(), threading.Event()

    def first() -> str:
        begun.set()
        go_on.wait(60)
        return "done"

    running = lane.submit(first)
    dropped = lane.submit(lambda: "never")
    begun.wait(60)
    closer = threading.Thread(target=lane.shutdown)
    closer.start()
    go_on.set()
    closer.join()
    assert running.result() == "done"
    assert dropped.cancelled()
    with pytest.raises(RuntimeError):
        lane.submit(lambda: None)


def test_a_lane_cannot_be_joined_from_itself() -> None:
    with Lane("card") as lane, pytest.raises(WrongThread):
        lane.run(lane.shutdown)


def test_a_pool_runs_jobs_side_by_side() -> None:
    both = threading.Barrier(2)
    with Pool("network", 2) as pool:
        meeting = [pool.submit(lambda: both.wait(60)) for _ in range(2)]
        assert sorted(future.result() for future in meeting) == [0, 1]
        assert not pool.on_thread


def test_a_renewed_pool_takes_new_threads_and_ends_the_old_ones() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> threading.Thread:
        begun.set()
        go_on.wait(60)
        return threading.current_thread()

    with Pool("network", 2) as pool:
        old = pool.submit(wait)
        begun.wait(60)
        gone = pool.renew()
        # What comes now does not wait for what the old threads are at.
        assert pool.submit(lambda: pool.on_thread).result()
        assert not gone.done()
        go_on.set()
        gone.result()
        assert not old.result().is_alive()


def test_a_pool_that_is_renewed_is_joined_whole() -> None:
    pool = Pool("network", 1)
    begun, go_on = threading.Event(), threading.Event()
    running = pool.submit(lambda: (begun.set(), go_on.wait(60)))
    begun.wait(60)
    pool.renew()
    closer = threading.Thread(target=pool.shutdown)
    closer.start()
    go_on.set()
    closer.join()
    assert running.done()


def test_a_lane_keeps_its_thread() -> None:
    with Lane("card") as lane, pytest.raises(TypeError):
        lane.renew()
