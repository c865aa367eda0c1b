"""What the use cases need of the outside. Adapters satisfy these by shape; `app` wires them."""

from __future__ import annotations

from serums_desktop.services.ports.evidence import EvidenceKeeper
from serums_desktop.services.ports.identity import (
    AccessTokens,
    CardWatch,
    Credential,
    HostWatch,
    KeyRelease,
    OpenCard,
    ReleasedKey,
    Smartcard,
)
from serums_desktop.services.ports.sources import (
    AttachmentSource,
    FileReader,
    LetterReader,
    LinkOpener,
    RereadingSource,
    Source,
    SourceAccounts,
    WardSource,
)
from serums_desktop.services.ports.store import RecordStore, RecordVault
from serums_desktop.services.ports.workstation import Clock, HostConditions

__all__ = [
    "AccessTokens",
    "AttachmentSource",
    "CardWatch",
    "Clock",
    "Credential",
    "EvidenceKeeper",
    "FileReader",
    "HostConditions",
    "HostWatch",
    "KeyRelease",
    "LetterReader",
    "LinkOpener",
    "OpenCard",
    "RecordStore",
    "RecordVault",
    "ReleasedKey",
    "RereadingSource",
    "Smartcard",
    "Source",
    "SourceAccounts",
    "WardSource",
]
