"""What stands behind the window, wired: cards, keys, tokens, sources, store and evidence.

A part of the composition root, apart from the window so that the window need not wait for its imports.
"""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

import requests

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.domain.errors import EvidenceNotKept, SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.conditions import HostConditions
from serums_desktop.host.configuration import Configuration, SourceConfiguration
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.host.session_events import SessionEvents
from serums_desktop.identity import key_files
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions, card_client_assertions
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.card_watcher import CardWatcher
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.keyring_release import KeyringCredential as ReleasedCredential
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.prepared_provider import Preparation
from serums_desktop.identity.revocation import RevocationLists
from serums_desktop.identity.serums_accounts import SerumsAccounts
from serums_desktop.identity.signing_card_key import SigningCardKeys
from serums_desktop.identity.smart_launch import SmartLaunch
from serums_desktop.identity.smartcard import Smartcard
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.identity.unkept_token import UnkeptRefreshToken
from serums_desktop.services import ports
from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.enrol_by_browser import EnrolByBrowser
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.leave_workstation import LeaveWorkstation
from serums_desktop.services.lost_device import LostDevice, note_confirmed
from serums_desktop.services.one_copy import OneCopy
from serums_desktop.services.ports import OpenCard, Source
from serums_desktop.services.session import OpenSources, Session
from serums_desktop.services.sign_in import SignIn
from serums_desktop.services.sign_in_by_keyring import KeyringCredential, SignInByKeyring
from serums_desktop.services.workplace import Workplace
from serums_desktop.sources.data_lake.source import DataLakeSource
from serums_desktop.sources.fhir.exchange import EndableAdapter
from serums_desktop.sources.fhir.reachability import reaches
from serums_desktop.sources.fhir.reading_process import ReadingProcess
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.sources.files.letter_reading import ProtectedLetterReader
from serums_desktop.sources.files.linked_files import LinkedFiles
from serums_desktop.sources.files.reading import ProtectedFileReader
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.lanes import Lane, Pool


