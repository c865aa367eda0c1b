"""HL7 V3 data types as the domain's values: the author's words, codes with their systems, exact numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding
from serums_desktop.domain.identifiers import BSN, NHS, Identifier
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.sources.fhir.shape import WrongShape, number
from serums_desktop.sources.files.cda_xml import HL7, TYPE, ClinicalDocument, child, children, plain_text

# HL7's registry of object identifiers: the systems that FHIR knows under another name.
_SYSTEMS: Final = {
    "2.16.840.1.113883.6.1": "http://loinc.org",
    "2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "2.16.840.1.113883.6.73": "http://www.whocc.no/atc",
    "2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    "2.16.840.1.113883.6.90": "http://hl7.org/fhir/sid/icd-10-cm",
    "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
    "2.16.840.1.113883.6.69": "http://hl7.org/fhir/sid/ndc",
    "2.16.840.1.113883.4.9": "http://fdasis.nlm.nih.gov",
    "2.16.840.1.113883.12.292": "http://hl7.org/fhir/sid/cvx",
    "2.16.840.1.113883.5.1150.1": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
    "2.16.840.1.113883.2.4.6.3": BSN.system,
    "2.16.840.1.113883.2.1.4.1": NHS.system,
}
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

# HL7 V3 data types, TS: as many digits as are known, then the zone. A lone hour is less than FHIR can say.
_MOMENT: Final = re.compile(
    r"(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.(\d+))?)?)?)?)?)?([+-]\d{4})?", re.ASCII
)


def system_of(root: str) -> str:
    """The URI of an object identifier or UUID."""
    if _UUID.fullmatch(root):
        return f"urn:uuid:{root.lower()}"
    return _SYSTEMS.get(root, f"urn:oid:{root}" if root else "")


def identifiers(elements: list[Element]) -> tuple[Identifier, ...]:
    """Those that name a value of their own."""
    found = []
    for element in elements:
        root, extension = element.get("root", ""), element.get("extension", "")
        if root and extension:
            found.append(Identifier(system_of(root), extension))
        elif _UUID.fullmatch(root):
            found.append(Identifier("urn:ietf:rfc3986", system_of(root)))
    return tuple(found)


def codings(*elements: Element | None) -> tuple[Coding, ...]:
    """The code of each concept and of its translations."""
    found: dict[tuple[str, str], Coding] = {}
    for element in elements:
        for each in [element, *children(element, "translation")] if element is not None else []:
            code = each.get("code")
            if code:
                system = system_of(each.get("codeSystem", ""))
                found.setdefault((system, code), Coding(system, code, each.get("displayName", "")))
    return tuple(found.values())


def words(document: ClinicalDocument, element: Element | None) -> str:
    """What the author called a concept, else its display or that of a translation, else its code."""
    if element is None:
        return ""
    original = child(element, "originalText")
    if original is not None:
        said = referenced(document, original) or plain_text(original)
        if said:
            return said
    displays = [element.get("displayName", "")]
    displays += [each.get("displayName", "") for each in children(element, "translation")]
    return next(filter(None, displays), "") or element.get("code", "")


def referenced(document: ClinicalDocument, element: Element | None) -> str:
    """The narrative that an element points to with its reference."""
    pointer = child(element, "reference")
    return document.narrative(pointer.get("value", "")) if pointer is not None else ""


def moment(element: Element | None, path: str) -> PartialDate | None:
    """A point in time as precise as it was given; None where none was. Raises WrongShape."""
    text = element.get("value", "") if element is not None else ""
    if not text:
        return None
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise WrongShape(path)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    written = "-".join(filter(None, (year, month, day)))
    if minute is not None:
        written += f"T{hour}:{minute}"
        written += f":{second}" if second is not None else ""
        written += f".{fraction}" if fraction is not None else ""
        written += f"{zone[:3]}:{zone[3:]}" if zone is not None else ""
    try:
        return PartialDate.parse(written)
    except ValueError as error:
        raise WrongShape(path) from error


def span(element: Element | None, path: str) -> Span:
    """From and until, or a point in time as the beginning. Raises WrongShape."""
    if element is None:
        return Span()
    if element.get("value"):
        return Span(moment(element, path))
    low, high = child(element, "low"), child(element, "high")
    return Span(moment(low, f"{path}/low"), moment(high, f"{path}/high"))


def quantity(element: Element | None, path: str, comparator: str = "") -> Quantity | None:
    """An exact amount; None where no number is given. Raises WrongShape."""
    text = element.get("value", "") if element is not None else ""
    if element is None or not text:
        return None
    # UCUM's unit of what has none.
    unit = "" if element.get("unit") == "1" else element.get("unit", "")
    return Quantity(decimal(text, path), text, unit, unit, comparator)


def decimal(text: str, path: str) -> Decimal:
    """A number of XML Schema, which may begin with a plus, a point or zeros. Raises WrongShape."""
    plain = re.sub(r"^(-?)\+?0*(?=\d)", r"\1", re.sub(r"^([+-]?)\.", r"\g<1>0.", text.strip())).removesuffix(
        "."
    )
    return number(plain, path)


def interval(element: Element | None, path: str) -> tuple[Quantity | None, Quantity | None]:
    """Both bounds of an amount. Raises WrongShape."""
    return (
        quantity(child(element, "low"), f"{path}/low"),
        quantity(child(element, "high"), f"{path}/high"),
    )


def value(document: ClinicalDocument, element: Element, path: str) -> tuple[Quantity | None, str]:
    """What an observation found: an amount, or text. Raises WrongShape for a type that is not known."""
    kind = element.get(TYPE, "").rpartition(":")[2]
    match kind:
        case "PQ" | "INT" | "REAL" | "MO":
            return quantity(element, path), "" if element.get("value") else words(document, element)
        case "IVL_PQ" | "IVL_INT" | "IVL_REAL":
            return _bounded(element, path)
        case "CD" | "CE" | "CO" | "CV" | "CS":
            return None, words(document, element)
        case "BL":
            return None, element.get("value", "")
        case "TS" | "IVL_TS":
            found = span(element, path)
            ends = [each.text for each in (found.start, found.end) if each is not None]
            return None, " - ".join(ends)
        case "RTO" | "RTO_PQ_PQ" | "RTO_INT_INT" | "RTO_QTY_QTY":
            parts = (child(element, "numerator"), child(element, "denominator"))
            return None, " / ".join(str(each) for part in parts if (each := quantity(part, path)) is not None)
        case "ST" | "ED" | "SC" | "TEL" | "II":
            said = referenced(document, element) or plain_text(element)
            return None, said or element.get("value", "") or element.get("extension", "")
        case "" if element.get("nullFlavor"):
            return None, ""
        case _:
            raise WrongShape(f"{path}/@xsi:type")


def _bounded(element: Element, path: str) -> tuple[Quantity | None, str]:
    """A single bound is a comparison; two are a range in words."""
    low, high = interval(element, path)
    if low is not None and high is not None:
        return None, f"{low.text} - {high}"
    for name, inclusive, exclusive in (("low", ">=", ">"), ("high", "<=", "<")):
        bound = child(element, name)
        if bound is not None and bound.get("value"):
            comparator = exclusive if bound.get("inclusive") == "false" else inclusive
            return quantity(bound, f"{path}/{name}", comparator), ""
    return quantity(element, path), ""


def ranges(observation: Element, path: str) -> tuple[ReferenceRange, ...]:
    """The reference ranges of an observation. Raises WrongShape."""
    found = []
    for each in children(observation, "referenceRange/observationRange"):
        low, high = interval(child(each, "value"), f"{path}/referenceRange")
        text = plain_text(child(each, "text"))
        if low is not None or high is not None or text:
            found.append(ReferenceRange(low, high, text))
    return tuple(found)


def person_name(element: Element | None) -> tuple[str, str]:
    """Surname and given names; a name in one piece is a surname, because splitting it would be guessing."""
    if element is None:
        return "", ""
    family = " ".join(plain_text(each) for each in element.findall(f"{HL7}family"))
    given = " ".join(plain_text(each) for each in element.findall(f"{HL7}given"))
    return (family, given) if family or given else (plain_text(element), "")
