"""The authorities the program trusts, for servers and for cards, and the lists of what they revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped, warn
from serums_desktop.domain.diagnosis import Finding

TLS_ANCHORS: Final = "tls-anchors"
CARD_ANCHORS: Final = "card-anchors"
REVOCATION_LISTS: Final = "revocation-lists"


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
            yield skipped(REVOCATION_LISTS, "none-configured")
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
        is_pem = content.lstrip().startswith(b"-----BEGIN")
        found = x509.load_pem_x509_crl(content) if is_pem else x509.load_der_x509_crl(content)
        until = found.next_update_utc
    except (ValueError, UnsupportedAlgorithm):
        return fail(REVOCATION_LISTS, "not-a-list", path=path)
    if found.last_update_utc > at:
        return fail(REVOCATION_LISTS, "from-the-future", path=path, since=found.last_update_utc.date())
    if until is not None and at > until + grace:
        # A stale list still refuses whom it names; only where a current one is required is everybody refused.
        verdict = fail if required else warn
        return verdict(REVOCATION_LISTS, "stale", path=path, until=until.date())
    return ok(REVOCATION_LISTS, "current", path=path, until=until.date() if until else "-")


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
