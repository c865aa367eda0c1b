"""One file, looked into: what came of every resource in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import AccountingBroken, FileNotTaken, FileRefusal
from serums_desktop.domain.files import LETTERS, FileGlance
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Accounting, Disposition, Reason, Received
from serums_desktop.domain.timeline import Timeline
from serums_desktop.messages.files import file_refusal
from serums_desktop.services.ports import FileReader
from serums_desktop.work.cancel import CancelToken


class Inspected(msgspec.Struct, kw_only=True):
    """What was found in a file.

    `refusal` says why it was not taken, "" where it was. `reasons` counts fates with their reasons;
    `problems` has the key and the place of what could not be read. Where it `is_choice_open`, it names
    several people and nothing was read.
    """

    name: str
    glance: FileGlance | None = None
    refusal: str = ""
    refusal_code: str = ""
    is_choice_open: bool = False
    patient_id: str = ""
    timeline: Timeline = Timeline()
    entries: dict[str, Entry] = {}
    counts: Accounting = Accounting()
    reasons: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    problems: list[tuple[str, str]] = []

    @property
    def is_letter(self) -> bool:
        """Whether it is for people to read."""
        return self.glance is not None and self.glance.format in LETTERS

    @property
    def is_read(self) -> bool:
        """Whether its entries were read."""
        return not self.refusal and not self.is_choice_open

    @property
    def unreadable(self) -> int:
        """How many resources could not be read."""
        return len(self.problems)


def inspect(reader: FileReader, path: Path, patient_id: str, cancel: CancelToken) -> Inspected:
    """Read one file about one patient: the one it names, or this one of several.

    Raises Cancelled, AccountingBroken.
    """
    inspected = Inspected(name=path.name)
    try:
        glance = reader.glance(path, cancel)
        inspected.glance = glance
        named = [patient.patient_id for patient in glance.patients]
        inspected.patient_id = patient_id or (named[0] if len(named) == 1 else "")
        if len(named) > 1 and not patient_id:
            inspected.is_choice_open = True
            return inspected
        if patient_id and patient_id not in named:
            raise FileNotTaken(FileRefusal.ANOTHER_PERSON if named else FileRefusal.NOBODY_NAMED)
        last: dict[str, Received] = {}
        for page in reader.read(path, glance, inspected.patient_id, cancel):
            # The bytes are of no use here, and many.
            last |= {received.key: msgspec.structs.replace(received, raw=b"") for received in page}
    except FileNotTaken as error:
        is_link = error.reason is FileRefusal.NEEDS_NETWORK
        inspected.refusal = "It is a link, and no server is asked here." if is_link else file_refusal(error)
        inspected.refusal_code = error.reason.value
        return inspected
    _account(inspected, list(last.values()))
    return inspected


def _account(inspected: Inspected, received: list[Received]) -> None:
    """Count every fate once, and fold. Raises AccountingBroken."""
    fates = Counter(each.disposition for each in received)
    entries = {each.entry.entry_id: each.entry for each in received if each.entry is not None}
    timeline = merge(entries.values())
    same = len(entries) - len(timeline.items)
    counts = Accounting(
        received=len(received),
        shown=fates[Disposition.SHOWN] - same,
        folded=fates[Disposition.FOLDED] + same,
        other=fates[Disposition.OTHER],
        retracted=fates[Disposition.RETRACTED],
        quarantined=fates[Disposition.QUARANTINED],
    )
    members = [member for item in timeline.items for member in item.members]
    if not counts.balanced or sorted(members) != sorted(entries):
        raise AccountingBroken(counts.received, len(members))
    inspected.entries, inspected.timeline, inspected.counts = entries, timeline, counts
    for each in received:
        if each.reason is not Reason.NONE:
            inspected.reasons[each.disposition.value, each.reason.value] += 1
        if each.reason in {Reason.WRONG_SHAPE, Reason.NO_ID}:
            inspected.problems.append((each.key, each.problem))
    if same:
        inspected.reasons[Disposition.FOLDED.value, Reason.SAME_FACT.value] += same
