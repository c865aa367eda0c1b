"""Whose operating system account this is: a keyring keeps secrets for an account, not for a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase

from serums_desktop.domain.errors import SharedAccount


def account_name() -> str:
    """The account this process runs under, as the system itself names it.

    On Windows with its domain, "DOMAIN\\user", where there is one; a POSIX account without a name is its
    number.
    """
    if sys.platform == "win32":
        domain = os.environ.get("USERDOMAIN", "")
        return f"{domain}\\{os.getlogin()}" if domain else os.getlogin()
    import pwd  # noqa: PLC0415  Windows has no such module

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def is_shared(account: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern (shell style, case ignored) is about this account.

    A pattern with a backslash is about domain and name, any other about the name alone, with or without
    what follows an "@".
    """
    whole = account.casefold()
    name = whole.rpartition("\\")[2]
    for pattern in patterns:
        meant = {whole} if "\\" in pattern else {name, name.partition("@")[0]}
        if any(fnmatchcase(one, pattern.casefold()) for one in meant):
            return True
    return False


def check(
    patterns: Iterable[str], enrolled_others: bool, one_person: bool, account: str | None = None
) -> None:
    """Whether one person alone may keep secrets here. Raises SharedAccount.

    `enrolled_others`: somebody else keeps secrets here already, which `one_person` forbids. `account` is
    this process's own unless it is named.
    """
    name = account_name() if account is None else account
    if is_shared(name, patterns):
        raise SharedAccount(name, "policy")
    if one_person and enrolled_others:
        raise SharedAccount(name, "enrolled")
