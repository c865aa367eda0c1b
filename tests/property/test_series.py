"""A sample's decimal comes back as the device wrote it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.series import GAP, Samples

values = st.one_of(
    st.none(), st.decimals(min_value=-20_000, max_value=20_000, places=4), st.integers(-99, 999).map(Decimal)
)


def run_of(samples: list[Decimal | None]) -> Samples:
    mantissas, decimals = bytearray(), bytearray()
    for value in samples:
        places = 0 if value is None else -int(value.as_tuple().exponent)
        mantissa = GAP if value is None else int(value.scaleb(places))
        mantissas += mantissa.to_bytes(4, "little", signed=True)
        decimals += places.to_bytes(1, "little", signed=True)
    return Samples(
        entry_id="cgm/Observation/1",
        source_id="cgm",
        code="105272-9",
        title="Glucose",
        unit="mmol/L",
        start_s=0.0,
        period_s=300.0,
        mantissas=bytes(mantissas),
        decimals=bytes(decimals),
    )


@given(st.lists(values, max_size=20))
def test_text_is_exact(samples: list[Decimal | None]) -> None:
    run = run_of(samples)
    assert [run.text(index) for index in range(len(run))] == [
        "" if value is None else f"{value if value else abs(value):f}" for value in samples
    ]


@given(st.lists(values, max_size=20))
def test_a_run_ends_after_its_last_period(samples: list[Decimal | None]) -> None:
    assert run_of(samples).end_s == 300.0 * len(samples)
