"""How far this workstation's clock stands from a server's: it explains a refusal, it never excuses one."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Final

# Below this, a difference explains nothing that a round trip or a slow server does not.
TELLING_S: Final = 5.0
# What a wrong clock on either side leads to; these are told with whatever was measured.
_ABOUT_TIME: Final = frozenset(
    {"id_token_expired", "id_token_from_future", "not_signed_in_anew", "invalid_dpop_proof"}
)
# A Date header has whole seconds (RFC 9110 §5.6.7): the moment it names is half of one later on average.
_HALF_SECOND_S: Final = 0.5


def measure(headers_date: str, sent_s: float, received_s: float) -> float | None:
    """Seconds by which this clock is ahead of the one that wrote a Date header, negative where it is behind.

    `sent_s` and `received_s` are when the request went and its answer came, in UTC epoch seconds of this
    clock: the header is taken to have been written halfway. Right to within half of that time and half a
    second. None for what is no date.
    """
    try:
        written = parsedate_to_datetime(headers_date)
    except ValueError:
        return None
    if written.tzinfo is None:
        written = written.replace(tzinfo=dt.UTC)
    return (sent_s + received_s) / 2 - (written.timestamp() + _HALF_SECOND_S)


class ClockSkew:
    """What is known of one server's clock. Safe from any thread."""

    def __init__(self) -> None:
        # Seconds ahead, and how far wrong that can be.
        self._best: tuple[float, float] | None = None

    @property
    def skew_s(self) -> float | None:
        """How far this clock is ahead, None before the first answer."""
        return None if self._best is None else self._best[0]

    def heard(self, headers_date: str, sent_s: float, received_s: float) -> None:
        """Take note of an answer's Date header; the measurement with the least uncertainty is kept.

        One that cannot be true together with the kept one takes its place: a clock has been set since.
        """
        skew_s = measure(headers_date, sent_s, received_s)
        if skew_s is None:
            return
        uncertain_s = abs(received_s - sent_s) / 2 + _HALF_SECOND_S
        best = self._best
        if best is None or uncertain_s <= best[1] or abs(skew_s - best[0]) > uncertain_s + best[1]:
            self._best = skew_s, uncertain_s

    def telling(self, code: str) -> float | None:
        """The skew where it helps to understand a refusal with this code."""
        if self._best is None or (abs(self._best[0]) <= TELLING_S and code not in _ABOUT_TIME):
            return None
        return self._best[0]
