"""From FHIR data types to the domain's values: the source's own words and numbers, nothing added."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable, Sequence
from typing import Required, TypedDict

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import (
    Coding,
    Component,
    Detail,
    Entry,
    Label,
    RangeFlag,
    Severity,
    Standing,
)
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.sources.fhir import datatypes as fhir
from serums_desktop.sources.fhir.shape import NO_VALUE, WrongShape, date, decimal

# A tag that ends a line of text in the XHTML of a narrative.
# No tag holds a "<": a pattern that looked for its end beyond the next one would take the square of the text.
_LINE_END = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6]|/td|/th)[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"[ \t\r\f\v]+")

# The very default: an entry that has it is packed without it.
_NEVER = next(field.default for field in msgspec.structs.fields(Entry) if field.name == "when")

# A narrative stands in for a missing name: its beginning is enough to recognise the entry.
_LONGEST_STAND_IN = 200


class Said(TypedDict, total=False):
    """What a statement says of its own, by the names of `Entry`, for readers that hand it on."""

    lane: Required[Lane]
    when: Span
    codes: tuple[Coding, ...]
    status: str
    standing: Standing
    negated: bool
    severity: Severity
    flag: RangeFlag
    value: Quantity | None
    value_text: str
    components: tuple[Component, ...]
    ranges: tuple[ReferenceRange, ...]
    details: tuple[Detail, ...]
    author: str
    recorded: PartialDate | None
    has_samples: bool


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a resource came from. `clock_offset_s` is how far its device's clock is known to be ahead."""

    source_id: str
    resource_type: str
    resource_id: str
    clock_offset_s: float | None = None

    @property
    def entry_id(self) -> str:
        """``source/Type/id``."""
        return f"{self.source_id}/{self.resource_type}/{self.resource_id}"


def words(concept: fhir.CodeableConcept | None) -> str:
    """What the author called it, else the display they chose, else any display, else the code."""
    if concept is None:
        return ""
    if concept.text:
        return concept.text
    coding = concept.coding
    if not coding:
        return ""
    if len(coding) == 1:
        return coding[0].display or coding[0].code
    chosen = next((item.display for item in coding if item.user_selected and item.display), "")
    return chosen or next((item.display for item in coding if item.display), "") or coding[0].code


def all_words(concepts: Sequence[fhir.CodeableConcept | None], separator: str = ", ") -> str:
    """The words of several concepts, each once."""
    if not concepts:
        return ""
    if len(concepts) == 1:
        return words(concepts[0])
    return separator.join(dict.fromkeys(filter(None, map(words, concepts))))


def coded(concept: fhir.CodeableConcept | None) -> tuple[Coding, ...]:
    """Every code of a concept, in order; codings without a code are words only."""
    if concept is None:
        return ()
    return tuple([Coding(item.system, item.code, item.display) for item in concept.coding if item.code])


def codings(*concepts: fhir.CodeableConcept | None) -> tuple[Coding, ...]:
    """Every code of the concepts, in order."""
    return tuple(
        [
            Coding(item.system, item.code, item.display)
            for concept in concepts
            if concept is not None
            for item in concept.coding
            if item.code
        ]
    )


def codes(concept: fhir.CodeableConcept | None) -> set[str]:
    """The bare codes of a concept."""
    return {item.code for item in concept.coding} if concept is not None else set()


def first_code(concept: fhir.CodeableConcept | None) -> str:
    """The code of a concept that a value set binds to one code, such as a clinical status."""
    return concept.coding[0].code if concept is not None and concept.coding else ""


def quantity(amount: fhir.Quantity | None, path: str) -> Quantity | None:
    """An exact amount; None where no number was given. Raises WrongShape."""
    if amount is None or amount.value is NO_VALUE:
        return None
    try:
        value, text = decimal(amount.value, "")
    except WrongShape as error:
        # The place is put into words only where it is wanted.
        raise WrongShape(f"{path}.value") from error
    return Quantity(value, text, amount.unit, amount.code, amount.comparator)


def amount_text(amount: fhir.Quantity | None, path: str) -> str:
    """An amount as text, the number as the source wrote it."""
    exact = quantity(amount, path)
    if exact is not None:
        return str(exact)
    return (amount.unit or amount.code) if amount is not None else ""


def range_text(amounts: fhir.Range | None, path: str) -> str:
    """``low - high unit``, or the bound that was given."""
    if amounts is None:
        return ""
    return between(quantity(amounts.low, f"{path}.low"), quantity(amounts.high, f"{path}.high"))


def between(low: Quantity | None, high: Quantity | None) -> str:
    """``low - high unit``, each with its own unit where they differ, or the bound that was given."""
    if low is not None and high is not None:
        same = (low.unit or low.code) in {"", high.unit or high.code} and not low.comparator
        return f"{low.text if same else low} - {high}"
    return f">= {low}" if low is not None else f"<= {high}" if high is not None else ""


