"""What this workstation is, which sources it asks and whom it trusts: one TOML file, strictly read."""

from __future__ import annotations

import tomllib
from pathlib import Path
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
    """When the screen locks by itself, in seconds without a key or a pointer."""

    idle_s: int = 300

    def __post_init__(self) -> None:
        if not 5 <= self.idle_s <= 900:
            raise ValueError("idle_s must be from 5 to 900")


class Trust(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Certificate files, relative to the configuration file: for TLS and for staff cards."""

    tls_anchors: Path
    card_anchors: Path


class CardReader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The PKCS#11 module; a label chooses one token where the module shows several."""

    module: Path
    token_label: str = ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where evidence of access is delivered: the source whose audit repository takes it, "" for home."""

    repository: str = ""


class SourceConfiguration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One source. `asked` is the same for every patient; the provider of the `home` source signs us in."""

    id: str
    title: str
    country: str
    fhir_base: str = ""
    home: bool = False
    asked: bool = True
    timeout_s: float = 20.0


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. Paths are absolute after `load`."""

    workstation: Workstation
    trust: Trust
    card: CardReader
    lock: LockRules = LockRules()
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
    return msgspec.structs.replace(
        found,
        trust=Trust(path.parent / found.trust.tls_anchors, path.parent / found.trust.card_anchors),
        card=CardReader(path.parent / found.card.module, found.card.token_label),
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
        if source.asked and urlsplit(source.fhir_base).scheme != "https":
            raise ConfigurationError(f"source[{position}].fhir_base", "must begin with https://")
