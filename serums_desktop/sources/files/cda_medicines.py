"""Medicines and vaccinations of a clinical document: which product, how much of it, and when."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import cda_values as v
from serums_desktop.sources.files.cda_statements import (
    STANDINGS,
    Reading,
    Statement,
    entry,
    remarks,
)
from serums_desktop.sources.files.cda_xml import TYPE, child, children, plain_text

# As the eHDSI adds them to a material: since its fourth wave by HL7's pharmacy extension, before by its own.
_INGREDIENT_CODES: Final = (
    ".//{urn:hl7-org:pharm}ingredientSubstance/{urn:hl7-org:pharm}code",
    ".//{urn:epsos-org:ep:medication}ingredient/{urn:epsos-org:ep:medication}code",
)


def medicine(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A medicine that is taken, was given or is ordered. Raises WrongShape."""
    element = statement.element
    product = _product_of(element)
    codes = v.codings(child(product, "code"), *_ingredients(product))
    title = reading.words(child(product, "code")) or plain_text(child(product, "name"))
    title = title or ", ".join(filter(None, map(reading.words, _ingredients(product))))
    title = title or reading.words(child(element, "code")) or reading.told(element)
    status = statement.status
    when = _when_taken(element, statement.place)
    is_ordered = statement.is_intended
    # "completed" is said of a prescription as well as of a medicine: the end of its time tells more.
    standing = Standing.CURRENT if status == "active" else Standing.UNKNOWN
    if status in {"aborted", "cancelled"} or (status == "completed" and when.end is not None):
        standing = Standing.PAST
    return entry(
        reading,
        statement,
        "MedicationRequest" if is_ordered else "MedicationStatement",
        resource_id,
        title,
        lane=Lane.MEDICINES,
        codes=codes or v.codings(child(element, "code")),
        when=when,
        status=status,
        standing=standing,
        negated=statement.is_negated or says_none((*codes, *v.codings(child(element, "code")))),
        details=details(
            (Label.DOSE, _dose_of(reading, element, statement.place)),
            (Label.ROUTE, reading.words(child(element, "routeCode"))),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def immunization(reading: Reading, statement: Statement, resource_id: str) -> Entry | Reason:
    """A vaccination that was given, or was not. Raises WrongShape."""
    element = statement.element
    product = _product_of(element)
    code = child(product, "code")
    status = statement.status
    is_planned = statement.is_intended
    return entry(
        reading,
        statement,
        "Immunization",
        resource_id,
        reading.words(code) or plain_text(child(product, "name")),
        lane=Lane.PROCEDURES,
        codes=v.codings(code),
        when=v.span(child(element, "effectiveTime"), statement.at("effectiveTime")),
        status=status,
        standing=Standing.PLANNED if is_planned else STANDINGS.get(status, Standing.UNKNOWN),
        negated=statement.is_negated or says_none(v.codings(code)),
        details=details(
            (Label.DOSE, str(v.quantity(child(element, "doseQuantity"), statement.at("doseQuantity")) or "")),
            (Label.ROUTE, reading.words(child(element, "routeCode"))),
            (Label.NOTE, plain_text(child(product, "lotNumberText"))),
            (Label.NOTE, remarks(reading, element)),
        ),
    )


def _product_of(element: Element) -> Element | None:
    """The material that an administration consumes, or that a supply hands out."""
    consumed = child(element, "consumable/manufacturedProduct/manufacturedMaterial")
    supplied = child(element, "product/manufacturedProduct/manufacturedMaterial")
    return consumed if consumed is not None else supplied


def _ingredients(product: Element | None) -> list[Element]:
    """The codes of the active substances, where the eHDSI's documents name them."""
    if product is None:
        return []
    return [each for name in _INGREDIENT_CODES for each in product.iterfind(name)]


def _when_taken(element: Element, place: str) -> Span:
    """From and until: the effective time that is no frequency. Raises WrongShape."""
    for each in children(element, "effectiveTime"):
        if not _is_frequency(each):
            return v.span(each, f"{place}/effectiveTime")
    return Span()


def _dose_of(reading: Reading, element: Element, place: str) -> str:
    """The author's own sentence, else dose, rate and frequency side by side. Raises WrongShape."""
    own = reading.told(element) or plain_text(child(element, "text"))
    if own:
        return own
    parts = [
        _amount(element, "doseQuantity", place),
        _amount(element, "rateQuantity", place),
        *(_frequency(reading, each, place) for each in children(element, "effectiveTime")),
    ]
    if child(element, "precondition") is not None:
        # The prescriptions' own Latin for "as needed".
        parts.append("PRN")
    return ", ".join(filter(None, parts))


def _amount(element: Element, name: str, place: str) -> str:
    amount = child(element, name)
    low, high = v.interval(amount, f"{place}/{name}")
    if low is not None and high is not None and low != high:
        return f"{low.text} - {high}"
    return str(low or high or v.quantity(amount, f"{place}/{name}") or "")


def _is_frequency(time: Element) -> bool:
    return time.get(TYPE, "").rpartition(":")[2] in {"PIVL_TS", "EIVL_TS", "SXPR_TS"} or (
        time.get("operator") == "A"
    )


def _frequency(reading: Reading, time: Element, place: str) -> str:
    if not _is_frequency(time):
        return ""
    period = v.quantity(child(time, "period"), f"{place}/effectiveTime/period")
    if period is not None:
        times = "\u00d7"  # the multiplication sign
        return f"1 {times} / {period}"
    return reading.words(child(time, "event"))
