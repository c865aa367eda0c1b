"""What this workstation is, which sources it asks and whom it trusts: one TOML file, strictly read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from serums_desktop.domain.errors import ConfigurationError


class Workstation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the program runs.

    `ward` is the Location at the home source whose patients are listed ("Location/ward-12"), "" for none.
    `training` marks invented patients and shows the training ribbon.
    """

    name: str
    organisation: str = ""
    department: str = ""
    ward: str = ""
    training: bool = False


class LockRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the screen locks by itself: after seconds without a key or a pointer, and in any case."""

    idle_s: int = 300
    longest_session_s: int = 43_200

    def __post_init__(self) -> None:
        if not 60 <= self.idle_s <= 900:
            raise ValueError("idle_s must be from 60 to 900")
        if not 900 <= self.longest_session_s <= 86_400:
            raise ValueError("longest_session_s must be from 900 to 86400")


class Offline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is there without a network, and how long.

    Copies open for `longest_h` unless the home source confirms the person again: a leaver is found out then.
    `prefetch` "ward" has the records of everybody on the ward list copied before anybody opens them. The
    ward list and open records are asked for anew every `refresh_min`; that, and prefetching, waits on battery
    or on a network that counts what is sent, where `pause_on_battery` and `pause_on_metered` say so.
    """

    longest_h: int = 72
    prefetch: Literal["nothing", "ward"] = "nothing"
    refresh_min: int = 15
    pause_on_battery: bool = True
    pause_on_metered: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.longest_h <= 720:
            raise ValueError("longest_h must be from 1 to 720")
        if not 1 <= self.refresh_min <= 1440:
            raise ValueError("refresh_min must be from 1 to 1440")


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When copies are deleted by themselves; 0 is never.

    `opened_h` after a record was last opened, `episode_h` after the patient left the ward, the longest
    unopened first where a person's copies take more than `quota_mb`; all of a person's copies where the home
    source has not confirmed the person for `wipe_after_d` days: a workstation that was lost.
    """

    opened_h: int = 336
    episode_h: int = 72
    quota_mb: int = 4096
    wipe_after_d: int = 90

    def __post_init__(self) -> None:
        if min(self.opened_h, self.episode_h, self.quota_mb, self.wipe_after_d) < 0:
            raise ValueError("no time and no size under [retention] is less than 0")


class Capsule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The downtime capsule: safety summaries of everybody on the ward, for when nothing answers.

    Off unless `allowed`, which takes a `lawful_basis` in words: the law and the decision it rests on. The
    system fills it every `refresh_h`; one older than `largest_age_h` stays closed. Where the workstation has
    no TPM that counts its openings, it opens with a colleague's card beside one's own ("second-card") or not
    at all ("refuse").
    """

    allowed: bool = False
    lawful_basis: str = ""
    refresh_h: int = 4
    largest_age_h: int = 24
    without_tpm: Literal["refuse", "second-card"] = "refuse"

    def __post_init__(self) -> None:
        if self.allowed and len(self.lawful_basis.strip()) < 10:
            raise ValueError("a capsule needs its lawful_basis in words")
        if not 1 <= self.refresh_h <= self.largest_age_h <= 168:
            raise ValueError("refresh_h must be from 1 to largest_age_h, and that at most 168")


