"""EDF recordings from end to end: amounts, bytes and moments of each signal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import edfio
import numpy as np
import pytest

from serums_desktop.domain.entries import Label
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.people import Sex
from serums_desktop.domain.received import Disposition
from tests.unit.sources.files.made_exports import entries, fates, samples
from tests.unit.sources.files.made_files import glance, read

# 2026-01-05T22:00:00 on a clock without a zone.
START_S = 1_767_650_400.0
NOBODY = edfio.Patient()
ADA = edfio.Patient(name="Ada_Tester", sex="F", birthdate=dt.date(1970, 1, 2))


def recording(path: Path, patient: edfio.Patient = NOBODY, *, dated: bool = True) -> bytes:
    """Two signals over three seconds; returns the bytes."""
    ecg = edfio.EdfSignal(
        np.linspace(-1.0, 1.0, 300),
        100,
        label="ECG II",
        physical_dimension="mV",
        physical_range=(-5, 5),
        transducer_type="AgAgCl electrodes",
        prefiltering="HP:0.05Hz",
    )
    oxygen = edfio.EdfSignal(
        np.array([97.0, 96.0, 95.0]), 1, label="SpO2", physical_dimension="%", physical_range=(0, 100)
    )
    made = edfio.Edf(
        [ecg, oxygen],
        patient=patient,
        recording=edfio.Recording(startdate=dt.date(2026, 1, 5) if dated else None),
        starttime=dt.time(22, 0, 0),
        data_record_duration=1,
        annotations=[edfio.EdfAnnotation(1.5, None, "Button pressed")],
    )
    made.write(path)
    return path.read_bytes()


def test_signals_annotations_and_whom_they_are_of(tmp_path: Path) -> None:
    path = tmp_path / "night.edf"
    content = recording(path, ADA)
    seen = glance(path)
    assert seen.format is FileFormat.EDF
    (patient,) = seen.patients
    assert (str(patient.name), patient.sex) == ("ADA TESTER", Sex.FEMALE)
    received = read(path)
    assert fates(received) == {Disposition.SHOWN: 4}
    # Every byte of the file is kept once.
    assert sum(len(each.raw) for each in received) == len(content)

    ecg, oxygen, annotations = entries(received)
    assert ecg.title == "ECG II"
    assert ecg.codes[0].code == "131330"
    assert ecg.detail(Label.SETTING) == "HP:0.05Hz"
    assert oxygen.codes[0].code == "59408-5"
    assert annotations.detail(Label.TEXT) == "22:00:01 Button pressed"
    by_code = {run.code: run for each in received for run in each.samples}
    lead, saturation = by_code["131330"], by_code["59408-5"]
    assert (lead.unit, lead.start_s, lead.period_s, len(lead)) == ("mV", START_S, 0.01, 300)
    # A step of the converter is 0.00015 mV: one digit more is kept.
    assert float(lead.text(0)) == pytest.approx(-1.0, abs=0.0002)
    assert len(lead.text(0).partition(".")[2]) == 5
    assert [round(float(saturation.text(place))) for place in range(3)] == [97, 96, 95]


def test_without_a_name_or_a_date(tmp_path: Path) -> None:
    path = tmp_path / "night.edf"
    recording(path, dated=False)
    assert glance(path).patients == ()
    received = read(path)
    assert fates(received) == {Disposition.SHOWN: 3, Disposition.OTHER: 1}
    assert samples(received) == []
    assert all(entry.when.is_undated for entry in entries(received))


def test_with_pauses(tmp_path: Path) -> None:
    path = tmp_path / "night.edf"
    path.write_bytes(recording(path).replace(b"+2\x14\x14", b"+9\x14\x14"))
    received = read(path)
    assert fates(received)[Disposition.QUARANTINED] == 2
    assert {each.problem for each in received if each.problem} == {"EDF Annotations/pause"}


def test_broken(tmp_path: Path) -> None:
    path = tmp_path / "night.edf"
    content = recording(path)
    cut = content[:-100]
    no_samples = content.replace(b"100     1       ", b"0       1       ")
    no_number = content[:236] + b"many    " + content[244:]
    for broken in (cut, no_samples, no_number, content[:700]):
        assert broken != content
        path.write_bytes(broken)
        with pytest.raises(FileNotTaken) as refused:
            read(path)
        assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS


def test_a_signal_without_calibration_is_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "night.edf"
    content = recording(path)
    physical = 256 + 3 * (16 + 80 + 8)
    assert content[physical : physical + 8] == b"-5      "
    path.write_bytes(content[:physical] + b"5       " + content[physical + 8 :])
    received = read(path)
    assert fates(received)[Disposition.QUARANTINED] == 1
    assert [run.code for each in received for run in each.samples] == ["59408-5"]
