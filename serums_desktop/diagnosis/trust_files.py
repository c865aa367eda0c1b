"""The authorities the program trusts, for servers and for cards, and the lists of what they revoked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography import x509

from serums_desktop.diagnosis.examination import Ground, fail, ok, warn
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import ConfigurationError
from serums_desktop.identity.revocation import RevocationLists

TLS_ANCHORS: Final = "tls-anchors"
CARD_ANCHORS: Final = "card-anchors"
REVOCATION_LISTS: Final = "revocation-lists"

_PEM_LIST: Final = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)


def look_at_tls_anchors(ground: Ground) -> Iterator[Finding]:
    """The authorities of servers' certificates."""
    yield _anchors(TLS_ANCHORS, ground.configuration.trust.tls_anchors, _now(ground))


def look_at_card_anchors(ground: Ground) -> Iterator[Finding]:
    """The authorities of staff cards."""
    yield _anchors(CARD_ANCHORS, ground.configuration.trust.card_anchors, _now(ground))


def look_at_revocation_lists(ground: Ground) -> Iterator[Finding]:
    """Each list (RFC 5280 §5): there, readable, and not older than policy takes it."""
    trust = ground.configuration.trust
    if not trust.card_crls:
        if trust.crl_required:
            yield fail(REVOCATION_LISTS, "required-and-none")
        else:
            yield ok(REVOCATION_LISTS, "none-configured")
    for path in trust.card_crls:
        yield _list(path, _now(ground), dt.timedelta(hours=trust.crl_grace_h), required=trust.crl_required)


def _anchors(check: str, path: Path, at: dt.datetime) -> Finding:
    content = _content(path)
    if isinstance(content, str):
        return fail(check, content, path=path)
    if not content.strip():
        return fail(check, "empty", path=path)
    try:
        anchors = x509.load_pem_x509_certificates(content)
    except ValueError:
        return fail(check, "not-certificates", path=path)
    current = [one for one in anchors if one.not_valid_before_utc <= at <= one.not_valid_after_utc]
    if not current:
        latest = max(one.not_valid_after_utc for one in anchors)
        return fail(check, "all-expired", path=path, until=latest.date())
    if len(current) < len(anchors):
        return warn(check, "some-expired", path=path, count=len(anchors) - len(current), total=len(anchors))
    return ok(check, "current", path=path, total=len(anchors))


def _list(path: Path, at: dt.datetime, grace: dt.timedelta, *, required: bool) -> Finding:
    content = _content(path)
    if isinstance(content, str):
        return fail(REVOCATION_LISTS, content, path=path)
    try:
        RevocationLists([path])
        found = _oldest(content)
    except (ConfigurationError, ValueError):
        return fail(REVOCATION_LISTS, "not-a-list", path=path)
    # What is out of date still refuses whom it names; only where a current list is required, it refuses all.
    verdict = fail if required else warn
    if found.last_update_utc > at:
        return verdict(REVOCATION_LISTS, "from-the-future", path=path, since=found.last_update_utc.date())
    until = _until(found)
    if at > until + grace:
        return verdict(REVOCATION_LISTS, "stale", path=path, until=until.date())
    return ok(REVOCATION_LISTS, "current", path=path, until=until.date())


def _oldest(content: bytes) -> x509.CertificateRevocationList:
    """Of the lists in a file, PEM one after another or DER, the one that ends first. Raises ValueError."""
    blocks = _PEM_LIST.findall(content)
    lists = [x509.load_pem_x509_crl(one) for one in blocks] or [x509.load_der_x509_crl(content)]
    return min(lists, key=_until)


def _until(found: x509.CertificateRevocationList) -> dt.datetime:
    """A list without a next update is out of date at once (RFC 5280 §5.1.2.5 asks for one)."""
    return found.next_update_utc or found.last_update_utc


def _content(path: Path) -> bytes | str:
    """What is in a file, or the code of what is wrong with it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"


def _now(ground: Ground) -> dt.datetime:
    return dt.datetime.fromtimestamp(ground.now_s(), dt.UTC)
