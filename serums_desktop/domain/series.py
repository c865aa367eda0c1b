"""Device series: equally spaced samples with their exact decimals."""

from __future__ import annotations

from decimal import Decimal

import msgspec

# A mantissa that no sensor sends stands for "no number here" (FHIR SampledData E, U and L are not numbers).
GAP = -(2**31)

# Of so many blocks a chart is made at once: thirty million samples in blocks of 128.
MOST_BLOCKS = 250_000


class Samples(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A run of samples of one quantity from one resource.

    Sample *i* was taken at ``start_s + i * period_s`` (UTC epoch seconds) and is
    ``mantissas[i] / 10**decimals[i]`` in `unit`; a mantissa of `GAP` is no number. `mantissas` packs
    int32 and `decimals` int8, both little-endian, so that 5.40 stays 5.40. `code` is the LOINC code.
    """

    entry_id: str
    source_id: str
    code: str
    title: str
    unit: str
    start_s: float
    period_s: float
    mantissas: bytes
    decimals: bytes
    device: str = ""
    clock_offset_s: float | None = None

    def __len__(self) -> int:
        return len(self.decimals)

    @property
    def end_s(self) -> float:
        """When the last sample's period ends."""
        return self.start_s + len(self) * self.period_s

    def text(self, index: int) -> str:
        """The sample's decimal as the device sent it; empty in a gap. Raises IndexError beyond the run."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        mantissa = int.from_bytes(self.mantissas[4 * index : 4 * index + 4], "little", signed=True)
        if mantissa == GAP:
            return ""
        places = int.from_bytes(self.decimals[index : index + 1], "little", signed=True)
        # Never in powers of ten: 0.00000005 is not to be read as 5E-8.
        return f"{Decimal(mantissa).scaleb(-places):f}"


class SeriesLevel(msgspec.Struct, frozen=True, gc=False):
    """The least and the greatest of every `factor` samples of a run, the last block with what is left.

    Block *i* holds samples ``i * factor`` to ``(i + 1) * factor - 1`` of `samples`, which begin at `start_s`
    (UTC epoch seconds) every `period_s`. `lows` and `highs` pack float64, little-endian, in `unit`: NaN where
    a block has no number. A run is what one resource says: where runs overlap, a sample that several have
    counts in each of them, and its extremes are the same in all.
    """

    entry_id: str
    source_id: str
    title: str
    unit: str
    device: str
    start_s: float
    period_s: float
    samples: int
    factor: int
    lows: bytes
    highs: bytes


class SeriesInfo(msgspec.Struct, frozen=True):
    """What a record holds of one quantity: how many samples (gaps included) over which time."""

    code: str
    title: str
    unit: str
    source_id: str
    device: str
    samples: int
    start_s: float
    end_s: float
