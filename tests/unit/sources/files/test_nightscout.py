"""Nightscout's collections from end to end: numbers as written, error codes no numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.domain.entries import Label
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition
from tests.unit.sources.files.made_exports import entries, fates, samples
from tests.unit.sources.files.made_files import glance, read

AT_MS = 1_771_830_000_000
OBJECTS = (
    f'{{"_id":"1","type":"sgv","sgv":123,"date":{AT_MS},"device":"xDrip","utcOffset":60}}',
    f'{{"_id":"2","type":"sgv","sgv":125.50,"date":{AT_MS + 300_000},"device":"xDrip","utcOffset":60}}',
    f'{{"_id":"3","type":"sgv","sgv":5,"date":{AT_MS + 600_000},"device":"xDrip","utcOffset":60}}',
    f'{{"_id":"4","type":"mbg","mbg":101,"date":{AT_MS + 660_000},"device":"xDrip","utcOffset":60}}',
    f'{{"_id":"5","type":"cal","slope":1,"date":{AT_MS},"device":"xDrip"}}',
    f'{{"_id":"6","type":"sgv","sgv":"?","date":{AT_MS}}}',
    '{"_id":"7","eventType":"Meal Bolus","insulin":4.50,"carbs":40,"created_at":"2026-02-23T08:00:00.000Z"}',
    '{"_id":"8","eventType":"Temp Basal","rate":0.85,"duration":30,"created_at":"2026-02-23T09:00:00Z"}',
    '{"_id":"9","eventType":"Temp Basal","rate":0,"duration":30,"created_at":"2026-02-23T09:30:00Z"}',
    '{"_id":"a","eventType":"Note","notes":"tired","created_at":"2026-02-23T10:00:00Z"}',
    '{"_id":"b","eventType":"Note","notes":"wrong","created_at":"2026-02-23T10:00:00Z","isValid":false}',
    '{"_id":"c","created_at":"2026-02-23T10:00:00Z","uploader":{"battery":80}}',
)


@pytest.mark.parametrize("as_lines", [False, True])
def test_every_object_is_counted_once(tmp_path: Path, as_lines: bool) -> None:
    path = tmp_path / "nightscout.json"
    path.write_text("\n".join(OBJECTS) if as_lines else f"[{', '.join(OBJECTS)}]")
    seen = glance(path)
    assert (seen.format, seen.patients) == (FileFormat.NIGHTSCOUT, ())
    received = read(path)
    assert fates(received) == {
        Disposition.SHOWN: 6,
        Disposition.OTHER: 2,
        Disposition.RETRACTED: 1,
        Disposition.QUARANTINED: 1,
    }
    assert sorted(OBJECTS) == sorted(
        line for each in received for line in each.raw.decode().splitlines() if line
    )
    assert samples(received) == [(AT_MS / 1000, "123"), (AT_MS / 1000 + 300, "125.50")]
    day, error, meter, bolus, basal, note = entries(received)
    assert day.when.start is not None
    assert day.when.start.text == "2026-02-23T08:00:00+01:00"
    assert (error.value_text, error.value) == ("sgv 5", None)
    assert str(meter.value) == "101 mg/dL"
    assert bolus.detail(Label.DOSE) == "4.50 U"
    assert bolus.detail(Label.NOTE) == "Carbohydrates: 40 g"
    assert basal.detail(Label.DOSE) == "09:00 0.85 U/h, 30 min\n09:30 0 U/h, 30 min"
    assert note.value_text == "tired"


def test_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "nightscout.json"
    path.write_text(f"[{', '.join(OBJECTS)}")
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.NOT_WHAT_IT_SAYS
