"""A request at a token endpoint, with what its headers and its client have proved."""

from __future__ import annotations

import msgspec

from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.oauth import OAuthRefusal, StaffMember


class TokenRequest(msgspec.Struct, frozen=True):
    """`key_thumbprint` is of the key it proves to have, `card_holder` whose card signed for the client.

    Either is "" where there is none.
    """

    form: dict[str, str]
    key_thumbprint: str = ""
    card_holder: str = ""

    def check_person(self, staff: StaffMember, leavers: Leavers) -> None:
        """Raises `OAuthRefusal` unless this person works here and is the one whose card spoke."""
        if self.card_holder and self.card_holder != staff.staff_id:
            raise OAuthRefusal("invalid_client", "somebody else's card signed for the client")
        if staff.staff_id in leavers:
            raise OAuthRefusal("invalid_grant", "the account is closed")
