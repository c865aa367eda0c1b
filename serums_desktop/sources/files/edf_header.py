"""The headers of EDF and EDF+: what a recording is, whom it is of, and where each signal stands in it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, NamedTuple

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.sources.files import device_facts as facts

if TYPE_CHECKING:
    from edfio import Edf

HEADER_BYTES: Final = 256
ANNOTATIONS: Final = "EDF Annotations"
# What a library raises for a header or a signal that is none.
DAMAGE: Final = (ValueError, ArithmeticError, LookupError, TypeError)
# The fields of a signal's header and their widths, in order.
_WIDTHS: Final = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Slot(NamedTuple):
    """Where a signal stands: its label, its header, and its bytes in each data record."""

    label: str
    header: bytes
    start: int
    end: int


def named_in(header: bytes, source_id: str) -> PatientAtSource | None:
    """The patient, as EDF+ writes them: code, sex, birth date and name, "X" for what is not given."""
    fields = header[8:88].decode("ascii", "replace").split()
    if len(fields) < 4 or fields[3] == "X" or fields[1] not in {"F", "M", "X"}:
        return None
    try:
        day, month, year = fields[2].split("-")
        born = PartialDate.parse(f"{year}-{_MONTHS.index(month.upper()) + 1:02}-{day}")
    except ValueError:
        return None
    # Which of the names is the family's, the standard leaves open.
    name = PersonName(fields[3].replace("_", " "), "")
    sex = {"F": Sex.FEMALE, "M": Sex.MALE}.get(fields[1], Sex.UNKNOWN)
    return facts.named(source_id, name, born, sex)


def parsed_recording(content: memoryview) -> Edf:
    """The recording, its samples still in `content`. Raises FileNotTaken: NOT_WHAT_IT_SAYS."""
    import edfio  # noqa: PLC0415  it takes numpy along, which no other format needs

    try:
        with warnings.catch_warnings(action="ignore"):
            parsed = edfio.read_edf(content, lazy_load_data=True, header_encoding="latin-1")
        slots = slots_of(content)
        # -1 is written while a recording goes on, and stays where it was not ended properly.
        promised = int(bytes(content[236:244]))
    except DAMAGE as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
    size = max((slot.end for slot in slots), default=0)
    held = len(content) - HEADER_BYTES * (len(slots) + 1)
    if not size or promised == 0 or held < max(1, promised) * size:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
    return parsed


def slots_of(content: memoryview) -> list[Slot]:
    """Where each signal stands. Raises ValueError."""
    count = int(bytes(content[252:256]))
    fields: list[list[bytes]] = []
    at = HEADER_BYTES
    for width in _WIDTHS:
        fields.append([bytes(content[at + width * i : at + width * (i + 1)]) for i in range(count)])
        at += width * count
    slots, start = [], 0
    for own in zip(*fields, strict=True):
        end = start + 2 * int(own[8])
        if end <= start:
            raise ValueError("a signal without samples")
        slots.append(Slot(own[0].decode("latin-1").strip(), b"".join(own), start, end))
        start = end
    return slots
