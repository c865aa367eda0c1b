"""A small server's record of many pages, and who asked for which of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.unit.sources.resources import concept, resource
from tests.unit.sources.small_server import Request, SmallServer

NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
PATIENT_ID = "p1"
EVERYTHING = f"/fhir/Patient/{PATIENT_ID}/$everything"
DATES = {"Observation": "date", "Encounter": "date"}
_SEARCHED = ("Device", "Condition", "MedicationRequest", "Encounter", "Observation", "Provenance")


def a_record(size: int) -> list[dict[str, Any]]:
    """So many of each: results of a device, half of them recent, problems and orders of encounters.

    A problem stands behind the encounter that it belongs to, an order before the product that it names.
    """
    made: list[dict[str, Any]] = [resource("Patient", id=PATIENT_ID), resource("Device", id="d1")]
    for number in range(size):
        days = 1 + number if number % 2 else 400 + number
        when = (NOW - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        encounter = {"reference": f"Encounter/e{number}"}
        made += [
            resource(
                "Observation",
                id=f"o{number}",
                status="final",
                code=concept(f"Test {number}"),
                effectiveDateTime=when,
                valueString="seen",
                device={"reference": "Device/d1"},
                encounter=encounter,
            ),
            resource("Condition", id=f"c{number}", code=concept(f"Problem {number}"), encounter=encounter),
            resource(
                "MedicationRequest",
                id=f"r{number}",
                status="active",
                intent="order",
                medicationReference={"reference": f"Medication/m{number % 3}"},
            ),
            resource("Encounter", id=f"e{number}", status="finished", period={"start": when}),
            resource("Provenance", id=f"p{number}", target=[{"reference": f"Condition/c{number}"}]),
        ]
    return made + [
        resource("Medication", id=f"m{number}", code=concept(f"Drug {number}")) for number in range(3)
    ]


class PagedRecord:
    """Serves a record in pages, as one answer or type by type, from a clock that stands still.

    `link_ends` has a link forgotten, as servers do after a while.
    """

    def __init__(
        self,
        server: SmallServer,
        contents: list[dict[str, Any]],
        *,
        everything: bool = True,
        page_size: int = 5,
    ) -> None:
        self.server = server
        self.contents = contents
        self.link_ends: Callable[[Request], bool] = lambda _request: False
        self._page_size = page_size
        patient = {"type": "Patient", "operation": [{"name": "everything"}] if everything else []}
        served = [
            {"type": kind, "searchParam": [{"name": "patient"}, {"name": DATES.get(kind, "_id")}]}
            for kind in _SEARCHED
        ]
        statement = {
            "resourceType": "CapabilityStatement",
            "fhirVersion": "4.0.1",
            "rest": [{"mode": "server", "resource": [patient, *served, {"type": "Medication"}]}],
        }
        server.routes["/fhir/metadata"] = lambda request: request.answer(statement)
        if everything:
            server.routes[EVERYTHING] = lambda request: self._answer(request, self.contents)
        for kind in ("Patient", "Medication", *_SEARCHED):
            server.routes[f"/fhir/{kind}"] = self._search
        for one in contents:
            if one["resourceType"] == "Medication":
                server.routes[f"/fhir/Medication/{one['id']}"] = partial(_give, content=one)

    def asked(self) -> list[str]:
        """What was asked since the last time: each path, with what narrowed it and the page."""
        asked = []
        for request in self.server.asked:
            query = {name: values[0] for name, values in request.query.items()}
            narrowed = sorted(
                query.keys() & {"date", "_id"} - ({"_id"} if "Patient" in request.path else set())
            )
            path = request.path.removeprefix("/fhir/").removeprefix(f"Patient/{PATIENT_ID}/")
            asked.append(" ".join([path, *narrowed, *([query["page"]] if "page" in query else [])]))
        self.server.asked.clear()
        return [one for one in asked if one != "metadata"]

    def page(self, number: int) -> list[dict[str, Any]]:
        """What is on a page of the whole record."""
        return self.contents[number * self._page_size : (number + 1) * self._page_size]

    def _search(self, request: Request) -> None:
        kind = request.path.rpartition("/")[2]
        found = [one for one in self.contents if one["resourceType"] == kind]
        if "_id" in request.query:
            ids = request.query["_id"][0].split(",")
            found = [one for one in found if one["id"] in ids]
        since = request.query.get("date", [""])[0].removeprefix("ge")
        found = [one for one in found if _date(one) >= since]
        self._answer(request, found)

    def _answer(self, request: Request, found: list[dict[str, Any]]) -> None:
        number = int(request.query.get("page", ["0"])[0])
        if number and self.link_ends(request):
            request.answer({}, 410)
            return
        first, last = number * self._page_size, (number + 1) * self._page_size
        links = []
        if last < len(found):
            kept = "&".join(f"{name}={values[0]}" for name, values in request.query.items() if name != "page")
            links = [{"relation": "next", "url": f"{request.path}?{kept}&page={number + 1}"}]
        entries = [
            {"fullUrl": f"{self.server.base}/{one['resourceType']}/{one['id']}", "resource": one}
            for one in found[first:last]
        ]
        request.answer({"resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries})


def _give(request: Request, content: dict[str, Any]) -> None:
    request.answer(content)


def _date(content: dict[str, Any]) -> str:
    return str(content.get("effectiveDateTime") or content.get("period", {}).get("start") or "")
