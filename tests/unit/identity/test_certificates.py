from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate
from serums_desktop.identity.certificates import (
    CardCertificates,
    CertificateOnCard,
    TrustAnchors,
    nearest,
)
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.revocation import RevocationLists
from tests.unit.identity.staff_authority import (
    DAY,
    NOW,
    YEAR,
    agreement,
    anchors_of,
    authentication,
    make_authority,
    make_revocation_list,
    staff_card_certificate,
)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="module")
def rsa_issuer() -> Issuer:
    return make_authority("Older staff cards", private_key=rsa.generate_private_key(65_537, 2048))


@pytest.fixture(scope="module")
def anchors(issuer: Issuer, rsa_issuer: Issuer) -> TrustAnchors:
    return TrustAnchors(anchors_of(issuer, rsa_issuer))


def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, bits)


def _rsa(bits: int) -> rsa.RSAPublicKey:
    return _rsa_key(bits).public_key()


def _refusal(anchors: TrustAnchors, found: Sequence[CertificateOnCard], **how: bool) -> CertificateRefusal:
    with pytest.raises(NoUsableCertificate) as caught:
        anchors.identities(found, NOW, **how)
    return caught.value.reason


def _only(
    anchors: TrustAnchors, found: Sequence[CertificateOnCard], at: dt.datetime = NOW
) -> CardCertificates:
    (identity,) = anchors.identities(found, at)
    return identity


def test_key_usages_tell_the_two_certificates_apart(issuer: Issuer, anchors: TrustAnchors) -> None:
    signs, agrees = authentication(issuer), agreement(issuer)

    chosen = _only(anchors, [agrees, signs])

    assert chosen.authentication is signs
    assert chosen.key_management is agrees
    assert chosen.chain == (signs.certificate,)


def test_a_signing_certificate_for_documents_comes_last(issuer: Issuer, anchors: TrustAnchors) -> None:
    documents = staff_card_certificate(issuer, "digital_signature", "content_commitment", ends=NOW + 3 * YEAR)
    signs = authentication(issuer)

    assert _only(anchors, [documents, signs, agreement(issuer)]).authentication is signs


def test_of_two_the_renewed_certificate_is_taken(issuer: Issuer, anchors: TrustAnchors) -> None:
    old, renewed = authentication(issuer, ends=NOW + 3 * DAY), authentication(issuer)

    assert _only(anchors, [old, renewed, agreement(issuer)]).authentication is renewed


def test_an_expired_certificate_gives_way_to_one_that_serves(issuer: Issuer, anchors: TrustAnchors) -> None:
    documents = staff_card_certificate(issuer, "digital_signature", "content_commitment")
    expired = authentication(issuer, ends=NOW - DAY)

    assert _only(anchors, [expired, documents, agreement(issuer)]).authentication is documents


def test_a_card_of_two_employers_holds_two_identities(issuer: Issuer, anchors: TrustAnchors) -> None:
    found = [
        authentication(issuer, organisation="North", ends=NOW + 2 * YEAR),
        agreement(issuer, organisation="North"),
        authentication(issuer, organisation="South", role="Consultant"),
        agreement(issuer, organisation="South", ends=NOW + 30 * DAY),
    ]

    north, south = (one.holder("0042") for one in anchors.identities(found, NOW))

    assert (north.organisation, north.role) == ("North", "")
    assert (south.organisation, south.role) == ("South", "Consultant")
    assert south.valid_until == (NOW + 30 * DAY).date(), "each has the key-management key of its employer"


def test_one_key_to_release_serves_both_employers(issuer: Issuer, anchors: TrustAnchors) -> None:
    agrees = agreement(issuer, organisation="North")
    found = [authentication(issuer, organisation=name) for name in ("North", "South")]

    identities = anchors.identities([*found, agrees], NOW)

    assert [one.key_management for one in identities] == [agrees, agrees]


