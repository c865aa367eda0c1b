"""Device series: equally spaced samples with their exact decimals."""

from __future__ import annotations

from decimal import Decimal

import msgspec

# A mantissa that no sensor sends stands for "no number here" (FHIR SampledData E, U and L are not numbers).
GAP = -(2**31)


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
