"""What an access token of the data lake says of itself.

Its signature is made with a secret that only the services have (HS256), so nobody here can verify it. The
claims are read to ask as the right person and not to ask in vain: a data lake that is sent a token past its
time, or a refresh token, answers in ways that cannot be told from other failures, or accepts it.
"""

from __future__ import annotations

import base64
import binascii

import msgspec

from serums_desktop.domain.errors import SourceError, SourceFault

AUDIENCE = "https://shcs.serums.cs.st-andrews.ac.uk/"
_MEDICAL_STAFF = "MEDICAL_STAFF"


class Claims(msgspec.Struct, frozen=True):
    """The claims that are used. `expires_s` is UTC epoch seconds, `user_id` the SERUMS id of who asks."""

    token_type: str
    expires_s: float = msgspec.field(name="exp")
    user_id: int = msgspec.field(name="userID")
    organisation: str = msgspec.field(name="orgID")
    audience: str | tuple[str, ...] = msgspec.field(name="aud")
    groups: tuple[str, ...] = msgspec.field(name="groupIDs")
    department_id: int | str | None = msgspec.field(default=None, name="deptID")


_decoder = msgspec.json.Decoder(Claims)


def claims(token: str, source_id: str, now_s: float) -> Claims:
    """Read a token that is about to be sent.

    Raises SourceError: UNAUTHORISED for one that no data lake should accept, FORBIDDEN where it is nobody's
    who treats patients, whom the data lake answers without saying why.
    """
    try:
        part = token.split(".")[1]
        found = _decoder.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise SourceError(source_id, SourceFault.UNAUTHORISED) from error
    audiences = {found.audience} if isinstance(found.audience, str) else set(found.audience)
    if found.token_type != "access" or found.expires_s <= now_s or AUDIENCE not in audiences:  # noqa: S105  a claim's name
        raise SourceError(source_id, SourceFault.UNAUTHORISED)
    if _MEDICAL_STAFF not in found.groups:
        raise SourceError(source_id, SourceFault.FORBIDDEN)
    return found