def test_the_holders_card_ends_with_its_first_certificate(issuer: Issuer, anchors: TrustAnchors) -> None:
    soon = NOW + 7 * DAY

    holder = _only(anchors, [authentication(issuer), agreement(issuer, ends=soon)]).holder("0042")

    assert holder.name == "Dr Ailsa Fraser"
    assert holder.role == ""
    assert holder.token_serial == "0042"
    assert holder.valid_until == soon.date()


def test_an_intermediate_on_the_card_completes_the_chain(issuer: Issuer, anchors: TrustAnchors) -> None:
    intermediate = make_authority("Hospital", signed_by=issuer, ends=NOW + 30 * DAY)
    on_card = CertificateOnCard(b"\x10", intermediate.certificate)
    signs = authentication(intermediate)

    chosen = _only(anchors, [signs, agreement(intermediate), on_card])

    assert chosen.chain == (signs.certificate, intermediate.certificate)
    assert chosen.holder("0042").valid_until == (NOW + 30 * DAY).date()


def test_an_rsa_key_releases_where_the_card_does_oaep(issuer: Issuer, anchors: TrustAnchors) -> None:
    by_rsa = staff_card_certificate(
        issuer, "key_encipherment", key_id=b"\x04", public_key=_rsa(2048), purposes=(), ends=NOW + 3 * YEAR
    )
    signs, agrees = authentication(issuer), agreement(issuer)

    (alone,) = anchors.identities([signs, by_rsa], NOW, unwraps_by_rsa=True)
    (both,) = anchors.identities([signs, by_rsa, agrees], NOW, unwraps_by_rsa=True)

    assert alone.key_management is by_rsa
    assert both.key_management is agrees, "an EC key goes first"
    assert _refusal(anchors, [signs, by_rsa]) is CertificateRefusal.NO_OAEP


@pytest.mark.parametrize("usage", ["key_encipherment", "key_agreement"])
def test_a_card_that_only_signs_will_do_by_policy(issuer: Issuer, anchors: TrustAnchors, usage: str) -> None:
    others = staff_card_certificate(issuer, usage, public_key=_rsa(2048), purposes=())
    signs = authentication(issuer)

    for found in ([signs], [signs, others]):
        (identity,) = anchors.identities(found, NOW, signing_suffices=True)
        assert identity.key_management is None
        assert identity.holder("0042").valid_until == signs.certificate.not_valid_after_utc.date()


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (lambda _: [], CertificateRefusal.NONE_FOUND),
        (lambda i: [agreement(i)], CertificateRefusal.NO_AUTHENTICATION_KEY),
        (lambda i: [staff_card_certificate(i)], CertificateRefusal.NO_AUTHENTICATION_KEY),
        (
            lambda i: [authentication(i, purposes=()), agreement(i)],
            CertificateRefusal.NO_AUTHENTICATION_KEY,
        ),
        (
            lambda i: [authentication(i, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,))],
            CertificateRefusal.NO_AUTHENTICATION_KEY,
        ),
        (lambda i: [authentication(i)], CertificateRefusal.NO_KEY_MANAGEMENT_KEY),
        (
            lambda i: [authentication(i), agreement(i, staff_id="S-2077")],
            CertificateRefusal.NO_KEY_MANAGEMENT_KEY,
        ),
        (
            lambda i: [authentication(i), agreement(i, public_key=_rsa(2048))],
            CertificateRefusal.NO_KEY_MANAGEMENT_KEY,
        ),
        (
            lambda i: [authentication(i, staff_id=""), agreement(i, staff_id="")],
            CertificateRefusal.NO_STAFF_ID,
        ),
        (
            lambda i: [authentication(i, public_key=_rsa(1024)), agreement(i)],
            CertificateRefusal.WEAK_KEY,
        ),
        (
            lambda i: [authentication(i), agreement(i, ends=NOW - DAY)],
            CertificateRefusal.EXPIRED,
        ),
        (
            lambda i: [
                authentication(i, public_key=ed25519.Ed25519PrivateKey.generate().public_key()),
                agreement(i),
            ],
            CertificateRefusal.WEAK_KEY,
        ),
        (
            lambda i: [authentication(i, ends=NOW - dt.timedelta(seconds=1)), agreement(i)],
            CertificateRefusal.EXPIRED,
        ),
        (
            lambda i: [authentication(i, starts=NOW + dt.timedelta(seconds=1)), agreement(i)],
            CertificateRefusal.NOT_YET_VALID,
        ),
        (
            lambda i: [authentication(make_authority("Staff cards")), agreement(i)],
            CertificateRefusal.UNTRUSTED,
        ),
        (
            lambda i: [authentication(make_authority("Staff cards"), ends=NOW - DAY), agreement(i)],
            CertificateRefusal.UNTRUSTED,
        ),
        (
            lambda i: [authentication(i), agreement(make_authority("Staff cards"))],
            CertificateRefusal.UNTRUSTED,
        ),
    ],
)
def test_what_does_not_serve_is_refused_with_its_reason(
    issuer: Issuer, anchors: TrustAnchors, found, reason: CertificateRefusal
) -> None:
    assert _refusal(anchors, found(issuer)) is reason