class Trust(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Certificate files, relative to the configuration file: for TLS and for staff cards.

    `card_crls` are revocation lists (PEM or DER), each taken for `crl_grace_h` hours beyond its next update.
    With `crl_required`, a card whose issuer has no current list here is refused; without it, only a card
    that a list names is. `link_anchors` are for servers of SMART Health Links, those of TLS where none is
    named.
    """

    tls_anchors: Path
    card_anchors: Path
    link_anchors: Path | None = None
    card_crls: tuple[Path, ...] = ()
    crl_required: bool = False
    crl_grace_h: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.crl_grace_h <= 168:
            raise ValueError("crl_grace_h must be from 0 to 168")


class CardReader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The PKCS#11 module, OpenSC's where none is named; a label chooses one token where it shows several.

    `key_from_keyring` lets a card that only signs open a cache whose key the system's keyring holds: the
    keyring alone then protects the copy.
    """

    module: Path | None = None
    token_label: str = ""
    key_from_keyring: bool = False


class Keyring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signing in without a card. `shared_accounts` are patterns of account names that several people use.

    `opens_card_copy` lets a passphrase open the copies that a card opens: less than the card opens them then.
    """

    allowed: bool = True
    opens_card_copy: bool = False
    shared_accounts: tuple[str, ...] = ("guest*", "kiosk*", "public*", "shared*", "ward*")
    one_person: bool = True


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The way out: a proxy for HTTPS ("http://host:port"), "" for none. The environment's is ignored."""

    proxy: str = ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where evidence of access is delivered: the source whose audit repository takes it, "" for home.

    `seal_to` is the repository's public key (PEM, X25519): with it evidence is encrypted to the repository
    alone, so that nobody on the way reads it.
    """

    repository: str = ""
    seal_to: Path | None = None


class DataLake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one hospital's part of a SERUMS data lake is asked: three services, and its name there.

    `interface` is the version of the data lake's interface: 3 as of March 2022, 4 as of January 2022.
    `patient_system` is the URI under which the hospital's own patient numbers go elsewhere, which the lake
    gives bare and without leading zeros; `patient_digits` is how many digits they have there, 0 for any.
    """

    base: str
    authentication: str
    rules: str
    hospital: Literal["FCRB", "USTAN", "ZMC"]
    interface: Literal[3, 4] = 3
    patient_system: str = ""
    patient_digits: int = 0


class SourceConfiguration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One source. `asked` is the same for every patient; the provider of the `home` source signs us in.

    It is a FHIR server at `fhir_base`, or a hospital of a SERUMS `data_lake`. `parallel` is how many requests
    it is sent at once.
    `issuer` is the authorisation server's, where it is not on the origin of `fhir_base`. `client_id` is our
    name there. `acr_values` are the assurance levels of which a sign-in must reach one, any where empty.
    `purpose` is the dialect in which the purpose of use is told. `dpop`: tokens are bound to a key of the
    session where that is offered, must be, or never are; where the home source must, the sign-in that lasts
    is bound too, to a key that is kept with it. `redirect_port` is for providers that match the address of a
    browser sign-in exactly; 0 takes a free port each time. `grant` is what access is given for: an assertion,
    or a sign-in at the source itself ("smart"); by itself the former wherever that is offered.
    """

    id: str
    title: str
    country: str
    fhir_base: str = ""
    home: bool = False
    asked: bool = True
    timeout_s: float = 20.0
    issuer: str = ""
    client_id: str = "serums-desktop"
    acr_values: tuple[str, ...] = ()
    purpose: Literal["iua", "scope", "swiss-epr"] = "iua"
    dpop: Literal["offered", "required", "never"] = "offered"
    redirect_port: int = 0
    data_lake: DataLake | None = None
    parallel: int = 3
    grant: Literal["offered", "assertion", "smart"] = "offered"

    @property
    def hello_url(self) -> str:
        """What the source tells anybody without a token, so that it can be seen to answer."""
        if self.data_lake is not None:
            return f"{self.data_lake.base.rstrip('/')}/hello/hello"
        return f"{self.fhir_base.rstrip('/')}/metadata"

    def __post_init__(self) -> None:
        if not 1 <= self.parallel <= 8:
            raise ValueError("parallel must be from 1 to 8")
        if self.redirect_port and not 1024 <= self.redirect_port <= 65_535:
            raise ValueError("redirect_port must be 0 or from 1024 to 65535")


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. Paths are absolute after `load`."""

    workstation: Workstation
    trust: Trust
    card: CardReader = CardReader()
    keyring: Keyring = Keyring()
    network: Network = Network()
    lock: LockRules = LockRules()
    offline: Offline = Offline()
    retention: Retention = Retention()
    capsule: Capsule = Capsule()
    evidence: Evidence = Evidence()
    source: tuple[SourceConfiguration, ...] = ()

    @property
    def home(self) -> SourceConfiguration:
        """The source whose identity provider signs people in."""
        return next(source for source in self.source if source.home)

    @property
    def audit_repository(self) -> SourceConfiguration:
        """The source that evidence of access is delivered to."""
        return next(
            source for source in self.source if source.id == (self.evidence.repository or self.home.id)
        )

    @property
    def fhir_servers(self) -> tuple[SourceConfiguration, ...]:
        """The asked sources that are FHIR servers, in order."""
        return tuple(source for source in self.asked if source.data_lake is None)

    @property
    def asked(self) -> tuple[SourceConfiguration, ...]:
        """The sources that are asked for every patient, in order."""
        return tuple(source for source in self.source if source.asked)


def load(path: Path) -> Configuration:
    """Read a configuration file.

    Raises ConfigurationError, which names the key and the problem, for a file that is missing, is no TOML,
    has unknown or missing keys, or asks for something that would weaken transport security.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(str(path), "unreadable") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), "not-toml") from error
    try:
        found = msgspec.convert(document, Configuration, dec_hook=_path_from_text)
    except msgspec.ValidationError as error:
        text, _, where = str(error).partition(" - at `$")
        raise ConfigurationError(where.rstrip("`").lstrip(".") or str(path.name), text) from error
    _check_sources(found)
    trust, module, seal_to = found.trust, found.card.module, found.evidence.seal_to
    return msgspec.structs.replace(
        found,
        trust=msgspec.structs.replace(
            trust,
            tls_anchors=path.parent / trust.tls_anchors,
            card_anchors=path.parent / trust.card_anchors,
            card_crls=tuple(path.parent / one for one in trust.card_crls),
            link_anchors=path.parent / trust.link_anchors if trust.link_anchors else None,
        ),
        card=msgspec.structs.replace(found.card, module=path.parent / module if module else None),
        evidence=msgspec.structs.replace(found.evidence, seal_to=path.parent / seal_to if seal_to else None),
    )


def _path_from_text(kind: type, value: object) -> Path:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(f"expected {kind.__name__}")


def _check_sources(found: Configuration) -> None:
    ids = [source.id for source in found.source]
    if len(ids) != len(set(ids)):
        raise ConfigurationError("source.id", "used twice")
    if sum(source.home for source in found.source) != 1:
        raise ConfigurationError("source.home", "exactly one source must be home")
    if found.evidence.repository and found.evidence.repository not in ids:
        raise ConfigurationError("evidence.repository", "names no source")
    for position, source in enumerate(found.source):
        # An asked source without TLS would send tokens in the clear: refused, no switch exists.
        lake = source.data_lake
        if lake is not None:
            if source.fhir_base or source.home:
                raise ConfigurationError(f"source[{position}].data_lake", "is no FHIR server and not home")
            for name in ("base", "authentication", "rules"):
                if urlsplit(getattr(lake, name)).scheme != "https":
                    raise ConfigurationError(
                        f"source[{position}].data_lake.{name}", "must begin with https://"
                    )
        elif source.asked and urlsplit(source.fhir_base).scheme != "https":
            raise ConfigurationError(f"source[{position}].fhir_base", "must begin with https://")
        if source.issuer and urlsplit(source.issuer).scheme != "https":
            raise ConfigurationError(f"source[{position}].issuer", "must begin with https://")
