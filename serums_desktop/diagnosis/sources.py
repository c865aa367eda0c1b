"""Every source that is asked: is it reached, is it trusted, does its provider offer what we need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from urllib.parse import urlsplit

import msgspec

from serums_desktop.diagnosis.contact import Answer, Failure, Way, get
from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped, warn
from serums_desktop.diagnosis.proxy import way_out
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.host.configuration import SourceConfiguration
from serums_desktop.identity.clock_skew import TELLING_S, measure

CHECK: Final = "sources"
CONNECTION: Final = "connection"
TLS: Final = "tls"
ISSUER: Final = "issuer"
CLOCK: Final = "clock"
GIVES: Final = (CONNECTION, TLS, ISSUER, CLOCK)

_SOON: Final = dt.timedelta(days=14)
# Beyond the leeway that id_tokens are given, people are refused.
_TOO_FAR_S: Final = 60.0
_AT_ONCE: Final = 8


class _Described(msgspec.Struct, frozen=True):
    """What a provider says of itself, as far as signing in needs it (SMART App Launch 2.2, RFC 8414)."""

    issuer: str = ""
    token_endpoint: str = ""
    jwks_uri: str = ""
    authorization_endpoint: str = ""
    revocation_endpoint: str = ""
    code_challenge_methods_supported: tuple[str, ...] = ()
    dpop_signing_alg_values_supported: tuple[str, ...] = ()


class _Keys(msgspec.Struct, frozen=True):
    keys: tuple[dict[str, object], ...]


def look(ground: Ground) -> Iterator[Finding]:
    """Ask all sources at once for what they say of themselves; no token is asked for."""
    configuration, way = ground.configuration, way_out(ground)
    sources = configuration.asked
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="doctor") as threads:
        found = list(threads.map(lambda source: _Contact(source, way, ground), sources))
    for contact in found:
        yield from contact.findings
    yield from _clock({one.source.title: one.skew_s for one in found if one.skew_s is not None})


class _Contact:
    """What came of asking one source."""

    def __init__(self, source: SourceConfiguration, way: Way, ground: Ground) -> None:
        self.source = source
        self.skew_s: float | None = None
        self._way = way
        self._ground = ground
        self._about = {"source": source.id, "title": source.title}
        self.findings: Sequence[Finding] = list(self._ask())

    def _ask(self) -> Iterator[Finding]:
        parts = urlsplit(self.source.fhir_base)
        facts = {"host": parts.hostname or "", **self._about}
        try:
            answer = get(f"{self.source.fhir_base.rstrip('/')}/.well-known/smart-configuration", self._way)
        except Failure as failure:
            yield from self._failed(failure, facts)
            return
        self.skew_s = measure(answer.date, answer.sent_s, answer.received_s)
        yield ok(CONNECTION, "reached", **facts)
        yield self._certificate(answer, facts)
        yield self._provider(answer)

    def _failed(self, failure: Failure, facts: dict[str, str]) -> Iterator[Finding]:
        steps = [CONNECTION, TLS, ISSUER]
        at = {"proxy": 0, "connection": 0, "tls": 1, "answer": 2}[failure.step]
        if at > 0:
            yield ok(CONNECTION, "reached", **facts)
        if at > 1:
            yield ok(TLS, "trusted", **facts)
        yield fail(steps[at], failure.code, **{**failure.facts, **facts})
        for step in steps[at + 1 :]:
            yield skipped(step, "ground-failed", ground=steps[at], **self._about)

    def _certificate(self, answer: Answer, facts: dict[str, str]) -> Finding:
        left = answer.certificate_until - dt.datetime.fromtimestamp(self._ground.now_s(), dt.UTC)
        until = {"until": str(answer.certificate_until.date()), "days": str(left.days)}
        return (warn if left < _SOON else ok)(
            TLS, "ends-soon" if left < _SOON else "trusted", **facts, **until
        )

    def _provider(self, answer: Answer) -> Finding:
        if answer.status != 200:
            return fail(ISSUER, "no-discovery", status=answer.status, **self._about)
        try:
            described = msgspec.json.decode(answer.body, type=_Described)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return fail(ISSUER, "not-understood", **self._about)
        return self._unfit(described) or ok(ISSUER, "fit", issuer=described.issuer, **self._about)

    def _unfit(self, described: _Described) -> Finding | None:
        source = self.source
        for name in ("issuer", "token_endpoint"):
            if not getattr(described, name):
                return fail(ISSUER, "incomplete", missing=name, **self._about)
        if source.issuer and described.issuer != source.issuer:
            expected = {"expected": source.issuer, "found": described.issuer}
            return fail(ISSUER, "other-issuer", **expected, **self._about)
        ours = {_origin(source.fhir_base), _origin(source.issuer or source.fhir_base)}
        for name in described.__struct_fields__[:5]:
            url = getattr(described, name)
            if url and _origin(url) not in ours:
                return fail(ISSUER, "foreign-endpoint", endpoint=name, **self._about)
        if source.dpop == "required" and "ES256" not in described.dpop_signing_alg_values_supported:
            return fail(ISSUER, "no-dpop", **self._about)
        if source.home and self._ground.configuration.keyring.allowed:
            if not described.authorization_endpoint:
                return warn(ISSUER, "no-browser-sign-in", **self._about)
            if "S256" not in described.code_challenge_methods_supported:
                return fail(ISSUER, "no-s256", **self._about)
        return self._keys_missing(described.jwks_uri)

    def _keys_missing(self, jwks_uri: str) -> Finding | None:
        if not jwks_uri:
            return fail(ISSUER, "incomplete", missing="jwks_uri", **self._about)
        try:
            answer = get(jwks_uri, self._way)
            has_keys = answer.status == 200 and msgspec.json.decode(answer.body, type=_Keys).keys
        except (Failure, msgspec.DecodeError, UnicodeDecodeError):
            has_keys = ()
        return None if has_keys else fail(ISSUER, "no-keys", **self._about)


def _clock(skews: dict[str, float]) -> Iterator[Finding]:
    """Whose clock is wrong: ours where most sources say so, else that of the one that differs.

    `skews` are seconds by which this workstation is ahead, by the source's title.
    """
    if not skews:
        yield skipped(CLOCK, "nobody-asked")
        return
    differing = {title: skew_s for title, skew_s in skews.items() if abs(skew_s) > TELLING_S}
    if len(differing) * 2 > len(skews):
        ahead_s = sorted(differing.values())[len(differing) // 2]
        verdict = fail if abs(ahead_s) > _TOO_FAR_S else warn
        yield verdict(CLOCK, "ahead" if ahead_s > 0 else "behind", seconds=round(abs(ahead_s)))
        return
    for title, skew_s in differing.items():
        verdict = fail if abs(skew_s) > _TOO_FAR_S else warn
        yield verdict(CLOCK, "source-differs", title=title, seconds=round(abs(skew_s)))
    if not differing:
        yield ok(CLOCK, "right", sources=len(skews))


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port; of what is no address, an origin that nothing has."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else None)
    except ValueError:
        return "", None, None
