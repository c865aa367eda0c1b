"""EDF and EDF+: recordings of signals, such as an ECG, a night's breathing or an oximeter's night.

https://www.edfplus.info/specs/edfplus.html. A resource is an hour, or less, of one signal: its header of 256
bytes and its samples. The annotations of a signal of annotations are one resource, and so is the file's
header, which is the patient where it gives a name and a birth date. Samples are steps of a converter; as
amounts they are rounded to a tenth of a step. Times are the recorder's own, without a zone; a recording
whose date was taken out has no series, for nothing says when it was.
"""

from __future__ import annotations

import array
import datetime as dt
import math
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Coding, Label
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Received
from serums_desktop.domain.series import Samples
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.device_series import Quantified, packed
from serums_desktop.sources.files.edf_header import (
    ANNOTATIONS,
    DAMAGE,
    HEADER_BYTES,
    Slot,
    named_in,
    parsed_recording,
    slots_of,
)

if TYPE_CHECKING:
    from edfio import Edf, EdfSignal

_MARK: Final = b"0       "
_PIECE_S: Final = 3600.0
_MOST_DECIMALS: Final = 9
_GREATEST_MANTISSA: Final = 2**31 - 1

_MDC: Final = "urn:iso:std:iso:11073:10101"
_LEADS: Final = {
    "I": "131329", "II": "131330", "III": "131389", "V1": "131331", "V2": "131332", "V3": "131333",
    "V4": "131334", "V5": "131335", "V6": "131336", "AVR": "131390", "AVL": "131391", "AVF": "131392",
}  # fmt: skip
_LOINC: Final = {
    "spo2": ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
    "hr": ("8867-4", "Heart rate"),
    "heart rate": ("8867-4", "Heart rate"),
    "pulse": ("8867-4", "Heart rate"),
    "pulse rate": ("8867-4", "Heart rate"),
}


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is an EDF recording: its header says how long it is."""
    head = part.head[:HEADER_BYTES]
    signals, length = head[252:256].strip(), head[184:192].strip()
    is_edf = head.startswith(_MARK) and signals.isdigit() and length.isdigit()
    return FileFormat.EDF if is_edf and int(length) == HEADER_BYTES * (int(signals) + 1) else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:
    """Whom the recordings name: those with a name and a birth date."""
    named = (named_in(part.head[:HEADER_BYTES], source_id) for part in parts)
    return tuple({patient.patient_id: patient for patient in named if patient is not None}.values())


def read(parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:
    """Read each recording; one that names somebody else, or nobody beside several people, is kept out."""
    told = False
    are_several = len(patients(parts, source_id)) > 1
    for number, part in enumerate(parts):
        named = named_in(part.head[:HEADER_BYTES], source_id)
        if are_several if named is None else named.patient_id != patient_id:
            yield [facts.of_another(source_id, "Recording", f"edf-{number}")]
            continue
        yield _Recording(part, source_id, f"edf-{number}", None if told else named).received()
        told = told or named is not None


class _Recording:
    """One recording. `named` is whom it names, None for nobody or whom another one named already."""

    def __init__(self, part: Part, source_id: str, prefix: str, named: PatientAtSource | None) -> None:
        """Raises FileNotTaken: NOT_WHAT_IT_SAYS, TOO_LARGE."""
        self._source_id = source_id
        self._prefix = prefix
        self._named = named
        self._content = part.read()
        self._edf = parsed_recording(self._content)
        try:
            self._slots = slots_of(self._content)
            self._start = _start(self._edf)
            self._has_pauses = not self._edf.is_continuous
        except DAMAGE as error:
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error
        self._record_bytes = max((slot.end for slot in self._slots), default=0)

    def received(self) -> Iterator[Received]:
        """All of it."""
        yield self._header()
        signals = iter(self._edf.signals)
        annotated = False
        for place, slot in enumerate(self._slots):
            resource_id = f"{self._prefix}-{place}"
            if slot.label == ANNOTATIONS:
                # The annotations of all such signals are told with the first one.
                raw = slot.header + self._bytes(slot, 0, self._edf.num_data_records)
                yield self._other(resource_id, raw) if annotated else self._annotations(resource_id, raw)
                annotated = True
                continue
            signal = next(signals)
            if self._has_pauses:
                # Where the pauses are, only the annotations say.
                raw = slot.header + self._bytes(slot, 0, self._edf.num_data_records)
                yield facts.unreadable(self._source_id, "Signal", resource_id, raw, "EDF Annotations/pause")
                continue
            yield from self._pieces(signal, slot, resource_id)

    def _header(self) -> Received:
        raw = bytes(self._content[:HEADER_BYTES])
        if self._named is None:
            return facts.other(self._source_id, "Header", self._prefix, raw)
        return facts.person(self._source_id, self._named, raw)

    def _other(self, resource_id: str, raw: bytes) -> Received:
        return facts.other(self._source_id, ANNOTATIONS.replace(" ", "-"), resource_id, raw)

    def _annotations(self, resource_id: str, raw: bytes) -> Received:
        try:
            found = self._edf.annotations
        except DAMAGE:
            return facts.unreadable(self._source_id, "Annotations", resource_id, raw, "EDF Annotations")
        if not found:
            return self._other(resource_id, raw)
        lines = [f"{self._clock(each.onset)} {each.text}" for each in found]
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            "Annotations of the recording",
            language="en",
            lane=Lane.VITALS,
            when=self._span(0.0, self._edf.duration),
            status="final",
            details=details((Label.TEXT, "\n".join(lines))),
        )

    def _pieces(self, signal: EdfSignal, slot: Slot, resource_id: str) -> Iterator[Received]:
        record_s, records = self._edf.data_record_duration, self._edf.num_data_records
        a_piece = max(1, int(_PIECE_S / record_s)) if record_s > 0 else records
        for number, first in enumerate(range(0, records, max(1, a_piece))):
            last = min(first + a_piece, records)
            raw = slot.header + self._bytes(slot, first, last)
            key = f"{resource_id}-{number}"
            try:
                yield self._piece(signal, key, raw, first, last)
            except DAMAGE:
                yield facts.unreadable(self._source_id, "Signal", key, raw, f"signal[{resource_id}]")

    def _piece(self, signal: EdfSignal, resource_id: str, raw: bytes, first: int, last: int) -> Received:
        code = _code(signal.label)
        unit = {"uV": "µV", "BPM": "bpm"}.get(signal.physical_dimension, signal.physical_dimension)
        about = Quantified(
            f"{self._source_id}/Observation/{resource_id}",
            self._source_id,
            code.code if code is not None else signal.label,
            signal.label,
            unit,
            signal.transducer_type,
        )
        record_s = self._edf.data_record_duration
        samples = (
            (_samples(about, self._start.timestamp() + first * record_s, signal, first, last),)
            if self._start is not None
            else ()
        )
        return facts.shown(
            self._source_id,
            "Observation",
            resource_id,
            raw,
            signal.label,
            samples=samples,
            lane=Lane.VITALS,
            codes=(code,) if code is not None else (),
            when=self._span(first * record_s, last * record_s),
            status="final",
            details=details(
                (Label.DEVICE, signal.transducer_type),
                (Label.SETTING, signal.prefiltering),
                (Label.QUANTITY, f"{signal.sampling_frequency:g} Hz"),
            ),
        )

    def _bytes(self, slot: Slot, first: int, last: int) -> bytes:
        """A signal's own bytes in a stretch of data records, which hold all signals by turns."""
        at = HEADER_BYTES * (len(self._slots) + 1)
        size = self._record_bytes
        return b"".join(
            self._content[at + record * size + slot.start : at + record * size + slot.end]
            for record in range(first, last)
        )

    def _span(self, from_s: float, to_s: float) -> Span:
        if self._start is None:
            return Span()
        moments = (self._start + dt.timedelta(seconds=each) for each in (from_s, to_s))
        start, end = (
            PartialDate.parse(each.replace(tzinfo=None).isoformat(timespec="seconds")) for each in moments
        )
        return Span(start, end)

    def _clock(self, onset_s: float) -> str:
        if self._start is None:
            return f"+{onset_s:g} s"
        return (self._start + dt.timedelta(seconds=onset_s)).strftime("%H:%M:%S")