class Assembly:
    """Makes one program's parts from its configuration. Made and used on a worker, once."""

    def __init__(
        self,
        profile: Profile,
        configuration: Configuration,
        *,
        card_lane: Lane,
        database_lane: Lane,
        network: Pool,
        background: Pool,
        open_browser: Callable[[str], bool] | None,
        refused_at_home: Callable[[SignInRefused], None],
    ) -> None:
        """`refused_at_home` is told, on a worker, when the home source no longer knows who is signed in.

        Raises ConfigurationError for files of the configuration that are not what they should be.
        """
        self._profile = profile
        self._configuration = configuration
        self._card_lane = card_lane
        self._database_lane = database_lane
        self._network = network
        self._background = background
        self._open_browser = open_browser or webbrowser.open
        self._refused_at_home = refused_at_home
        self._clock = SystemClock()
        self._home = _protected(configuration.home)
        self._keyring = OsKeyring(str(profile.keys))
        self._preparation = Preparation(self._home, self._http)
        self._at_end: list[Callable[[], None]] = [self._preparation.close]
        self._evidence = self._open_evidence()
        self._store = EncryptedRecordStore(profile.cache, self._evidence)
        self._contact = HomeContact(
            store=self._store,
            database_lane=database_lane,
            home_source_id=configuration.home.id,
            longest_s=configuration.offline.longest_h * 3600.0,
            clock=self._clock,
            note_time=partial(note_confirmed, profile.cache),
        )

    def close(self) -> None:
        """Let the evidence keeper finish."""
        for end in reversed(self._at_end):
            end()
        self._at_end.clear()

    def workplace(self) -> Workplace:
        """Everything that outlives a session. The evidence keeper is started."""
        configuration = self._configuration
        evidence = self._evidence
        keys = self._profile.keys
        expiry = LostDevice(
            self._profile.cache,
            configuration.retention,
            evidence,
            self._clock,
            partial(key_files.named_vaults, keys),
        )

        def clear_up() -> None:
            key_files.sweep(keys)
            expiry.expire()

        # On the lane: before anybody's copies are opened.
        self._database_lane.submit(clear_up)
        card, cards, people = self._card(), self._cards(), self._people()
        browser = BrowserSignIn(self._http(), self._home, self._open_browser)
        one_copy = OneCopy(
            cards=cards,
            people=people,
            card=card,
            sign_in_by_browser=browser,
            give_back=self._give_back,
            store=self._store,
            forget_unopened=expiry.sweep,
            card_lane=self._card_lane,
            database_lane=self._database_lane,
            evidence=evidence,
            clock=self._clock,
            passphrase_allowed=configuration.keyring.allowed and configuration.keyring.opens_card_copy,
        )
        begin_session = BeginSession(
            store=self._store,
            open_sources=self._open_sources,
            home_contact=self._contact,
            database_lane=self._database_lane,
            evidence=evidence,
            clock=self._clock,
            rekey_if_due=one_copy.rekey_if_due,
        )
        sign_in = SignIn(
            card=card,
            keys=cards,
            open_tokens=self._open_card_tokens,
            begin_session=begin_session,
            card_lane=self._card_lane,
        )
        sign_in_by_keyring = SignInByKeyring(
            keys=people, open_tokens=self._open_keyring_tokens, begin_session=begin_session
        )
        return Workplace(
            configuration=configuration,
            clock=self._clock,
            card=card,
            store=self._store,
            sign_in=sign_in,
            sign_in_by_keyring=sign_in_by_keyring,
            enrol_by_browser=EnrolByBrowser(
                sign_in_by_browser=browser,
                give_back=self._give_back,
                keys=people,
                sign_in=sign_in_by_keyring,
            ),
            evidence=evidence,
            open_watch=partial(CardWatcher, card),
            open_host_watch=SessionEvents,
            home_contact=self._contact,
            prepare_sign_in=self._preparation.prepare,
            launch=SmartLaunch(self._http(), map(_protected, configuration.fhir_servers), self._open_browser),
            leave_workstation=LeaveWorkstation(
                revoke=self._revoke,
                forget=people.forget,
                store=self._store,
                database_lane=self._database_lane,
                one_copy=one_copy,
            ),
            one_copy=one_copy,
            card_lane=self._card_lane,
            database_lane=self._database_lane,
            network=self._network,
            background=self._background,
            conditions=HostConditions(),
            reaches=lambda source: reaches(self._http(), source.hello_url),
            files=ProtectedFileReader([*command_line(), "read-file"]),
            letters=ProtectedLetterReader([*command_line(), "read-file"]),
            links=LinkedFiles(self._http_for_links, configuration.workstation.organisation),
        )

    # -- who is at the keyboard --------------------------------------------------------------------

    def _card(self) -> Smartcard:
        reader = self._configuration.card
        return Smartcard(
            reader.module,
            reader.token_label,
            self._configuration.trust.card_anchors.read_bytes(),
            revocation=self._revocation(),
            remembered=self._profile.keys / "card-choices.json",
            signing_suffices=reader.key_from_keyring,
        )

    def _revocation(self) -> RevocationLists:
        trust = self._configuration.trust
        return RevocationLists(trust.card_crls, required=trust.crl_required, grace_h=trust.crl_grace_h)

    def _cards(self) -> KeyVault:
        anchors_pem = self._configuration.trust.card_anchors.read_bytes()
        return KeyVault(
            self._profile.keys,
            TrustAnchors(anchors_pem, self._revocation()).vouches_for,
            SigningCardKeys(
                self._keyring,
                self._configuration.workstation.name,
                self._configuration.keyring.shared_accounts,
            )
            if self._configuration.card.key_from_keyring
            else None,
            # Also of a card that was reported stolen since: what it signed is set aside, not held against
            # its owner.
            issued_to=TrustAnchors(anchors_pem).vouches_for,
        )

    def _people(self) -> KeyringVault:
        rules = self._configuration.keyring
        return KeyringVault(
            self._profile.keys,
            self._keyring,
            self._configuration.workstation.name,
            shared_accounts=rules.shared_accounts,
            one_person=rules.one_person,
        )

    def _open_card_tokens(self, card: OpenCard) -> AccessTokens:
        identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)

        def sign(message: bytes) -> bytes:
            return self._card_lane.run(lambda: card.sign(message))

        return self._tokens(
            card.holder.staff_id, card_assertions(identity, sign), card_client_assertions(identity, sign)
        )

    def _open_keyring_tokens(self, credential: KeyringCredential) -> AccessTokens:
        lasting = HomeSignIn(self._http(), self._home, credential.refresh_token)
        return self._tokens(credential.holder.staff_id, lasting.assertion, home_sign_in=lasting)

    def _tokens(
        self,
        staff_id: str,
        assert_for: Callable[[str, PurposeOfUse], str],
        client_assertion_for: Callable[[str, str], str] | None = None,
        home_sign_in: HomeSignIn | None = None,
    ) -> AccessTokens:
        prepared = self._preparation.take()
        return AccessTokens(
            prepared.http if prepared is not None else self._http(),
            map(_protected, self._configuration.fhir_servers),
            staff_id,
            assert_for,
            client_assertion_for=client_assertion_for,
            on_refused=partial(self._refused, staff_id),
            home_source_id=self._configuration.home.id,
            home_provider=prepared.provider if prepared is not None else None,
            home_sign_in=home_sign_in,
            open_browser=self._open_browser,
        )

    def _refused(self, staff_id: str, error: SignInRefused) -> None:
        if self._contact.refused(staff_id, error):
            self._refused_at_home(error)

    def _revoke(self, session: Session) -> None:
        credential = session.credential
        if isinstance(credential, ReleasedCredential):
            HomeSignIn(self._http(), self._home, credential.refresh_token).revoke()

    def _give_back(self, refresh_token: str) -> None:
        HomeSignIn(self._http(), self._home, UnkeptRefreshToken(refresh_token)).revoke()

    # -- sources and evidence ----------------------------------------------------------------------

    def _open_sources(self, tokens: ports.AccessTokens) -> OpenSources:
        reading = ReadingProcess([*command_line(), "read-pages"])
        opened: dict[str, Source] = {
            source.id: FhirSource(
                source_id=source.id,
                fhir_base=source.fhir_base,
                http=self._http(),
                tokens=tokens,
                timeout_s=source.timeout_s,
                parallel=source.parallel,
                reading=reading,
            )
            for source in self._configuration.fhir_servers
        }
        lakes = [(one, one.data_lake) for one in self._configuration.asked if one.data_lake is not None]
        if not lakes:
            return OpenSources(opened, warm_up=reading.start)
        accounts = SerumsAccounts(self._http(), {source.id: lake.authentication for source, lake in lakes})
        for source, lake in lakes:
            opened[source.id] = DataLakeSource(
                source_id=source.id,
                lake=lake,
                http=self._http(),
                tokens=accounts,
                timeout_s=source.timeout_s,
                parallel=source.parallel,
            )
        return OpenSources(opened, accounts, reading.start)

    def _open_evidence(self) -> EvidenceKeeperClient:
        """The keeper is started at once and, where it ends before us, again with the next deed."""
        profile = self._profile
        keeper = RunningKeeper(command_line(), profile.evidence, profile.configuration)
        client = EvidenceKeeperClient(profile.evidence, start=keeper.start)
        self._at_end += [keeper.close, client.close]
        self._network.submit(keeper.start).add_done_callback(_keeper_started)
        return client

    def _http_for_links(self) -> requests.Session:
        """An HTTPS session for servers of health links, which are nobody's sources."""
        session = self._http()
        if self._configuration.trust.link_anchors is not None:
            session.verify = str(self._configuration.trust.link_anchors)
        return session

    def _http(self) -> requests.Session:
        """An HTTPS session that trusts the configuration's anchors and nothing from the environment."""
        session = requests.Session()
        session.trust_env = False
        session.mount("https://", EndableAdapter())
        session.verify = str(self._configuration.trust.tls_anchors)
        if self._configuration.network.proxy:
            session.proxies = {"https": self._configuration.network.proxy}
        return session


def _protected(source: SourceConfiguration) -> ProtectedSource:
    return ProtectedSource(
        source_id=source.id,
        fhir_base=source.fhir_base,
        timeout_s=source.timeout_s,
        issuer=source.issuer,
        client_id=source.client_id,
        acr_values=source.acr_values,
        purpose=source.purpose,
        dpop=source.dpop,
        redirect_port=source.redirect_port,
        grant=source.grant,
    )


def _keeper_started(start: Future[None]) -> None:
    error = start.exception()
    if isinstance(error, EvidenceNotKept):
        log.event("keeper-not-started", reason=error.reason)
