"""Every source that is asked: is it reached, is it trusted, does its provider offer what we need."""

from __future__ import annotations

import datetime as dt
import re
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
from serums_desktop.identity.openid_provider import Discovery, origin_of

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

_ADDRESSES: Final = (
    "issuer",
    "token_endpoint",
    "jwks_uri",
    "authorization_endpoint",
    "revocation_endpoint",
)
# How msgspec names what an answer lacks.
_LACKING: Final = re.compile(r"missing required field `([^`]{1,40})`")


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
    yield from clock_findings({one.source.title: one.skew_s for one in found if one.skew_s is not None})


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
        lake = self.source.data_lake
        url = f"{self.source.fhir_base.rstrip('/')}/.well-known/smart-configuration"
        if lake is not None:
            url = self.source.hello_url
        facts = {"host": urlsplit(url).hostname or "", **self._about}
        try:
            answer = get(url, self._way)
        except Failure as failure:
            yield from self._failed(failure, facts)
            return
        self.skew_s = measure(answer.date, answer.sent_s, answer.received_s)
        yield ok(CONNECTION, "reached", **facts)
        yield self._certificate(answer, facts)
        if lake is None:
            yield self._provider(answer)
        elif answer.status == 200:
            yield ok(ISSUER, "data-lake", **self._about)
        else:
            yield fail(ISSUER, "no-data-lake", status=answer.status, **self._about)

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
            described = msgspec.json.decode(answer.body, type=Discovery)
        except msgspec.ValidationError as error:
            if lacking := _LACKING.search(str(error)):
                return fail(ISSUER, "incomplete", missing=lacking[1], **self._about)
            return fail(ISSUER, "not-understood", **self._about)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return fail(ISSUER, "not-understood", **self._about)
        return self._unfit(described) or ok(ISSUER, "fit", issuer=described.issuer, **self._about)

    def _unfit(self, described: Discovery) -> Finding | None:
        source = self.source
        if source.issuer and described.issuer != source.issuer:
            expected = {"expected": source.issuer, "found": described.issuer}
            return fail(ISSUER, "other-issuer", **expected, **self._about)
        ours = {origin_of(source.fhir_base), origin_of(source.issuer or source.fhir_base)} - {None}
        for name in _ADDRESSES:
            url = getattr(described, name)
            if url and origin_of(url) not in ours:
                return fail(ISSUER, "foreign-endpoint", endpoint=name, **self._about)
        if source.dpop == "required" and not described.offers_dpop:
            return fail(ISSUER, "no-dpop", **self._about)
        if source.home and self._ground.configuration.keyring.allowed:
            if not described.authorization_endpoint:
                return warn(ISSUER, "no-browser-sign-in", **self._about)
            if "S256" not in described.code_challenge_methods_supported:
                return fail(ISSUER, "no-s256", **self._about)
            if described.authenticates_clients:
                # Without a card there is nothing that the program could sign with.
                return warn(ISSUER, "clients-authenticated", **self._about)
        return self._unfit_keys(described.jwks_uri)

    def _unfit_keys(self, jwks_uri: str) -> Finding | None:
        if not jwks_uri:
            return fail(ISSUER, "incomplete", missing="jwks_uri", **self._about)
        try:
            answer = get(jwks_uri, self._way)
        except Failure as failure:
            facts = {**failure.facts, "host": urlsplit(jwks_uri).hostname or "", **self._about}
            return fail(ISSUER, "not-reached", step=failure.step, reason=failure.code, **facts)
        try:
            has_keys = answer.status == 200 and msgspec.json.decode(answer.body, type=_Keys).keys
        except (msgspec.DecodeError, UnicodeDecodeError):
            has_keys = ()
        return None if has_keys else fail(ISSUER, "no-keys", **self._about)


def clock_findings(skews: dict[str, float]) -> Iterator[Finding]:
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