def ratio_text(amounts: fhir.Ratio | None, path: str) -> str:
    """``numerator / denominator``."""
    if amounts is None:
        return ""
    parts = (
        amount_text(amounts.numerator, f"{path}.numerator"),
        amount_text(amounts.denominator, f"{path}.denominator"),
    )
    return " / ".join(filter(None, parts))


def period_text(period: fhir.Period | None, path: str) -> str:
    """``start - end`` as the source wrote them, or the one that was given. Raises WrongShape."""
    given = span(period, path)
    return " - ".join(end.text for end in (given.start, given.end) if end is not None)


def span(period: fhir.Period | None, path: str) -> Span:
    """From and until. Raises WrongShape."""
    if period is None:
        return Span()
    return Span(date(period.start, f"{path}.start"), date(period.end, f"{path}.end"))


def moment(text: str | None, path: str) -> Span:
    """A single date as the start of a span. Raises WrongShape."""
    return Span(date(text, path)) if text is not None else Span()


def name(*references: fhir.Reference | None) -> str:
    """The first name that a reference carries."""
    for item in references:
        if item is not None and item.display:
            return item.display
    return ""


def names(references: Iterable[fhir.Reference | None]) -> str:
    """Every name, each once."""
    given = [item.display for item in references if item is not None and item.display]
    return ", ".join(dict.fromkeys(given)) if len(given) > 1 else "".join(given)


def notes(remarks: tuple[fhir.Annotation, ...]) -> str:
    """Remarks, one a line."""
    if not remarks:
        return ""
    return "\n".join(remark.text for remark in remarks if remark.text)


def identifiers(numbers: Iterable[fhir.Identifier]) -> tuple[Identifier, ...]:
    """Business identifiers that name their issuer and are still in use."""
    return tuple(
        [
            Identifier(number.system, number.value)
            for number in numbers
            if number.system and number.value and number.use != "old"
        ]
    )


def details(*rows: tuple[Label, str]) -> tuple[Detail, ...]:
    """Labelled texts, without the empty ones."""
    return tuple([Detail(label, text) for label, text in rows if text])


def plain_text(narrative: fhir.Narrative | None) -> str:
    """The text of an XHTML narrative, its line ends kept, nothing of it interpreted."""
    if narrative is None or not narrative.div:
        return ""
    text = html.unescape(_TAG.sub("", _LINE_END.sub("\n", narrative.div)))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def attached_text(attachment: fhir.Attachment, path: str) -> str:
    """The text of an inline ``text/plain`` attachment; empty for any other. Raises WrongShape."""
    kind, _, parameters = attachment.content_type.partition(";")
    if kind.strip().lower() != "text/plain" or not attachment.data:
        return ""
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", parameters, re.IGNORECASE)
    try:
        data = base64.b64decode("".join(attachment.data.split()), validate=True)
        return data.decode(charset[1] if charset else "utf-8")
    except (binascii.Error, ValueError, LookupError) as error:
        raise WrongShape(f"{path}.data") from error


def entry(
    resource: fhir.Resource,
    origin: Origin,
    title: str,
    *,
    lane: Lane,
    when: Span = _NEVER,
    codes: tuple[Coding, ...] = (),
    status: str = "",
    standing: Standing = Standing.UNKNOWN,
    negated: bool = False,
    severity: Severity = Severity.NONE,
    flag: RangeFlag = RangeFlag.NONE,
    value: Quantity | None = None,
    value_text: str = "",
    components: tuple[Component, ...] = (),
    ranges: tuple[ReferenceRange, ...] = (),
    details: tuple[Detail, ...] = (),
    author: str = "",
    recorded: PartialDate | None = None,
    has_samples: bool = False,
) -> Entry:
    """An entry with what every resource has in common filled in; for the rest see `Entry`.

    A resource without a name of its own is called by the beginning of its narrative: those are the
    source's words too.
    """
    numbers = resource.identifier if isinstance(resource, fhir.IdentifiedResource) else ()
    if not title and isinstance(resource, fhir.DomainResource):
        title = plain_text(resource.text).replace("\n", " ")[:_LONGEST_STAND_IN]
    meta = resource.meta
    return Entry(
        entry_id=origin.entry_id,
        source_id=origin.source_id,
        resource_type=origin.resource_type,
        resource_id=origin.resource_id,
        lane=lane,
        title=title,
        when=when,
        language=resource.language,
        codes=codes,
        identifiers=identifiers(numbers) if numbers else (),
        status=status,
        standing=standing,
        negated=negated,
        severity=severity,
        flag=flag,
        value=value,
        value_text=value_text,
        components=components,
        ranges=ranges,
        details=details,
        author=author,
        recorded=recorded,
        version_id=meta.version_id if meta is not None else "",
        last_updated=date(meta.last_updated, "$.meta.lastUpdated") if meta is not None else None,
        has_samples=has_samples,
    )
