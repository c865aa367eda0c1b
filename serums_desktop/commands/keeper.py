"""`serums-desktop keeper`: keep evidence in a process of its own until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serums_desktop.audit.anchors import Anchors
    from serums_desktop.audit.capsule import Capsule
    from serums_desktop.audit.capsule_keys import CapsuleKeys
    from serums_desktop.audit.keeper import SharedJournal
    from serums_desktop.audit.keeper_keys import KeeperKeys
    from serums_desktop.audit.opening_counter import OpeningCounter
    from serums_desktop.audit.tpm import Tpm
    from serums_desktop.audit.tpm_rollback import RollbackGuard
    from serums_desktop.host.configuration import Configuration

_UNUSABLE_CONFIGURATION = 2
_ALREADY_RUNNING = 3
_REFUSED = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("--directory", type=Path, required=True, help="where the journal and its keys are")
    parser.add_argument(
        "--configuration", type=Path, required=True, help="names the workstation and the audit repository"
    )
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop when standard input ends, with its parent"
    )


def run(arguments: argparse.Namespace) -> int:
    """Keep evidence until SIGINT, SIGTERM or, where asked for, the end of standard input.

    Prints `ready` once it listens, `already running` where another keeper has the directory, or `refused`
    and the reason. Returns the exit code.
    """
    from serums_desktop.domain.errors import ConfigurationError
    from serums_desktop.host import configuration, hardening, log
    from serums_desktop.host.profile import make_private
    from serums_desktop.messages.errors import notice

    hardening.forbid_core_dumps()
    hardening.write_no_key_log()
    try:
        found = configuration.load(arguments.configuration)
    except ConfigurationError as error:
        print(notice(error), file=sys.stderr)
        return _UNUSABLE_CONFIGURATION
    directory = make_private(arguments.directory.absolute())
    with contextlib.ExitStack() as stack:
        stopped = threading.Event()
        stack.enter_context(_stop_signals(stopped))
        log.start(directory / "logs")
        stack.callback(log.stop)
        stack.enter_context(_mistakes_go_to_the_log())
        if arguments.until_stdin_closes:
            # A daemon: a read from standard input cannot be interrupted from here.
            threading.Thread(target=_wait_for_parent, args=(stopped,), name="parent", daemon=True).start()
        return _keep(directory, found, stopped)


def _keep(directory: Path, configuration: Configuration, stopped: threading.Event) -> int:
    from serums_desktop.audit import keeper_lock
    from serums_desktop.audit import keeper_protocol as protocol
    from serums_desktop.audit.anchors import Anchors
    from serums_desktop.audit.journal import Journal
    from serums_desktop.audit.keeper import KeeperServer, SharedJournal
    from serums_desktop.audit.keeper_keys import load_or_create
    from serums_desktop.audit.opening_counter import opening_counter
    from serums_desktop.audit.set_aside import SetAside
    from serums_desktop.audit.tpm import Tpm
    from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
    from serums_desktop.host.clock import SystemClock

    clock = SystemClock()
    with contextlib.ExitStack() as stack:
        try:
            with keeper_lock.starting(directory):
                stack.enter_context(keeper_lock.only_keeper(directory))
                tpm = Tpm.open()
                keys = load_or_create(directory, tpm)
                # Before the journal wipes the data key.
                capsule_keys = _capsule_keys(directory, configuration, keys)
                journal = SharedJournal(lambda: Journal(directory, now_s=clock.now_s, keys=keys))
                stack.callback(journal.close)
                set_aside = SetAside(directory)
                anchors = Anchors(directory, journal.run(lambda kept: kept.signing_key))
                rollback = _rollback_guard(tpm, keys, journal, anchors)
                if rollback is not None:
                    stack.callback(rollback.count)
                capsule = _capsule(
                    directory, configuration, journal, anchors, capsule_keys, opening_counter(tpm, keys)
                )
                server = KeeperServer(directory, journal, set_aside, anchors, stopped.set, rollback, capsule)
                stack.callback(server.close)
        except keeper_lock.AlreadyLocked:
            print(protocol.ALREADY_RUNNING, flush=True)
            return _ALREADY_RUNNING
        except EvidenceNotKept as error:
            print(protocol.REFUSED, error.reason.value, flush=True)
            return _REFUSED
        except OSError:
            print(protocol.REFUSED, EvidenceFault.UNREACHABLE.value, flush=True)
            return _REFUSED
        print(protocol.READY, flush=True)
        # After the word that it listens: what speaks HTTPS takes longer to load than all the rest.
        from serums_desktop.audit.delivery import delivery_of

        delivery = delivery_of(
            directory, configuration, journal, set_aside, anchors,
            now_s=clock.now_s, elapsed_s=clock.elapsed_s,
        )  # fmt: skip
        stack.callback(delivery.close)
        delivery.start()
        server.deliver_by(delivery.deliver_now)
        if rollback is not None:
            while not stopped.wait(rollback.PERIOD_S):
                rollback.count()
        stopped.wait()
    return 0


def _rollback_guard(
    tpm: Tpm | None, keys: KeeperKeys, journal: SharedJournal, anchors: Anchors
) -> RollbackGuard | None:
    """None without a TPM that seals the keys."""
    if tpm is None or not keys.is_sealed:
        return None
    from serums_desktop.audit.tpm_rollback import COUNTER, FIRST_COUNT, RollbackGuard
    from serums_desktop.host.clock import SystemClock

    counter, first_count = (
        tpm.counter(f"{keys.origin} {name}", keys.counter_password(name)) for name in (COUNTER, FIRST_COUNT)
    )
    return RollbackGuard(journal, anchors, counter, first_count, now_s=SystemClock().now_s)


def _capsule_keys(directory: Path, configuration: Configuration, keys: KeeperKeys) -> CapsuleKeys | None:
    """What opens the downtime capsule, None where policy allows none. Raises EvidenceNotKept."""
    from serums_desktop.audit.capsule_keys import CapsuleKeys

    return CapsuleKeys(directory, keys.data_key) if configuration.capsule.allowed else None


def _capsule(
    directory: Path,
    configuration: Configuration,
    journal: SharedJournal,
    anchors: Anchors,
    keys: CapsuleKeys | None,
    counter: OpeningCounter | None,
) -> Capsule | None:
    """The downtime capsule, None where policy allows none or no card could be recognised.

    Raises EvidenceNotKept.
    """
    from serums_desktop.audit.capsule import Capsule
    from serums_desktop.audit.staff_cards import StaffCards
    from serums_desktop.domain.errors import ConfigurationError
    from serums_desktop.host import log
    from serums_desktop.host.clock import SystemClock

    if keys is None:
        return None
    try:
        cards = StaffCards(configuration.trust.card_anchors.read_bytes())
    except (OSError, ConfigurationError) as error:
        # Evidence is kept all the same.
        log.event("capsule-without-anchors", error=type(error).__name__)
        return None
    return Capsule(
        directory,
        configuration.capsule,
        origin=journal.run(lambda kept: kept.origin),
        keys=keys,
        anchors=anchors,
        cards=cards,
        counter=counter,
        now_s=SystemClock().now_s,
        signed_in_from=journal.run(lambda kept: kept.size()),
    )


def _wait_for_parent(stopped: threading.Event) -> None:
    while os.read(0, 4096):
        pass
    stopped.set()


@contextlib.contextmanager
def _mistakes_go_to_the_log() -> Iterator[None]:
    """No traceback reaches the terminal: its message could hold a deed."""
    from serums_desktop.host import log

    def unforeseen(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            log.event(
                "keeper-failed",
                error=type(failure.exc_value).__name__,
                place=log.error_place(failure.exc_value),
            )

    former, threading.excepthook = threading.excepthook, unforeseen
    try:
        yield
    finally:
        threading.excepthook = former


@contextlib.contextmanager
def _stop_signals(stopped: threading.Event) -> Iterator[None]:
    former = {
        number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
