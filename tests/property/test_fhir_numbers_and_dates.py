"""Numbers and dates go through a resource as they were written, wherever a clinician reads them."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Entry, Label
from serums_desktop.domain.quantity import Quantity
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.reading import RunReader
from tests.property.test_dates import texts as date_texts

# FHIR R4 §2.24.0.1: JSON's grammar of numbers; no longer and no greater than can be drawn.
decimals = st.from_regex(r"\A-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?\Z", fullmatch=True)


def read(content: str) -> Entry:
    run = RunReader("zmc", "p1", "https://zmc.example/fhir/")
    (item,) = run.page([BundleEntry(resource=msgspec.Raw(content.encode()))]) + run.finish()
    assert item.entry is not None, (item.reason, item.problem)
    assert msgspec.json.decode(msgspec.json.encode(item.entry), type=Entry) == item.entry
    return item.entry


def amount(number: str) -> str:
    return f'{{"value":{number},"unit":"mg"}}'


def is_the_same(quantity: Quantity | None, number: str) -> bool:
    return quantity is not None and quantity.text == number and quantity.value == Decimal(number)


@settings(max_examples=100)
@given(decimals, decimals)
def test_a_measured_number_is_the_text_it_was(one: str, other: str) -> None:
    entry = read(
        f'{{"resourceType":"Observation","id":"o","valueQuantity":{amount(one)},"component":'
        f'[{{"valueQuantity":{amount(other)}}},{{"valueRatio":{{"numerator":{amount(one)},"denominator":'
        f'{amount(other)}}}}},{{"valueRange":{{"low":{amount(one)},"high":{amount(other)}}}}}],'
        f'"referenceRange":[{{"low":{amount(one)},"high":{amount(other)}}}]}}'
    )
    assert is_the_same(entry.value, one)
    first, ratio, between = entry.components
    assert is_the_same(first.value, other)
    assert ratio.value_text == f"{one} mg / {other} mg"
    assert between.value_text == f"{one} - {other} mg"
    assert is_the_same(entry.ranges[0].low, one)
    assert is_the_same(entry.ranges[0].high, other)


@settings(max_examples=100)
@given(decimals, decimals)
def test_a_dose_is_the_text_it_was(one: str, other: str) -> None:
    entry = read(
        '{"resourceType":"MedicationStatement","id":"m","dosage":[{"doseAndRate":[{"doseQuantity":'
        f'{amount(one)},"rateRange":{{"low":{amount(other)},"high":{amount(one)}}}}}],"timing":{{"repeat":'
        f'{{"frequency":1,"period":{other},"periodUnit":"d"}}}},"maxDosePerLifetime":{amount(other)}}}]}}'
    )
    assert entry.detail(Label.DOSE) == (
        f"{one} mg, {other} - {one} mg, max. {other} mg, 1 \N{MULTIPLICATION SIGN} / {other} d"
    )


@settings(max_examples=100)
@given(decimals)
def test_a_number_is_the_text_it_was_when_something_beside_it_is_taken_out(number: str) -> None:
    entry = read(
        '{"resourceType":"Observation","id":"o","meta":{"security":[{"code":"R"}]},'
        f'"hasMember":[{{"reference":"Observation/x"}}],"valueQuantity":{amount(number)}}}'
    )
    assert is_the_same(entry.value, number)


@settings(max_examples=100)
@given(date_texts(), date_texts())
def test_a_date_is_as_precise_as_it_was_and_keeps_its_zone(start: str, end: str) -> None:
    entry = read(
        f'{{"resourceType":"Condition","id":"c","onsetDateTime":"{start}","abatementDateTime":"{end}",'
        f'"recordedDate":"{end}"}}'
    )
    assert entry.when.start == PartialDate.parse(start)
    assert entry.when.end == entry.recorded == PartialDate.parse(end)
    assert (entry.when.start.text, entry.when.end.text) == (start, end)


@settings(max_examples=100)
@given(date_texts(), date_texts())
def test_a_period_in_words_keeps_both_dates(start: str, end: str) -> None:
    entry = read(
        f'{{"resourceType":"Observation","id":"o","valuePeriod":{{"start":"{start}","end":"{end}"}}}}'
    )
    assert entry.value_text == f"{start} - {end}"
