"""The keys under which entries meet. Entries that share one, directly or through others, are one item.

Every key is computed from one entry alone and holds all that must be equal, so that no chain of keys joins
what differs in it: the kind of statement, "not there", and

- of a result the moment, the value as written, its unit and its status. Without the order's number only
  numbers meet, to the minute in a laboratory and to the second at the bedside, and only from one device: two
  scales on one morning are two facts, and so are two cultures that grew the same.
- of a medicine the salts, the release, the form, the strengths, every dose and the way it is given. Without a
  common number also the dates and the status: a regimen that ended is not the one that goes on.
- of a problem its side, its site and how sure it is. Without a common number also its dates and status, for
  a disease may come twice. An allergy does not: it has neither dates nor reactions in its keys, so that
  what sources know of it comes together.
- of a resuscitation decision the number and every code, word and date.
- of what was done or given its date; of a text its words and day; of an encounter its number.

A number alone never joins: one order's number stands on every result of a panel, one prescription's on
every drug. A code joins by itself where its terminology has one thing under it, else with the words. What
lacks a part that another entry has is apart: it could equal two that differ.
"""

from __future__ import annotations

import hashlib

from serums_desktop.domain.dates import PartialDate, Precision
from serums_desktop.domain.entries import Entry, Label
from serums_desktop.domain.entry_names import (
    MEDICINES,
    Name,
    is_one_thing,
    medicine,
    names,
    plain_name,
    system_of,
)
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.stated_codes import RESUSCITATION_DECISIONS
from serums_desktop.domain.timeline import FoldReason, FoldRule
from serums_desktop.domain.written_amounts import dose, one_case

# Rule, who named it, the name, then everything that must be equal.
Key = tuple[object, ...]

_RULES = [rule.value for rule in FoldRule]

# Results are most of a record, and looking a member of an enumeration up takes longer than a call.
_SECOND, _MINUTE, _LABS = Precision.SECOND, Precision.MINUTE, Lane.LABS
_BODY_SITE, _DEVICE, _NOTE = Label.BODY_SITE, Label.DEVICE, Label.NOTE

# Statements about the patient, which sources date differently: a common number joins them across dates.
_STATEMENTS = frozenset(
    {"AllergyIntolerance", "Condition", "MedicationRequest", "MedicationStatement", "Flag", "Device"}
)
# Statements and events that are told by their content. What was given or handed out is not: two equal doses
# may both have been given.
_TOLD = _STATEMENTS | {"Procedure", "Immunization", "DeviceUseStatement"}
_MUST_BE_DATED = frozenset({"Procedure", "Immunization", "DeviceUseStatement"})
_TEXTS = frozenset({"DocumentReference", "Composition", "DiagnosticReport"})

# Below this many characters a text may say the same by chance ("see attachment").
_LONG_TEXT = 120

_SIDES = {
    word: side
    for side, words in {
        "left": "left izquierda izquierdo esquerra esquerre links linke linker linkes gauche sinistra",
        "right": "right derecha derecho dreta dret rechts rechte rechter rechtes droite droit destra",
        "both": "bilateral bilaterale beidseits beidseitig beiderseits tweezijdig both",
    }.items()
    for word in words.split()
}


def fold_keys(entry: Entry) -> tuple[str, ...]:
    """Every key under which an entry meets others, at least one, computed from the entry alone.

    Entries that share a key, directly or through others, are one item.
    """
    return shared_with_others(entry) or (repr(("own", entry.entry_id)),)


def shared_with_others(entry: Entry) -> tuple[str, ...]:
    """The keys that others may have too; none where an entry stands for itself."""
    return tuple([repr(key) for key in keys(entry)])


def shared(group: list[Entry]) -> tuple[FoldReason, ...]:
    """What the entries of one item share, in the order number, code, name, text."""
    seen: set[Key] = set()
    reasons: set[tuple[str, str, str]] = set()
    for entry in group:
        for key in set(keys(entry)):
            if key in seen:
                rule, by, what = (str(part) for part in key[:3])
                reasons.add((rule, by, "" if rule == FoldRule.TEXT else what))
            seen.add(key)
    ordered = sorted(reasons, key=lambda reason: (_RULES.index(reason[0]), reason))
    return tuple(FoldReason(FoldRule(rule), by, what) for rule, by, what in ordered)


def keys(entry: Entry) -> list[Key]:
    """The keys as tuples; none where an entry stands for itself."""
    for coding in entry.codes:
        if coding.code in RESUSCITATION_DECISIONS:
            return _decision_keys(entry)
    if entry.resource_type == "Observation":
        return _result_keys(entry)
    if entry.resource_type in _TOLD:
        return _statement_keys(entry)
    found = _number_keys(entry, _event(entry))
    if entry.resource_type in _TEXTS:
        found += _text_keys(entry)
    return found


def moment(at: PartialDate | None) -> str:
    """A date for comparing: one instant in two zones is one; a partial date is its own text."""
    if at is None:
        return ""
    if at.has_zone:
        # Only what has a time has a zone.
        return f"{at.precision}{at.start_s}"
    return at.text


def doses(entry: Entry) -> tuple[str, ...]:
    """Every dose of an entry for comparing: a sentence and its codes may differ, so both count."""
    return tuple([dose(row.text) for row in entry.details if row.label is Label.DOSE])


def row_text(entry: Entry, label: Label) -> str:
    """`Entry.detail`, without a generator for each of a record's entries."""
    for row in entry.details:
        if row.label is label:
            return row.text
    return ""


def _rows(entry: Entry, *labels: Label) -> tuple[str, ...]:
    return tuple([one_case(row.text) for row in entry.details if row.label in labels])


