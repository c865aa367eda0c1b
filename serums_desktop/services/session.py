"""A session: who is signed in, and everything that must die when the screen locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from serums_desktop.domain.errors import SerumsError
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.services.ports import AccessTokens, Credential, ReleasedKey, Source, SourceAccounts
from serums_desktop.work.cancel import CancelToken


def _nothing() -> None:
    """Nothing is to be made ready."""


@dataclass(frozen=True, eq=False, repr=False)
class OpenSources:
    """The sources of one session by id, and the sign-ins that some of them want for themselves.

    `warm_up` has ready what reading a record will need; it takes a moment, and nobody has to wait for it.
    """

    by_id: Mapping[str, Source]
    accounts: SourceAccounts | None = None
    warm_up: Callable[[], None] = _nothing


@dataclass(eq=False, repr=False)
class Session:
    """One person's stay between sign-in and lock.

    `authenticated_by` is "card" or "keyring". `offline_because` is what kept the home
    source from answering at sign-in, None when it answered.
    `accounts` are sign-ins that some sources want for themselves, None where none does. `warm_up` is that of
    its sources.
    `cancel` stops every job of the session; jobs hang their own tokens under it.
    `entry` is the sign-in's own in the evidence, None before it is kept.
    """

    holder: Staff
    credential: Credential
    key: ReleasedKey
    tokens: AccessTokens
    sources: Mapping[str, Source]
    cancel: CancelToken
    purpose: PurposeOfUse = PurposeOfUse.TREATMENT
    authenticated_by: str = "card"
    offline_because: SerumsError | None = None
    entry: int | None = None
    accounts: SourceAccounts | None = None
    warm_up: Callable[[], None] = _nothing
