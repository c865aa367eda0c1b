"""What every statement of a clinical document says alike, and where a statement stands.

HL7 CDA R2 with the templates of C-CDA R2.1 and of the eHDSI patient summary (IHE PCC), which agree on the
shapes that are read: templates are not asked for, so a statement without its templateId is read as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Unpack
from xml.etree.ElementTree import Element

import msgspec

from serums_desktop.domain.entries import Entry, Standing
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir.terms import Said
from serums_desktop.sources.files import cda_values as v
from serums_desktop.sources.files.cda_xml import ClinicalDocument, child, children, plain_text

# HL7 V3 ActStatus, and the clinical statuses of allergies and problems.
STANDINGS: Final = {
    "active": Standing.CURRENT,
    "inactive": Standing.PAST,
    "resolved": Standing.PAST,
    "completed": Standing.PAST,
    "aborted": Standing.PAST,
    "cancelled": Standing.PAST,
}
# LOINC: a remark that hangs on a statement.
_REMARK: Final = "48767-8"


class Statement(msgspec.Struct, frozen=True):
    """A statement: its element, and `kept`, the element whose bytes are kept of it.

    `around` is the group or concern that it stands in, and `place` the path to it, without values.
    """

    element: Element
    kept: Element
    around: Element | None
    place: str

    def at(self, name: str) -> str:
        """The path to a part of it."""
        return f"{self.place}/{name}"

    @property
    def status(self) -> str:
        """Its ActStatus."""
        return code_of(child(self.element, "statusCode"))

    @property
    def is_taken_back(self) -> bool:
        """Whether it, or what it stands in, was entered in error."""
        return "nullified" in {self.status, code_of(child(self.around, "statusCode"))}

    @property
    def is_negated(self) -> bool:
        """Whether it says that something is not so."""
        said = (self.element, self.around)
        return any(each is not None and each.get("negationInd") in {"true", "1"} for each in said)

    @property
    def is_intended(self) -> bool:
        """Whether it is about something that has not happened yet."""
        return self.element.get("moodCode", "EVN") != "EVN"


class Reading(msgspec.Struct, frozen=True):
    """What statements are read against: the document, what its entries are called, and in which language.

    `repeated` are numbers that stand on several things of the document, and so identify none of them.
    """

    document: ClinicalDocument
    source_id: str
    language: str
    repeated: frozenset[Identifier]

    def words(self, element: Element | None) -> str:
        """What the author called a concept."""
        return v.words(self.document, element)

    def told(self, element: Element) -> str:
        """The narrative that a statement points to."""
        return v.referenced(self.document, child(element, "text"))


Reader = Callable[[Reading, Statement, str], Entry | Reason]


def entry(
    reading: Reading,
    statement: Statement,
    resource_type: str,
    resource_id: str,
    title: str,
    **said: Unpack[Said],
) -> Entry | Reason:
    """An entry with what every statement has in common filled in. Raises WrongShape."""
    if statement.is_taken_back:
        return Reason.ENTERED_IN_ERROR
    numbers = v.identifiers(children(statement.element, "id"))
    author = child(statement.element, "author")
    said["author"] = author_of(author)
    said["recorded"] = v.moment(child(author, "time"), statement.at("author/time"))
    return Entry(
        entry_id=f"{reading.source_id}/{resource_type}/{resource_id}",
        source_id=reading.source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        title=title,
        language=reading.language,
        identifiers=tuple(number for number in numbers if number not in reading.repeated),
        **said,
    )


def author_of(author: Element | None) -> str:
    """The name of a person, else of the organisation or device that wrote."""
    assigned = child(author, "assignedAuthor")
    family, given = v.person_name(child(assigned, "assignedPerson/name"))
    return (
        " ".join(filter(None, (given, family)))
        or plain_text(child(assigned, "representedOrganization/name"))
        or plain_text(child(assigned, "assignedAuthoringDevice/softwareName"))
    )


def code_of(element: Element | None) -> str:
    """A bare code; "" where there is none."""
    return element.get("code", "") if element is not None else ""


def none_said(*elements: Element | None) -> Element | None:
    """The one of these that says that there is none of its kind, or that nothing is known of it."""
    return next((each for each in elements if says_none(v.codings(each))), None)


def observed(element: Element, code: str) -> str:
    """The code that an observation of this code, hanging on a statement, has as its value."""
    return next((code_of(child(each, "value")) for each in _hanging(element, code)), "")


def observed_words(reading: Reading, element: Element, code: str) -> str:
    """The words for it."""
    return next(filter(None, (reading.words(child(each, "value")) for each in _hanging(element, code))), "")


def remarks(reading: Reading, element: Element) -> str:
    """Remarks that hang on a statement, one a line."""
    texts = (
        reading.told(each) or plain_text(child(each, "text"))
        for each in children(element, "entryRelationship/act")
        if code_of(child(each, "code")) == _REMARK
    )
    return "\n".join(filter(None, texts))


def _hanging(element: Element, code: str) -> Iterator[Element]:
    for each in children(element, "entryRelationship/observation"):
        if code_of(child(each, "code")) == code:
            yield each
