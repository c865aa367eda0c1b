"""What bodies have in common, as dictionaries of the compression (RFC 8878 §5).

A body can only be read with the very dictionary it was written with: these files never change, and another
version of the vault brings others. They were trained on the public R4 examples of HL7 and on records of
Synthea: on the resources, on the msgpack maps of their entries, and on those of their items.
"""

from __future__ import annotations

from pathlib import Path

import zstandard

_TRAINED = Path(__file__).parent / "trained"

# One and a half per cent of the JSON less than at 1, for less than a microsecond a resource; 6 saves as much
# again and takes ten.
_LEVEL = 3


class Dictionary:
    """One dictionary, made ready once; compressors and decompressors are for one thread each."""

    def __init__(self, name: str) -> None:
        """Read the dictionary of this name. Raises FileNotFoundError."""
        self.content = (_TRAINED / f"{name}.zdict").read_bytes()
        self._dictionary = zstandard.ZstdCompressionDict(self.content)
        self._dictionary.precompute_compress(level=_LEVEL)

    def compressor(self) -> zstandard.ZstdCompressor:
        """What writes with it. Which dictionary it was is known by the vault's version."""
        return zstandard.ZstdCompressor(_LEVEL, self._dictionary, write_dict_id=False)

    def decompressor(self) -> zstandard.ZstdDecompressor:
        """What reads with it."""
        return zstandard.ZstdDecompressor(self._dictionary)


RAWS = Dictionary("raws-3")
ENTRIES = Dictionary("entries-3")
ITEMS = Dictionary("items-3")
