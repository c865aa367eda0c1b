"""The same bytes through other parsers and through ours: how much of bare typed parsing is left for us.

Ours keep a decimal as it was written, where a Decimal would rewrite 1e2. They stand beside both ways of bare
typed parsing: our own types, and the same types with every decimal as a Decimal.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import re
import time
import types
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import msgspec
from fhir.resources.R4B.bundle import Bundle as PydanticBundle
from fhirclient.models.bundle import Bundle as ClientBundle

from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.story import hospitals
from serums_desktop.sources.fhir.bundles import read_page
from serums_desktop.sources.fhir.incoming import Incoming, Words, arrivals, arrive
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
DECIMAL = "bare typed msgspec, Decimal structs"
PARSED = "ours, parsed"
JUDGED = "ours, parsed and judged"
MAPPED = "ours, mapped to entries"

# Present where the interop data were fetched.
SYNTHEA = Path(__file__).parents[2] / "build" / "interop" / "synthea"

_REFERENCE = re.compile(rb'"reference":"(?!Patient/)([^"#]+)"')
_NUMBER = re.compile(rb'("identifier":\[\{"system":"[^"]*","value":"[^"]*)"')
_PAGE = b'{"resourceType":"Bundle","type":"searchset","entry":[%s]}'
_YEAR = re.compile(rb'"(\d{4})-')
_PATIENT = re.compile(rb'"reference":"Patient/([^"]+)"')
# Nothing is looked for that would decide whether a resource may be shown.
_NO_WORDS = Words((), modifier=False)
_LISTED_NAMES = {kind.__name__ for kind in LISTED}


def _with_decimals(said: Any, made: dict[type[msgspec.Struct], type[msgspec.Struct]]) -> Any:
    """A type with every decimal in it as a Decimal. `made` are the types that are done."""
    if said is msgspec.Raw:
        return Decimal
    if isinstance(said, type) and issubclass(said, msgspec.Struct):
        if said not in made:
            # What holds more of its kind, a document's sections, has no decimals.
            made[said] = said
            made[said] = _struct_with_decimals(said, made)
        return made[said]
    inner = tuple(_with_decimals(each, made) if each is not msgspec.Raw else each for each in get_args(said))
    origin = get_origin(said)
    if origin in {Union, types.UnionType}:
        return reduce(or_, inner)
    return origin[inner] if origin is not None else said


def _struct_with_decimals(
    kind: type[msgspec.Struct], made: dict[type[msgspec.Struct], type[msgspec.Struct]]
) -> type[msgspec.Struct]:
    fields: list[tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(kind):
        # One element alone is kept raw and is no decimal.
        is_resource = field.name == "resource"
        asked = field.type if is_resource else _with_decimals(field.type, made)
        default = msgspec.field(name=field.encode_name)
        if field.type is msgspec.Raw and not is_resource:
            asked, default = asked | None, msgspec.field(default=None, name=field.encode_name)
        elif field.default is not msgspec.NODEFAULT:
            default = msgspec.field(default=field.default, name=field.encode_name)
        elif field.default_factory is not msgspec.NODEFAULT:
            default = msgspec.field(default_factory=field.default_factory, name=field.encode_name)
        fields.append((field.name, asked, default))
    config = kind.__struct_config__
    # An element without a default may stand after one that has it, once that one is given one.
    return msgspec.defstruct(
        kind.__name__, fields, tag=config.tag, tag_field=config.tag_field, gc=config.gc, kw_only=True
    )


def _typed_pages(listed: tuple[type[msgspec.Struct], ...]) -> msgspec.json.Decoder[Any]:
    """A decoder of pages of these types."""
    entry = msgspec.defstruct("_TypedEntry", [("resource", reduce(or_, listed))])
    return msgspec.json.Decoder(msgspec.defstruct("_TypedPage", [("entry", list[entry])]))


_TYPED_PAGES = _typed_pages(LISTED)


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
    made: dict[type[msgspec.Struct], type[msgspec.Struct]] = {}
    in_decimals = _typed_pages(tuple([_with_decimals(kind, made) for kind in LISTED]))
    parsers: dict[str, Callable[[], object]] = {
        RAW: lambda: bare_parse(pages),
        DECIMAL: lambda: _each(pages, in_decimals.decode),
        PARSED: lambda: _each(pages, _parse),
        JUDGED: lambda: _each(pages, _judge),
        MAPPED: lambda: _map(pages, own_id),
        "json": lambda: _each(pages, json.loads),
        "fhirclient": lambda: _each(pages, lambda page: ClientBundle(json.loads(page), strict=False)),
        "fhir.resources": lambda: _each(pages, _validated),
    }
    samples: dict[str, list[float]] = {what: [] for what in parsers}
    # The parsers' own classes are many; the program too spares itself collecting what was loaded.
    gc.freeze()
    for _ in range(RUNS):
        for what, parse in parsers.items():
            # Once untimed: nobody pays for the caches that the one before has filled with its own.
            parse()
            gc.collect()
            began = time.perf_counter()
            parse()
            samples[what].append((time.perf_counter() - began) * 1000)
    gc.unfreeze()
    rows = [
        Row(what + suffix, tuple(times), None if what == RAW else RAW + suffix)
        for what, times in samples.items()
    ]
    return rows + [
        Row(f"{what}, beside Decimals{suffix}", tuple(samples[what]), DECIMAL + suffix)
        for what in (PARSED, JUDGED, MAPPED)
    ]


def _each(pages: list[bytes], parse: Callable[[bytes], object]) -> None:
    for page in pages:
        parse(page)


def _parse(page: bytes) -> list[Incoming]:
    """Every resource of a page by itself, so that a bad one spoils no other, and typed."""
    return [arrive(entry, _NO_WORDS) for entry in read_page(page, "fcrb").records]


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
