"""Pages of an image as pixels: upright, on white, and never more of them than a screen has use for."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from PIL import (
    BmpImagePlugin,  # noqa: F401  a format is known once its module is loaded; the others stay unknown
    Image,
    ImageOps,
    JpegImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
)

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.letters import LetterPage, PagePicture

MOST_PIXELS: Final = 16_000_000
# What a picture may unpack to: a sheet of A2 at 600 dots per inch has 139 million pixels.
_MOST_UNPACKED_PIXELS: Final = 150_000_000
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP")
_ORIENTATION: Final = 0x0112
_DAMAGE: Final = (
    OSError, ValueError, SyntaxError, EOFError, struct.error, LookupError, TypeError, ArithmeticError,
    AttributeError,
)  # fmt: skip


class ImageLetter:
    """An open image, of one page or, for TIFF, of several."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    def sizes(self, most: int) -> tuple[tuple[LetterPage, ...], int]:
        """The sizes of the first pages, and how many pages there are."""
        total = int(getattr(self._image, "n_frames", 1))
        found = []
        for number in range(min(total, most)):
            self._turn_to(number)
            found.append(_upright(self._image))
        return tuple(found), total

    def page(self, number: int, width_px: int) -> PagePicture:
        """One page, at this width or its own where that is less; without pixels for a width of 0.

        Raises FileNotTaken: TOO_LARGE, NOT_WHAT_IT_SAYS.
        """
        if width_px <= 0:
            return PagePicture(number)
        self._turn_to(number)
        image = self._image
        size = _upright(image)
        share = min(1.0, width_px / size.width)
        share *= min(1.0, (MOST_PIXELS / (size.width * size.height * share * share)) ** 0.5)
        aim = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        # A JPEG can be unpacked to a half, a quarter or an eighth at once.
        image.draft("RGB", aim)
        drawn = ImageOps.exif_transpose(_on_white(_eight_bits(image)))
        is_turned = (image.width > image.height) != (drawn.width > drawn.height)
        drawn = drawn.resize(aim[::-1] if is_turned else aim, Image.Resampling.LANCZOS)
        return PagePicture(number, drawn.width, drawn.height, drawn.tobytes("raw", "BGRX"))

    def _turn_to(self, number: int) -> None:
        self._image.seek(number)
        if self._image.width * self._image.height > _MOST_UNPACKED_PIXELS:
            raise FileNotTaken(FileRefusal.TOO_LARGE)


@contextmanager
def opened(content: bytes) -> Iterator[ImageLetter]:
    """Open an image. What breaks while it is open raises FileNotTaken: TOO_LARGE, NOT_WHAT_IT_SAYS."""
    # Its size is looked at before anything is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    try:
        # It warns of damage that it passes over; what is left is shown.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=_FORMATS) as image,
        ):
            yield ImageLetter(image)
    except _DAMAGE as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error


def _upright(image: Image.Image) -> LetterPage:
    """Its size as it is to be seen: a camera held sideways says so (Exif 2.32, Orientation)."""
    turned = image.getexif().get(_ORIENTATION, 1) in {5, 6, 7, 8}
    width, height = image.size
    return LetterPage(float(height), float(width)) if turned else LetterPage(float(width), float(height))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deeper greys than a screen has, spread from the darkest to the brightest that are there."""
    if image.mode not in {"I", "F", "I;16", "I;16B", "I;16L", "I;16N"}:
        return image
    depth = np.asarray(image, dtype=np.float64)
    low, high = float(depth.min()), float(depth.max())
    spread = (depth - low) * (255.0 / (high - low)) if high > low else np.zeros_like(depth)
    grey = Image.fromarray(spread.astype(np.uint8))
    grey.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
    return grey


def _on_white(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        made = Image.alpha_composite(ground, layer).convert("RGB")
    else:
        made = image.convert("RGB")
    made.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
    return made
