"""Reference ranges as their source gave them: the bounds, and for whom they hold."""

from __future__ import annotations

from collections.abc import Iterable

from serums_desktop.domain.quantity import ReferenceRange
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir import terms


def ranges_of(given: Iterable[fhir.ReferenceRange], path: str) -> tuple[ReferenceRange, ...]:
    """The exact bounds with the source's own words. Raises WrongShape.

    Words stand in for bounds on screen, so that bounds with words are part of the words.
    """
    return tuple([_range(item, f"{path}.referenceRange[{index}]") for index, item in enumerate(given)])


def _range(item: fhir.ReferenceRange, path: str) -> ReferenceRange:
    low, high = terms.quantity(item.low, f"{path}.low"), terms.quantity(item.high, f"{path}.high")
    said = [text for text in (item.text, _for_whom(item, path)) if text]
    bounds = [bound for bound in (low, high) if bound is not None]
    if said and not all(bound.text in item.text for bound in bounds):
        said.insert(0, terms.between(low, high))
    return ReferenceRange(low, high, ", ".join(said))


def _for_whom(item: fhir.ReferenceRange, path: str) -> str:
    """The kind of range, unless it is the normal one, and whom it holds for."""
    if item.type is None and not item.applies_to and item.age is None:
        return ""
    kind = "" if terms.codes(item.type) == {"normal"} else terms.words(item.type)
    age = terms.range_text(item.age, f"{path}.age")
    return ", ".join(filter(None, (kind, terms.all_words(item.applies_to), age)))