def test_the_refusal_told_is_that_of_the_persons_own_certificate(
    issuer: Issuer, anchors: TrustAnchors
) -> None:
    found = [
        authentication(make_authority("Somebody else"), ends=NOW + 2 * YEAR),
        authentication(issuer, public_key=_rsa(1024)),
        authentication(issuer, ends=NOW - DAY),
    ]

    assert _refusal(anchors, found) is CertificateRefusal.EXPIRED
    assert _refusal(anchors, [*found, authentication(issuer)]) is CertificateRefusal.NO_KEY_MANAGEMENT_KEY


def test_every_refusal_has_its_place_among_others() -> None:
    refusals = [NoUsableCertificate(reason) for reason in CertificateRefusal]
    told = []
    while refusals:
        told.append(nearest(refusals))
        refusals.remove(told[-1])

    assert len(told) == len(CertificateRefusal)
    assert told[0].reason is CertificateRefusal.NO_OAEP
    assert told[-1].reason is CertificateRefusal.NONE_FOUND


@pytest.fixture(scope="module")
def crowded(issuer: Issuer, rsa_issuer: Issuer) -> list[CertificateOnCard]:
    """A card with everything on it, two certificates of equal end among them."""
    hospital = make_authority("Hospital", signed_by=issuer)
    again = Issuer(
        make_authority("Hospital", issuer, private_key=hospital.private_key).certificate, hospital.private_key
    )
    return [
        CertificateOnCard(b"\x10", hospital.certificate),
        CertificateOnCard(b"\x11", again.certificate),
        authentication(hospital, organisation="North"),
        authentication(hospital, organisation="North"),
        authentication(issuer, organisation="South"),
        authentication(issuer, organisation="South", ends=NOW - DAY),
        authentication(make_authority("Somebody else"), organisation="East"),
        agreement(issuer),
        agreement(issuer),
        agreement(hospital, organisation="South"),
        staff_card_certificate(rsa_issuer, "key_encipherment", public_key=_rsa(2048), organisation="North"),
    ]


@settings(deadline=None)
@given(st.data())
def test_the_order_on_the_card_never_changes_the_choice(
    anchors: TrustAnchors, crowded: list[CertificateOnCard], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(crowded))

    for unwraps in (False, True):
        found = anchors.identities(shuffled, NOW, unwraps_by_rsa=unwraps)
        assert found == anchors.identities(crowded, NOW, unwraps_by_rsa=unwraps)
        assert {one.authentication.organisation for one in found} == {"North", "South"}