def _result_keys(entry: Entry) -> list[Key]:
    measured = _measured(entry)
    start = entry.when.start
    is_told = any(measured) and not entry.has_samples
    if not entry.identifiers and not is_told:
        return []
    site = row_text(entry, _BODY_SITE)
    end = moment(entry.when.end)
    said = (entry.negated, measured, entry.value_text, site)
    found: list[Key] = []
    if entry.identifiers:
        found += _number_keys(entry, (moment(start), end, *said))
    if start is None or not is_told:
        return found
    if start.precision is _SECOND or start.precision is _MINUTE:
        at: object = start.start_s
        measured_with: tuple[str, ...] = ()
        if entry.lane is _LABS:
            # A specimen is not drawn twice in a minute; some senders cut the seconds off.
            at = start.start_s // 60
        else:
            # A remark may say that it was measured on a fetus.
            measured_with = _rows(entry, _DEVICE, _NOTE)
        content = ("Observation", at, start.has_zone, end, entry.status, measured_with, *said)
        for coding in entry.codes:
            if coding.system:
                words = "" if is_one_thing(coding) else entry.title
                found.append(("code", system_of(coding.system), coding.code, words, *content))
    return found


def _measured(entry: Entry) -> tuple[object, ...]:
    """The numbers of a result as written, with their units; empty where it has none."""
    own = _amount(entry.value)
    if not entry.components:
        return own
    parts = [
        (part.codes[0].code if part.codes else part.title, *_amount(part.value), part.value_text)
        for part in entry.components
    ]
    if not own and all(part.value is None for part in entry.components):
        return ()
    return (own, *sorted(parts))


def _amount(value: Quantity | None) -> tuple[str, ...]:
    return () if value is None else (value.comparator, value.text, value.code or value.unit)


def _event(entry: Entry) -> tuple[object, ...]:
    """What an event with a number says: when it was, and its words."""
    return (
        moment(entry.when.start),
        moment(entry.when.end),
        entry.negated,
        entry.value_text,
        _amount(entry.value),
        doses(entry),
        _rows(entry, Label.BODY_SITE, Label.CONCLUSION),
    )


def _number_keys(entry: Entry, content: tuple[object, ...]) -> list[Key]:
    codes = entry.codes
    if not entry.identifiers:
        return []
    if len(codes) > 1:
        codes = (min(codes, key=lambda coding: (coding.system, coding.code)),)
    code = codes[0] if codes else None
    words = "" if code and is_one_thing(code) else plain_name(entry.title)
    what = (code.system, code.code, words) if code else words
    return [
        ("number", number.system, number.value, entry.resource_type, what, *content)
        for number in entry.identifiers
    ]


def _decision_keys(entry: Entry) -> list[Key]:
    """Of a resuscitation decision every code and word must be equal: two that differ are never one."""
    codes = sorted((system_of(coding.system), coding.code) for coding in entry.codes)
    said = (one_case(entry.title), *codes, entry.status, entry.standing.value, *_event(entry))
    return _number_keys(entry, said)


def _statement_keys(entry: Entry) -> list[Key]:
    kind = entry.resource_type
    apart: tuple[object, ...]
    if kind in MEDICINES:
        about, product = medicine(entry)
        apart = (
            *(product.salts, product.releases, product.forms, product.strengths),
            doses(entry),
            _rows(entry, Label.ROUTE, Label.BODY_SITE, Label.METHOD, Label.QUANTITY),
        )
    else:
        about, apart = names(entry), _kept_apart(entry)
    always = (kind, entry.negated, *apart)
    dates = (moment(entry.when.start), moment(entry.when.end))
    content: tuple[object, ...] = ()
    if kind != "AllergyIntolerance":
        content = (*dates, entry.status, entry.standing.value, entry.value_text, _amount(entry.value))
    numbered = always if kind in _STATEMENTS else (*always, *dates)
    words = plain_name(entry.title)
    # A number names what it is about even where the words are too vague to meet by themselves.
    by_number = about or ((Name(FoldRule.NAME, "", words),) if words else ())
    found: list[Key] = [
        ("number", number.system, number.value, *name[1:], *numbered)
        for number in entry.identifiers
        for name in by_number
    ]
    if _can_be_told(entry):
        found += [(name.rule.value, name.system, name.text, *always, *content) for name in about]
    return found


def _can_be_told(entry: Entry) -> bool:
    """Whether an entry says enough to be recognised without a number."""
    if entry.resource_type == "Device":
        # Two hips, two stents: a kind of device is not a device. Maker, model and serial number are.
        return bool(entry.detail(Label.DEVICE))
    return entry.when.start is not None or entry.resource_type not in _MUST_BE_DATED


def _kept_apart(entry: Entry) -> tuple[object, ...]:
    """What must be equal in every key of a statement, by its kind."""
    match entry.resource_type:
        case "AllergyIntolerance" | "Flag":
            return ()
        case "Device":
            return (_rows(entry, Label.DEVICE),)
        case _:
            words = plain_name(entry.title).split()
            side = tuple(sorted({_SIDES[word] for word in words if word in _SIDES}))
            return (side, doses(entry), _rows(entry, Label.BODY_SITE, Label.VERIFICATION, Label.CONCLUSION))


def _text_keys(entry: Entry) -> list[Key]:
    text = entry.detail(Label.TEXT)
    if len(text) < _LONG_TEXT or entry.when.start is None:
        return []
    said = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
    return [("text", "", said, entry.resource_type, entry.negated, entry.when.start.text[:10])]
