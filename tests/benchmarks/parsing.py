"""The same bytes through other parsers and through ours: how much of bare typed parsing is left for us."""

from __future__ import annotations

import datetime as dt
import gc
import json
import re
import time
from collections.abc import Callable
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import msgspec
from fhir.resources.R4B.bundle import Bundle as PydanticBundle
from fhirclient.models.bundle import Bundle as ClientBundle

from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.story import hospitals
from serums_desktop.sources.fhir.bundles import read_page
from serums_desktop.sources.fhir.incoming import Incoming, arrivals
from serums_desktop.sources.fhir.listed import LISTED
from serums_desktop.sources.fhir.reading import RunReader
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from tests.benchmarks.row import Row

NAME = "parsing"
RUNS = 5
RESOURCES = 2_000
PAGE_SIZE = 500
BASE = "https://fcrb.example/fhir/"

RAW = "bare typed msgspec, our structs"

# Present where the interop data were fetched.
SYNTHEA = Path(__file__).parents[2] / "build" / "interop" / "synthea"

_REFERENCE = re.compile(rb'"reference":"(?!Patient/)([^"#]+)"')
_NUMBER = re.compile(rb'("identifier":\[\{"system":"[^"]*","value":"[^"]*)"')
_PAGE = b'{"resourceType":"Bundle","type":"searchset","entry":[%s]}'
_YEAR = re.compile(rb'"(\d{4})-')
_PATIENT = re.compile(rb'"reference":"Patient/([^"]+)"')
_LISTED_NAMES = {kind.__name__ for kind in LISTED}


class _TypedEntry(msgspec.Struct):
    resource: reduce(or_, LISTED)


class _TypedPage(msgspec.Struct):
    entry: list[_TypedEntry]


_TYPED_PAGES = msgspec.json.Decoder(_TypedPage)


def patient_id() -> str:
    """Whose record `story_pages` is."""
    return next(one.id for one in _story() if one.type == "Patient")


def story_pages(resources: int, page_size: int = PAGE_SIZE) -> list[bytes]:
    """A record of this many resources of listed types as searchset bundles, without links.

    The story's record is told again and again, each time a year earlier and under other numbers.
    """
    own = _own_record()
    told = (_told_again(one, round_) for round_ in range(resources) for one in own[round_ > 0 :])
    bodies = [body for body, _ in zip(told, range(resources), strict=False)]
    return [_PAGE % b",".join(bodies[start : start + page_size]) for start in range(0, resources, page_size)]


def bare_parse(pages: list[bytes]) -> None:
    """Bare typed parsing: our structs, nothing asked of them, each page let go before the next."""
    for page in pages:
        _TYPED_PAGES.decode(page)


def measure() -> list[Row]:
    """Every parser in turns over a story's record, and over a generator's where that was fetched."""
    rows = _measure("", story_pages(RESOURCES), patient_id())
    for path in sorted(SYNTHEA.glob("*.json"))[:1]:
        page, synthetic_id = _listed_only(path)
        rows += _measure(", Synthea", [page], synthetic_id)
    return rows


def _measure(suffix: str, pages: list[bytes], own_id: str) -> list[Row]:
    parsers: dict[str, Callable[[], object]] = {
        RAW: lambda: bare_parse(pages),
        "ours, parsed and judged": lambda: _each(pages, _judge),
        "ours, mapped to entries": lambda: _map(pages, own_id),
        "json": lambda: _each(pages, json.loads),
        "fhirclient": lambda: _each(pages, lambda page: ClientBundle(json.loads(page), strict=False)),
        "fhir.resources": lambda: _each(pages, _validated),
    }
    samples: dict[str, list[float]] = {what: [] for what in parsers}
    # The parsers' own classes are many; the program too spares itself collecting what was loaded.
    gc.freeze()
    for turn in range(RUNS + 1):
        for what, parse in parsers.items():
            gc.collect()
            began = time.perf_counter()
            parse()
            if turn:
                samples[what].append((time.perf_counter() - began) * 1000)
    gc.unfreeze()
    return [
        Row(what + suffix, tuple(times), None if what == RAW else RAW + suffix)
        for what, times in samples.items()
    ]


def _each(pages: list[bytes], parse: Callable[[bytes], object]) -> None:
    for page in pages:
        parse(page)


def _judge(page: bytes) -> list[tuple[Incoming, bool]]:
    """Every resource of a page with whether it is to be read."""
    return [
        (
            item,
            item.resource is not None
            and not has_unknown_modifier(item.resource, item.raw, is_named=item.may_modify),
        )
        for _, item in arrivals(read_page(page, "fcrb").records)
        if not item.is_left_out
    ]


def _map(pages: list[bytes], own_id: str) -> None:
    reader = RunReader("fcrb", own_id, BASE)
    _each(pages, lambda page: reader.page(read_page(page, "fcrb").records))
    reader.finish()


def _validated(page: bytes) -> PydanticBundle | str:
    """What fhir.resources makes of a page; it refuses a whole page for one element it does not like."""
    try:
        return PydanticBundle.model_validate_json(page)
    except ValueError as error:
        return str(error)[:80]


def _story() -> tuple[Authored, ...]:
    told = hospitals(dt.datetime(2026, 11, 23, tzinfo=dt.UTC), 1)
    return tuple(next(one for one in told if one.id == "fcrb").resources)


def _own_record() -> list[Authored]:
    """The patient's resources, the Patient first."""
    own_id = patient_id().encode()
    return [
        one
        for one in _story()
        if one.type in _LISTED_NAMES
        and set(_PATIENT.findall(one.body)) <= {own_id}
        and (one.type != "Patient" or one.id.encode() == own_id)
    ]


def _told_again(one: Authored, round_: int) -> bytes:
    body, name = one.body, f"{one.id}-{round_}" if round_ else one.id
    if round_:
        body = body.replace(b'"id":"%s"' % one.id.encode(), b'"id":"%s"' % name.encode(), 1)
        body = _REFERENCE.sub(rb'"reference":"\g<1>-%d"' % round_, body)
        body = _NUMBER.sub(rb'\g<1>-%d"' % round_, body)
        body = _YEAR.sub(lambda found: b'"%04d-' % (int(found[1]) - round_), body)
    address = f"{BASE}{one.type}/{name}".encode()
    return b'{"fullUrl":"%s","resource":%s,"search":{"mode":"match"}}' % (address, body)


def _listed_only(path: Path) -> tuple[bytes, str]:
    bundle: dict[str, Any] = json.loads(path.read_bytes())
    entries = [one for one in bundle["entry"] if one["resource"]["resourceType"] in _LISTED_NAMES]
    own = next(one["resource"]["id"] for one in entries if one["resource"]["resourceType"] == "Patient")
    some = [{name: one[name] for name in ("fullUrl", "resource")} for one in entries[:RESOURCES]]
    page = {"resourceType": "Bundle", "type": "searchset", "entry": some}
    return json.dumps(page, separators=(",", ":")).encode(), own
