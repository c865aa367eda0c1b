from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.resources import Chart, ref

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)


def test_results_come_with_their_report_range_and_flag() -> None:
    chart = Chart("p", "ca", "https://fcrb.example/id")

    low, report = laboratory.results(
        chart, panels.FCRB_PANEL, {"haemoglobin": "11.7"},
        sample_id="lab-1", drawn="2026-10-14T08:10:00+02:00", title="Analítica",
        performer=ref("Organization/fcrb"),
    )  # fmt: skip

    assert low["valueQuantity"]["value"] == Decimal("11.7")
    assert low["interpretation"][0]["coding"][0]["code"] == "L"
    assert low["referenceRange"][0]["low"]["value"] == Decimal("12.0")
    assert report["result"] == [{"reference": f"Observation/{low['id']}"}]


def test_twenty_years_of_quarters_follow_the_illness() -> None:
    samples = laboratory.quarterly_panels(Calendar(NOW, "Europe/Madrid"), random.Random(1), 2005)

    assert len(samples) > 80
    assert [drawn for _, drawn, _ in samples] == sorted(drawn for _, drawn, _ in samples)
    first, last = samples[0][2], samples[-1][2]
    assert int(first["egfr"]) > 70
    assert 30 <= int(last["egfr"]) < 45
    for _, _, values in samples:
        # The two ways to report HbA1c agree (NGSP master equation).
        percent = 0.09148 * int(values["hba1c"]) + 2.152
        assert abs(float(values["hba1c_percent"]) - percent) < 0.15
