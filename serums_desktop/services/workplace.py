"""The parts of one running program that outlive a session, behind their ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import CardError
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.domain.staff import CardPresence
from serums_desktop.domain.workstation import HostEvent
from serums_desktop.host.configuration import Configuration, SourceConfiguration
from serums_desktop.services.ports import (
    CardWatch,
    Clock,
    EvidenceKeeper,
    FileReader,
    HostConditions,
    HostWatch,
    LetterReader,
    LinkOpener,
    RecordStore,
    Smartcard,
)
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool

if TYPE_CHECKING:  # the sign-in page need not wait for what signs people in
    from serums_desktop.services.enrol_by_browser import EnrolByBrowser
    from serums_desktop.services.home_contact import HomeContact
    from serums_desktop.services.leave_workstation import LeaveWorkstation
    from serums_desktop.services.one_copy import OneCopy
    from serums_desktop.services.sign_in import SignIn
    from serums_desktop.services.sign_in_by_keyring import SignInByKeyring


@dataclass(frozen=True, eq=False)
class Workplace:
    """What screens work with.

    `open_watch` starts watching cards, `open_host_watch` the system's session; changes come on the watch's
    own thread. `prepare_sign_in` asks the home provider what it is, on a worker, while somebody types.
    `background` has one thread, for what nobody asked for.
    `launch` follows an EHR's launch for a person (staff id) to a source and its id of the patient.
    """

    configuration: Configuration
    clock: Clock
    card: Smartcard
    store: RecordStore
    sign_in: SignIn
    sign_in_by_keyring: SignInByKeyring
    enrol_by_browser: EnrolByBrowser
    open_watch: Callable[[Callable[[CardPresence | CardError], None]], CardWatch]
    open_host_watch: Callable[[Callable[[HostEvent], None]], HostWatch]
    home_contact: HomeContact
    prepare_sign_in: Callable[[], None]
    launch: Callable[[EhrLaunch, str, CancelToken], tuple[str, str]]
    leave_workstation: LeaveWorkstation
    one_copy: OneCopy
    card_lane: Lane
    database_lane: Lane
    network: Pool
    background: Pool
    evidence: EvidenceKeeper
    conditions: HostConditions
    reaches: Callable[[SourceConfiguration], bool]
    files: FileReader
    letters: LetterReader
    links: LinkOpener

    def count_reachable(self) -> int:
        """How many of the asked sources answer at all, before anybody signs in. Blocks on the network."""
        futures = [self.network.submit(partial(self.reaches, source)) for source in self.configuration.asked]
        return sum(future.result() for future in futures)

    def configured_coverage(self) -> tuple[SourceCoverage, ...]:
        """Every configured source before anything was asked: the same for every patient."""
        return tuple(
            SourceCoverage(
                source.id,
                source.title,
                source.country,
                SourceState.ASKING if source.asked else SourceState.NOT_ASKED,
            )
            for source in self.configuration.source
        )