def test_the_order_on_the_card_never_changes_the_refusal(issuer: Issuer, anchors: TrustAnchors) -> None:
    refused = [
        authentication(issuer, ends=NOW - DAY),
        authentication(issuer, staff_id=""),
        authentication(make_authority("Staff cards")),
        agreement(issuer),
    ]

    told = {_refusal(anchors, order) for order in itertools.permutations(refused)}

    assert told == {CertificateRefusal.EXPIRED}


@pytest.mark.filterwarnings("ignore:Parsed a serial number:cryptography.utils.CryptographyDeprecationWarning")
@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_changed_byte_makes_no_identity(
    anchors: TrustAnchors, whole_card: list[CertificateOnCard], data: st.DataObject
) -> None:
    ders = [_der(one.certificate)[0] for one in whole_card]
    which = data.draw(st.integers(0, len(ders) - 1))
    place = data.draw(st.integers(0, len(ders[which]) - 1))
    ders[which] = ders[which][:place] + data.draw(st.binary(max_size=2)) + ders[which][place + 1 :]
    parsed = [CertificateOnCard.parse(one.key_id, der) for one, der in zip(whole_card, ders, strict=True)]

    with contextlib.suppress(NoUsableCertificate):
        identities = anchors.identities([one for one in parsed if one is not None], NOW)
        for identity in identities:
            assert {identity.authentication, identity.key_management} <= set(whole_card)


@pytest.fixture(scope="module")
def whole_card(issuer: Issuer) -> list[CertificateOnCard]:
    hospital = make_authority("Hospital", issuer)
    return [
        CertificateOnCard(b"\x10", hospital.certificate),
        authentication(hospital, organisation="North", role="Consultant"),
        agreement(issuer, organisation="North"),
    ]


def test_a_member_of_staff_vouches_for_nobody(issuer: Issuer, anchors: TrustAnchors) -> None:
    own_key = ec.generate_private_key(ec.SECP256R1())
    staff = authentication(issuer, public_key=own_key.public_key())
    forged = authentication(Issuer(staff.certificate, own_key), staff_id="S-0001", ends=NOW + 2 * YEAR)

    assert _only(anchors, [forged, staff, agreement(issuer)]).authentication is staff


def test_a_revoked_identity_gives_way_to_one_that_serves(issuer: Issuer, tmp_path: Path) -> None:
    lost, kept = authentication(issuer, ends=NOW + 2 * YEAR), authentication(issuer)
    lists = tmp_path / "staff.crl"
    lists.write_bytes(make_revocation_list(issuer, [lost.certificate]))
    anchors = TrustAnchors(anchors_of(issuer), RevocationLists([lists]))

    assert _only(anchors, [lost, kept, agreement(issuer)]).authentication is kept
    assert _refusal(anchors, [lost, agreement(issuer)]) is CertificateRefusal.REVOKED


def test_an_authority_that_changed_its_key_revokes_with_the_new_one(tmp_path: Path) -> None:
    before, after = make_authority("Staff cards"), make_authority("Staff cards")
    lost, agrees = authentication(before), agreement(before)
    files = [tmp_path / "before.crl", tmp_path / "after.crl"]
    files[0].write_bytes(make_revocation_list(before))
    files[1].write_bytes(make_revocation_list(after, [lost.certificate]))
    anchors_pem = anchors_of(before, after)

    only_before = TrustAnchors(anchors_pem, RevocationLists(files[:1], required=True))
    both = TrustAnchors(anchors_pem, RevocationLists(files, required=True))
    only_after = TrustAnchors(anchors_pem, RevocationLists(files[1:], required=True))

    assert _only(only_before, [lost, agrees]).authentication is lost
    assert _refusal(both, [lost, agrees]) is CertificateRefusal.REVOKED
    assert _refusal(only_after, [authentication(before), agrees]) is CertificateRefusal.REVOCATION_UNKNOWN, (
        "an authority that keeps lists for each of its keys says nothing there of the former one"
    )


