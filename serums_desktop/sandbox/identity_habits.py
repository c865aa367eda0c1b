"""How one origin's provider differs from another where the standards let it, and what it does wrong."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from serums_desktop.sandbox.identity_faults import IdentityFault
from serums_desktop.sandbox.purpose_dialects import PurposeDialect


class DpopPolicy(enum.StrEnum):
    """What a provider makes of proofs of possession (RFC 9449). OFF: it has never heard of them."""

    OFFERED = "offered"
    REQUIRED = "required"
    OFF = "off"


class ClientAuthentication(enum.StrEnum):
    """How the staff's program is known at the token endpoint: by its name alone, or by a signature."""

    NONE = "none"
    PRIVATE_KEY_JWT = "private_key_jwt"


class IdentityHabits(msgspec.Struct, frozen=True):
    """The habits of one provider.

    `launches`: an EHR here opens the program with a patient. `acr` is said of every sign-in in place of
    what it was. `redirect_port` is the only loopback port that a browser is sent to, 0 for any.
    """

    purpose: PurposeDialect = PurposeDialect.IUA
    launches: bool = False
    dpop: DpopPolicy = DpopPolicy.OFFERED
    wants_nonce: bool = False
    client_authentication: ClientAuthentication = ClientAuthentication.NONE
    acr: str = ""
    redirect_port: int = 0
    fault: IdentityFault | None = None


# Of the hospitals in the stories: each dialect of the purpose of use is spoken somewhere.
OF_THE_STORIES: Mapping[str, IdentityHabits] = {
    "ustan": IdentityHabits(launches=True),
    "zmc": IdentityHabits(purpose=PurposeDialect.SCOPE),
    "gp": IdentityHabits(purpose=PurposeDialect.SWISS_EPR, launches=True),
}
