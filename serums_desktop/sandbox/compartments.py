"""Which resources belong to which patient, read from their references."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

# Ids as files have them: wider than FHIR allows, and with or without a version.
_REFERENCE = re.compile(rb'"reference"\s*:\s*"([A-Z][A-Za-z]+/[\w.\-]+)(?:/_history/[\w.\-]+)?"')

# A Patient's own references (links, managing organisation) put it in no other patient's record, and
# what was looked at is no part of what was seen.
_NEVER_BY_REFERENCE = {"Patient", "AuditEvent", "Bundle"}


class Authored(msgspec.Struct, frozen=True):
    """A resource as it will be served: `body` is its exact JSON text.

    `belongs_to` names patients whose record it is part of beside those it refers to.
    """

    type: str
    id: str
    body: bytes
    belongs_to: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """``Type/id``."""
        return f"{self.type}/{self.id}"


def references_in(body: bytes) -> list[str]:
    """Every literal ``Type/id`` reference in a resource's JSON text, in order."""
    return [found.decode("ascii") for found in _REFERENCE.findall(body)]


def compartments(resources: Iterable[Authored]) -> dict[str, set[str]]:
    """Map each resource's reference to the ids of the patients it belongs to.

    A resource belongs to the patients it refers to; a Provenance to the patients of its targets; and
    what nobody owns (practitioners, organisations, devices, medications) to whoever refers to it.
    """
    everything = {resource.reference: resource for resource in resources}
    links = {name: references_in(resource.body) for name, resource in everything.items()}
    owners: dict[str, set[str]] = {}
    for name, resource in everything.items():
        if resource.type == "Patient":
            owners[name] = {resource.id, *resource.belongs_to}
        elif resource.type in _NEVER_BY_REFERENCE:
            owners[name] = set(resource.belongs_to)
        else:
            owners[name] = set(resource.belongs_to) | {
                link.removeprefix("Patient/") for link in links[name] if link.startswith("Patient/")
            }
    for name, resource in everything.items():
        if resource.type == "Provenance":
            owners[name] = set().union(owners[name], *(owners.get(link, set()) for link in links[name]))

    nobodys = {name for name, patients in owners.items() if not patients}
    frontier = [name for name, patients in owners.items() if patients]
    while frontier:
        name = frontier.pop()
        for link in links[name]:
            if link in nobodys and not owners[name] <= owners[link]:
                owners[link] = owners[link] | owners[name]
                frontier.append(link)
    return owners