def test_a_revoked_key_is_released_nothing(issuer: Issuer, tmp_path: Path) -> None:
    agrees = agreement(issuer)
    lists = tmp_path / "staff.crl"
    lists.write_bytes(make_revocation_list(issuer, [agrees.certificate]))
    anchors = TrustAnchors(anchors_of(issuer), RevocationLists([lists]))

    assert _refusal(anchors, [authentication(issuer), agrees]) is CertificateRefusal.REVOKED


def _der(*certificates: x509.Certificate) -> list[bytes]:
    return [one.public_bytes(serialization.Encoding.DER) for one in certificates]


def test_an_old_certificate_of_the_same_person_is_vouched_for(issuer: Issuer, anchors: TrustAnchors) -> None:
    hospital = make_authority("Hospital", issuer, ends=NOW - dt.timedelta(hours=2))
    expired = authentication(hospital, ends=NOW - dt.timedelta(hours=1)).certificate

    assert anchors.vouches_for(_der(expired, hospital.certificate), "S-1042")


@pytest.mark.parametrize(
    "chain",
    [
        lambda i: [],
        lambda i: [b"not a certificate"],
        lambda i: [*_der(authentication(i).certificate), b"not a certificate"],
        lambda i: _der(authentication(make_authority("Staff cards")).certificate),
        lambda i: _der(authentication(i, staff_id="S-2077").certificate),
        lambda i: _der(agreement(i).certificate),
        lambda i: _der(authentication(i, public_key=_rsa(1024)).certificate),
        lambda i: _der(authentication(i, ends=NOW - 2 * DAY).certificate),
        lambda i: _der(authentication(make_authority("Hospital", i)).certificate),
    ],
    ids=[
        "nothing",
        "no certificate",
        "a broken link",
        "an unknown authority",
        "somebody else",
        "a key that signs nothing",
        "a weak key",
        "never valid together with the anchor",
        "a missing link",
    ],
)
def test_nobody_else_is_vouched_for(issuer: Issuer, anchors: TrustAnchors, chain) -> None:
    assert not anchors.vouches_for(chain(issuer), "S-1042")


def test_nobody_without_a_staff_number_is_vouched_for(issuer: Issuer, anchors: TrustAnchors) -> None:
    assert not anchors.vouches_for(_der(authentication(issuer, staff_id="").certificate), "")


@pytest.mark.parametrize("reason", [None, *x509.ReasonFlags])
def test_a_revocation_undoes_only_what_a_stolen_key_may_have_done(
    issuer: Issuer, tmp_path: Path, reason: x509.ReasonFlags | None
) -> None:
    replaced = authentication(issuer).certificate
    lists = tmp_path / "staff.crl"
    lists.write_bytes(make_revocation_list(issuer, {replaced: reason}))
    anchors = TrustAnchors(anchors_of(issuer), RevocationLists([lists], required=True))

    assert anchors.vouches_for(_der(replaced), "S-1042") is (
        reason
        in {
            x509.ReasonFlags.affiliation_changed,
            x509.ReasonFlags.superseded,
            x509.ReasonFlags.cessation_of_operation,
            x509.ReasonFlags.privilege_withdrawn,
            x509.ReasonFlags.remove_from_crl,
        }
    )


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x00", b"not a certificate"])
def test_what_is_no_certificate_is_left_out(der: bytes) -> None:
    assert CertificateOnCard.parse(b"\x01", der) is None


def test_a_certificate_is_parsed_with_its_key_id(issuer: Issuer) -> None:
    parsed = CertificateOnCard.parse(b"\x07", _der(issuer.certificate)[0])

    assert parsed is not None
    assert parsed.key_id == b"\x07"
    assert parsed.sha256 == issuer.certificate.fingerprint(hashes.SHA256()).hex()


@pytest.mark.parametrize("pem", [b"", b"rubbish"])
def test_anchors_without_a_certificate_are_a_configuration_error(pem: bytes) -> None:
    with pytest.raises(ConfigurationError):
        TrustAnchors(pem)
