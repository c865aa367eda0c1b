"""How the data lake fails: in words of its own, or in a plain text that says nothing."""

from __future__ import annotations


class Unforeseen(Exception):
    """What the server did not reckon with: status 500 and a plain text."""


class Refusal(Exception):
    """A status with a JSON message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
