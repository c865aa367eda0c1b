"""Exports with a piece of them changed: refused in a word, or read with every part counted once."""

from __future__ import annotations

import io
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.errors import FileNotTaken
from serums_desktop.sources.files import formats
from serums_desktop.sources.files.content import parts_of
from tests.unit.sources.files.made_exports import (
    clarity,
    fates,
    health,
    libre_row,
    libreview,
    named,
    reading,
    record,
)

AT: Final = "2026-01-05 08:00:00 +0100"
EXPORTS: Final = {
    "clarity": clarity(
        *named(),
        *(reading(f"2026-01-05T00:0{minute}:05", text) for minute, text in enumerate(("143", "Low", "61"))),
        "2026-01-05T00:24:00,Insulin,Fast-Acting,,,android G6,,4.50,,,,,",
    ),
    "libreview": libreview(
        libre_row("13-02-2026 08:15", 0, c4="7,2"),
        libre_row("13-02-2026 08:30", 1, c5="7,4"),
        libre_row("13-02-2026 08:45", 4, c7="4,0", c13='with "bread"'),
        libre_row("13-02-2026 08:50", 6, c13="tired"),
    ),
    "nightscout": (
        '[{"type":"sgv","sgv":123,"date":1771830000000,"device":"a","utcOffset":60},'
        '{"eventType":"Meal Bolus","insulin":4.5,"carbs":40,"created_at":"2026-02-23T08:00:00Z"},'
        '{"eventType":"Temp Basal","rate":0.85,"duration":30,"created_at":"2026-02-23T09:00:00Z"}]'
    ),
    "apple": health(
        record("HeartRate", AT, "72", "count/min"),
        record("OxygenSaturation", AT, "0.97", "%"),
        record("StepCount", AT, "120", "count"),
        record("BloodPressureSystolic", AT, "142", "mmHg"),
        record("BloodGlucose", AT, "101", "mg/dL"),
    ),
}
HOSTILE: Final = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b'"',
        b",",
        b"<",
        b"&x;",
        b"{",
        b"\n",
        b"-1",
        b"1e400",
        b"9" * 40,
        b"2026-02-30",
    ]
)


@given(
    st.sampled_from(sorted(EXPORTS)),
    st.integers(0, 2_000),
    st.integers(0, 12),
    HOSTILE | st.binary(max_size=4),
)
def test_nothing_else_comes_of_damage(name: str, start: int, length: int, put: bytes) -> None:
    content = EXPORTS[name].encode()
    start %= len(content)
    damaged = content[:start] + put + content[start + length :]
    try:
        recognised = formats.recognise(parts_of(name, io.BytesIO(damaged), memoryview(damaged)))
        people = formats.patients(recognised, "file-1")
        patient_id = people[0].patient_id if people else ""
        received = [item for page in formats.read(recognised, "file-1", patient_id) for item in page]
    except FileNotTaken:
        return
    assert fates(received).total() == len(received)
