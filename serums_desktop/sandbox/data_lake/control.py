"""The control lines that command a data lake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from serums_desktop.sandbox.data_lake.lake import Hospital
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.data_lake.rules import Action, Party

# The department in which the practice clinicians work, at every hospital the first.
EMERGENCY = "1"
_VALID_FOR = dt.timedelta(days=30)
_ACTIONS: dict[str, Action] = {"allow": "ALLOW", "deny": "DENY"}


def obey(origin: LakeOrigin, words: Sequence[str]) -> str | None:
    """Do what a line says; a word of refusal, nothing when it was done, None for a line of nobody's.

    ``lake start``, ``lake stop``, ``lake slow SECONDS`` (0: not any more), ``lake rules-down`` and
    ``lake rules-up``. ``rules HOSPITAL PATIENT allow|deny TAG`` has a patient, by SERUMS id, write a rule for
    the emergency department of a hospital; with ``for S-1042`` after it for that member of its staff, with
    ``for NUMBER`` for that department. ``rules HOSPITAL PATIENT forget`` takes all the rules of a patient
    back, whichever hospital's staff they are about; ``rules reset`` has the story's again.
    """
    match words:
        case ["lake", "start"]:
            try:
                origin.start()
            except OSError as error:
                return f"failed: {error.strerror}"
        case ["lake", "stop"]:
            origin.stop()
        case ["lake", "slow", seconds]:
            try:
                origin.slowness.delay_s = float(seconds)
            except ValueError:
                return f"no seconds: {seconds}"
        case ["lake", "rules-down" | "rules-up" as word]:
            origin.ledger.is_down = word == "rules-down"
        case ["rules", "reset"]:
            origin.ledger.reset()
        case ["rules", name, patient, *rest] if name in origin.lake.hospitals and patient.isdecimal():
            return _rule(origin, name, int(patient), rest)
        case _:
            return None
    return ""


def _rule(origin: LakeOrigin, name: str, patient: int, rest: Sequence[str]) -> str | None:
    match rest:
        case ["forget"]:
            return "" if origin.ledger.forget(patient) else f"no rules: {patient}"
        case ["allow" | "deny" as word, tag]:
            grantee: Party | None = Party("DEPARTMENT", EMERGENCY, name)
        case ["allow" | "deny" as word, tag, "for", whom]:
            grantee = _grantee(origin.lake.hospitals[name], name, whom)
        case _:
            return None
    if grantee is None:
        return f"not there: {rest[-1]}"
    until = dt.datetime.now(dt.UTC) + _VALID_FOR
    origin.ledger.add(patient, _ACTIONS[word], (tag,), grantee, until)
    return ""


def _grantee(hospital: Hospital, name: str, whom: str) -> Party | None:
    if whom.isdecimal():
        return Party("DEPARTMENT", whom, name)
    number = whom.removeprefix("S-")
    found = next((one for one in hospital.staff if str(one.staff_id) == number), None)
    return None if found is None else Party("INDIVIDUAL", str(found.serums_id), name)
