"""What a request brings along, up to a size."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST_BODY = 1 << 20


class TooLong(Exception):
    """A request body over the limit."""


async def body_of(request: Request) -> bytes:
    """The whole body. Raises `TooLong`."""
    kept = bytearray()
    async for chunk in request.stream():
        kept += chunk
        if len(kept) > LARGEST_BODY:
            raise TooLong
    return bytes(kept)


async def form_of(request: Request) -> list[tuple[str, str]]:
    """The fields of a form. Raises `TooLong`, and ValueError for one that is no UTF-8 or has too many."""
    return parse_qsl((await body_of(request)).decode("utf-8"), keep_blank_values=True, max_num_fields=100)
