"""The lines that command a run: each is obeyed at once and answered with one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.accounts import staff_member
from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.client_credentials import public_key_from_jwk
from serums_desktop.sandbox.consent import restriction
from serums_desktop.sandbox.data_lake import control as lake_control
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.faults import Fault
from serums_desktop.sandbox.identity_control import set_identity, set_identity_fault
from serums_desktop.sandbox.origin import Origin
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.request_log import RequestLog

UNKNOWN = "unknown"


class Control:
    """Commands these origins, by the ids of their sources, and the data lake where there is one."""

    def __init__(
        self, origins: Mapping[str, Origin], leavers: Leavers, lake: LakeOrigin | None = None
    ) -> None:
        self._origins = origins
        self._leavers = leavers
        self._lake = lake

    def obey(self, line: str) -> str:
        """Obey one control line and answer with one.

        ``stop SOURCE``, ``start SOURCE``, ``fault SOURCE KIND`` (a `FaultKind`, an `IdentityFault`, or
        ``none`` to end both), and for what a patient restricts or allows again: ``restrict SOURCE Type/id``
        (with ``even-in-emergency`` after it: from broken glass too), ``lift SOURCE Type/id``.
        ``remove SOURCE Type/id`` has an entry and all that points at it never have existed,
        ``put-back SOURCE Type/id`` exist again. ``tactless SOURCE`` leaves traces of what is restricted, as
        many a server does; ``tactful SOURCE`` leaves none. ``requests SOURCE FILE`` writes what the source
        was asked since the last time, a line each; ``lake requests FILE`` what the data lake was.
        ``enrol CLIENT_ID PATH`` lets the workstation whose public JWK is in a file deliver evidence
        everywhere; ``audit count`` is answered with the numbers of AuditEvents and Communications at the
        home source.
        ``leave STAFF_ID`` closes a person's account everywhere, ``return STAFF_ID`` opens it again.
        ``launch SOURCE PATIENT_ID STAFF_ID`` is answered with the `launch` value of an EHR's launch.
        For how a provider behaves, see `identity_control`; for the data lake and the patients' rules there,
        `data_lake.control`.
        """
        match line.split():
            case ["enrol", client_id, *_]:
                return self._enrol(client_id, line.split(maxsplit=2)[2:], line)
            case ["audit", word] if word.casefold() == "count":
                return self._audit_count()
            case ["leave", staff_id]:
                self._leavers.leave(staff_id)
                return f"ok {line.strip()}"
            case ["return", staff_id]:
                came_back = self._leavers.come_back(staff_id)
                return f"ok {line.strip()}" if came_back else f"not away: {staff_id}"
            case ["lake" | "rules", *_] if self._lake is not None:
                return self._told_of_lake(self._lake, line)
            case [command, name, *rest] if name in self._origins:
                if command == "requests":
                    return _write_requests(self._origins[name].requests, line.split(maxsplit=2)[2:], line)
                return _told(self._origins[name], command, rest, line.strip())
            case _:
                return f"{UNKNOWN}: {line.strip()}"

    def _enrol(self, client_id: str, path: list[str], line: str) -> str:
        try:
            key = public_key_from_jwk(Path("".join(path).strip()).read_text("utf-8"))
        except (OSError, ValueError):
            return f"failed {line.strip()}: no public P-256 key"
        for origin in self._origins.values():
            origin.provider.enrol(client_id, key)
        return f"ok {line.strip()}"

    def _told_of_lake(self, lake: LakeOrigin, line: str) -> str:
        words = line.split()
        if words[:2] == ["lake", "requests"]:
            return _write_requests(lake.requests, line.split(maxsplit=2)[2:], line)
        refusal = lake_control.obey(lake, words)
        if refusal is None:
            return f"{UNKNOWN}: {line.strip()}"
        return refusal or f"ok {line.strip()}"

    def _audit_count(self) -> str:
        home = next((origin for origin in self._origins.values() if origin.source.home), None)
        if home is None:
            return "no home source"
        return f"ok audit {home.evidence.count('AuditEvent')} {home.evidence.count('Communication')}"


def _told(origin: Origin, command: str, rest: list[str], line: str) -> str:
    """Do a command that concerns one origin, and answer it."""
    match [command, *rest]:
        case ["stop"]:
            origin.stop()
        case ["start"]:
            try:
                origin.start()
            except OSError as error:
                return f"failed {line}: {error.strerror}"
        case ["fault", kind]:
            try:
                _set_fault(origin, kind)
            except ValueError:
                return f"unknown fault: {kind}"
        case ["launch", patient_id, staff_id]:
            return _launch(origin, patient_id, staff_id)
        case [_, value] if set_identity(origin.provider, command, value):
            pass
        case _:
            refusal = _told_of_records(origin.repository, command, rest)
            if refusal:
                return f"{refusal}: {line if refusal == UNKNOWN else rest[0]}"
    return f"ok {line}"


def _set_fault(origin: Origin, kind: str) -> None:
    """Have a fault of the identity or of the records, or neither. Raises ValueError."""
    if not set_identity_fault(origin.provider, kind):
        origin.set_fault(Fault.parse(kind))


def _launch(origin: Origin, patient_id: str, staff_id: str) -> str:
    """Have an EHR's session of a member of staff with a patient's record open start the program."""
    browser = origin.provider.browser
    if browser is None or not origin.provider.launches:
        return f"no launch: {origin.source.id}"
    if origin.repository.read("Patient", patient_id, PurposeOfUse.TREATMENT) is None:
        return f"not here: Patient/{patient_id}"
    return f"ok launch {browser.launches.begin(staff_member(staff_id), patient_id)}"


def _told_of_records(repository: Repository, command: str, rest: list[str]) -> str:
    """Do a command that concerns what a source serves; a word of refusal, or nothing."""
    match [command, *rest]:
        case ["restrict", reference]:
            repository.restrict(restriction(reference))
        case ["restrict", reference, "even-in-emergency"]:
            repository.restrict(restriction(reference, even_in_emergency=True))
        case ["lift", reference]:
            return "" if repository.lift(restriction(reference).id) else "not restricted"
        case ["remove", reference]:
            return "" if repository.remove(reference) else "not here"
        case ["put-back", reference]:
            return "" if repository.put_back(reference) else "not removed"
        case ["tactful" | "tactless"]:
            repository.set_tactful(command == "tactful")
        case _:
            return UNKNOWN
    return ""


def _write_requests(requests: RequestLog, path: list[str], line: str) -> str:
    try:
        Path("".join(path).strip()).write_text("".join(f"{asked}\n" for asked in requests.take()))
    except OSError as error:
        return f"failed {line.strip()}: {error.strerror}"
    return f"ok {line.strip()}"
