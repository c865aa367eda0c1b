from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.benchmarks import run
from tests.benchmarks.row import Row, ratio

BLANK = Row("blank", (4.0, 2.0, 3.0))
OURS = Row("ours", (9.0, 6.0, 5.0), beside="blank", target_ms=400)


def test_a_row_tells_its_median_its_tail_and_its_ratio() -> None:
    assert (OURS.median_ms, OURS.p95_ms) == (6.0, 9.0)
    assert ratio(OURS, [BLANK, OURS]) == 2.0
    assert ratio(BLANK, [BLANK, OURS]) is None


def test_the_table_and_the_report_say_the_same() -> None:
    results = {"startup": [BLANK, OURS]}
    last = run.table(results).splitlines()[-1].split()
    assert last == ["startup", "ours", "6.0", "9.0", "3", "2.00", "400"]
    figures = msgspec.json.decode(run.report(results))["benchmarks"]["startup"][-1]
    assert (figures["median_ms"], figures["ratio"], figures["target_ms"]) == (6.0, 2.0, 400.0)


def test_every_benchmark_is_found_by_its_name() -> None:
    assert "startup" in run.benchmarks()


def test_an_unknown_name_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["--only", "nonsense", "--json", str(tmp_path / "figures.json")])
    assert "startup" in capsys.readouterr().err
