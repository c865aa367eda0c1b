from __future__ import annotations

import pytest

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.oauth import OAuthRefusal, purpose_extension
from serums_desktop.sandbox.purpose_dialects import PurposeDialect, heard_purpose, purpose_scopes

SWISS = "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5"
BROKEN_GLASS = {"extensions": purpose_extension(PurposeOfUse.BREAK_GLASS)}


@pytest.mark.parametrize(
    ("dialect", "stated", "purpose"),
    [
        (PurposeDialect.SCOPE, "purpose-of-use/TREAT", PurposeOfUse.TREATMENT),
        (PurposeDialect.SCOPE, "purpose-of-use/ETREAT", PurposeOfUse.EMERGENCY_TREATMENT),
        (PurposeDialect.SCOPE, "purpose-of-use/BTG", PurposeOfUse.BREAK_GLASS),
        (PurposeDialect.SWISS_EPR, f"{SWISS}|NORM", PurposeOfUse.TREATMENT),
        (PurposeDialect.SWISS_EPR, f"{SWISS}|EMER", PurposeOfUse.BREAK_GLASS),
    ],
)
def test_a_scope_states_the_purpose(dialect: PurposeDialect, stated: str, purpose: PurposeOfUse) -> None:
    assert heard_purpose(dialect, ["openid", stated, "user/*.rs"], {}) == (purpose, [stated])
    assert stated in purpose_scopes(dialect)


def test_the_assertion_states_the_purpose() -> None:
    assert heard_purpose(PurposeDialect.IUA, ["purpose-of-use/ETREAT"], BROKEN_GLASS) == (
        PurposeOfUse.BREAK_GLASS,
        [],
    )
    assert purpose_scopes(PurposeDialect.IUA) == []


@pytest.mark.parametrize(
    ("dialect", "other"),
    [(PurposeDialect.SCOPE, f"{SWISS}|EMER"), (PurposeDialect.SWISS_EPR, "purpose-of-use/BTG")],
)
def test_another_dialect_is_not_heard(dialect: PurposeDialect, other: str) -> None:
    assert heard_purpose(dialect, ["openid", other], BROKEN_GLASS) == (PurposeOfUse.TREATMENT, [])


@pytest.mark.parametrize(
    ("dialect", "scope"),
    [
        (PurposeDialect.SCOPE, "purpose-of-use/HMARKT"),
        (PurposeDialect.SCOPE, "purpose-of-use/"),
        (PurposeDialect.SCOPE, "purpose-of-use/TREAT purpose-of-use/BTG"),
        (PurposeDialect.SWISS_EPR, f"{SWISS}|BTG"),
        (PurposeDialect.SWISS_EPR, "purpose_of_use=EMER"),
        (PurposeDialect.SWISS_EPR, f"{SWISS}|EMER {SWISS}|EMER"),
    ],
)
def test_a_purpose_that_is_not_accepted_is_refused(dialect: PurposeDialect, scope: str) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        heard_purpose(dialect, scope.split(), {})

    assert refusal.value.code == "invalid_scope"
