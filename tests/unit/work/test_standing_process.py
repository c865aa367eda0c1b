"""A process that stays: many questions, in order, from many threads, and what its end means."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from serums_desktop.domain.errors import Cancelled
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.child_process import ChildEnded, ChildTooSlow
from serums_desktop.work.standing_process import StandingProcess

START = """
import os, socket, sys, threading
from serums_desktop.work.confinement import Limits
from serums_desktop.work.standing_process import serve_questions

def answer(question):
{body}

sys.exit(serve_questions(answer, Limits({limits})))
"""


def standing(body: str, timeout_s: float = 30.0, limits: str = "") -> StandingProcess:
    """A process that answers by this body of a function."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return StandingProcess(
        [sys.executable, "-c", START.format(body=indented, limits=limits)], timeout_s=timeout_s
    )


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """No process and no thread is left behind."""
    threads = threading.active_count()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert threading.active_count() == threads


def test_questions_are_answered_in_their_order_whatever_their_size() -> None:
    process = standing("return question[::-1]")
    conversation = process.conversation()
    asked = [bytes([number]) * (number * 40_000) + b"!" for number in range(20)]
    questions = [conversation.ask(each) for each in asked]
    assert [each.answer(CancelToken()) for each in questions] == [each[::-1] for each in asked]
    process.close()


def test_long_questions_and_long_answers_do_not_wait_for_each_other() -> None:
    process = standing("return question * 8")
    conversation = process.conversation()
    questions = [conversation.ask(bytes(3 << 20)) for _ in range(6)]
    assert {len(each.answer(CancelToken())) for each in questions} == {24 << 20}
    process.close()


def test_every_thread_gets_its_own_answers() -> None:
    process = standing("return question + b'!'")
    conversation = process.conversation()

    def ask(number: int) -> bool:
        said = str(number).encode() * 3_000
        return conversation.ask(said).answer(CancelToken()) == said + b"!"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))
    process.close()


def test_one_process_answers_until_it_is_closed() -> None:
    process = standing("return str(os.getpid()).encode()")
    first = process.conversation().ask(b"").answer(CancelToken())
    assert process.conversation().ask(b"").answer(CancelToken()) == first
    process.close()
    process.close()
    with pytest.raises(ChildEnded):
        process.conversation()


def test_whoever_waits_is_told_of_its_end_and_the_next_one_gets_another() -> None:
    process = standing("if question == b'end': os._exit(3)\nreturn question")
    conversation = process.conversation()
    questions = [conversation.ask(each) for each in (b"1", b"end", b"2")]
    assert questions[0].answer(CancelToken()) == b"1"
    for each in questions[1:]:
        with pytest.raises(ChildEnded):
            each.answer(CancelToken())
    with pytest.raises(ChildEnded):
        # Those who were speaking with the one that ended are told, not passed on to one that knows nothing.
        conversation.ask(b"3").answer(CancelToken())
    assert process.conversation().ask(b"4").answer(CancelToken()) == b"4"
    process.close()


def test_one_that_hangs_is_killed() -> None:
    process = standing("threading.Event().wait() if question else None\nreturn question", timeout_s=0.5)
    with pytest.raises(ChildTooSlow):
        process.conversation().ask(b"hang").answer(CancelToken())
    process.close()


def test_who_is_cancelled_waits_no_longer_and_nobody_else_is_disturbed() -> None:
    process = standing("threading.Event().wait(0.3) if question == b'long' else None\nreturn question")
    conversation, cancel = process.conversation(), CancelToken()
    long, short = conversation.ask(b"long"), conversation.ask(b"short")
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        long.answer(cancel)
    assert short.answer(CancelToken()) == b"short"
    timer.join()
    process.close()


def test_closing_while_somebody_waits_is_the_end_for_them() -> None:
    process = standing("threading.Event().wait()")
    question = process.conversation().ask(b"")
    timer = threading.Timer(0.1, process.close)
    timer.start()
    with pytest.raises(ChildEnded):
        question.answer(CancelToken())
    timer.join()


def test_it_can_reach_nobody() -> None:
    refused = """
try:
    socket.create_connection(("127.0.0.1", 9))
except PermissionError:
    return b"refused"
return b"reached"
"""
    process = standing(refused.strip())
    assert process.conversation().ask(b"").answer(CancelToken()) == b"refused"
    process.close()


def test_a_program_that_cannot_be_started_is_one_that_ended() -> None:
    with pytest.raises(ChildEnded):
        StandingProcess(["/nowhere/at-all"], timeout_s=1.0).conversation()
