"""Reference ranges as their source gave them: the bounds, and for whom they hold."""

from __future__ import annotations

from collections.abc import Sequence

from serums_desktop.domain.quantity import ReferenceRange
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.shape import WrongShape


def ranges_of(given: Sequence[fhir.ReferenceRange], path: str) -> tuple[ReferenceRange, ...]:
    """The exact bounds with the source's own words. Raises WrongShape.

    Words stand in for bounds on screen, so that bounds with words are part of the words.
    """
    ranges = []
    for index, item in enumerate(given):
        try:
            ranges.append(_range(item))
        except WrongShape as error:
            # The place is put into words only where it is wanted.
            raise WrongShape(f"{path}.referenceRange[{index}].{error.path}") from error
    return tuple(ranges)


def _range(item: fhir.ReferenceRange) -> ReferenceRange:
    low, high = terms.quantity(item.low, "low"), terms.quantity(item.high, "high")
    if not item.text and item.type is None and not item.applies_to and item.age is None:
        return ReferenceRange(low, high)
    said = [text for text in (item.text, _for_whom(item)) if text]
    bounds = [bound for bound in (low, high) if bound is not None]
    if said and not all(bound.text in item.text for bound in bounds):
        said.insert(0, terms.between(low, high))
    return ReferenceRange(low, high, ", ".join(said))


def _for_whom(item: fhir.ReferenceRange) -> str:
    """The kind of range, unless it is the normal one, and whom it holds for."""
    kind = "" if terms.codes(item.type) == {"normal"} else terms.words(item.type)
    age = terms.range_text(item.age, "age")
    return ", ".join(filter(None, (kind, terms.all_words(item.applies_to), age)))