def _start(edf: Edf) -> dt.datetime | None:
    """When the recording began, its clock taken as UTC; None where the date was taken out."""
    from edfio import AnonymizedDateError  # noqa: PLC0415  as above

    try:
        with warnings.catch_warnings(action="ignore"):
            return edf.startdatetime.replace(tzinfo=dt.UTC)
    except AnonymizedDateError:
        return None


def _code(label: str) -> Coding | None:
    """The code that a label says: EDF+ writes the kind of signal and then where it is measured."""
    known = _LOINC.get(label.lower())
    if known is not None:
        return Coding(facts.LOINC, *known)
    kind, _, lead = label.partition(" ")
    number = _LEADS.get(lead.strip().upper()) if kind.upper() in {"ECG", "EKG"} else None
    return Coding(_MDC, number, label) if number is not None else None


def _samples(about: Quantified, start_s: float, signal: EdfSignal, first: int, last: int) -> Samples:
    """A stretch of a signal. Raises ValueError for a range that cannot be calibrated."""
    import numpy as np  # noqa: PLC0415  as above

    steps = signal.digital_max - signal.digital_min
    width = signal.physical_max - signal.physical_min
    if steps <= 0 or not width or not math.isfinite(width):
        raise ValueError("no calibration")
    a_record = signal.samples_per_data_record
    digital = signal.digital[first * a_record : last * a_record].astype(np.float64)
    values = signal.physical_min + (digital - signal.digital_min) * (width / steps)
    places = min(_MOST_DECIMALS, max(0, math.ceil(-math.log10(abs(width / steps))) + 1))
    greatest = float(np.abs(values).max(initial=0.0))
    while places and greatest * 10**places > _GREATEST_MANTISSA:
        places -= 1
    if greatest * 10**places > _GREATEST_MANTISSA:
        raise ValueError("beyond any sample")
    mantissas = array.array("i", np.rint(values * 10**places).astype(np.int32).tobytes())
    decimals = array.array("b", bytes([places]) * len(mantissas))
    return packed(about, start_s, 1 / signal.sampling_frequency, mantissas, decimals)
