from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate
from serums_desktop.identity.certificates import CertificateOnCard, TrustAnchors
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, KEY_MANAGEMENT_ID, Issuer
from tests.unit.identity.staff_authority import anchors_of, make_authority

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey


def _certificate(
    issuer: Issuer,
    *uses: str,
    key_id: bytes = AUTHENTICATION_ID,
    staff_id: str = "S-1042",
    public_key: PublicKey | None = None,
    purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.CLIENT_AUTH,),
    ends: dt.datetime = NOW + YEAR,
) -> CertificateOnCard:
    """A certificate with these key usages."""
    names = {NameOID.COMMON_NAME: "Dr Ailsa Fraser", NameOID.SERIAL_NUMBER: staff_id}
    flags = {
        "digital_signature": False,
        "content_commitment": False,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "key_cert_sign": False,
        "crl_sign": False,
        "encipher_only": False,
        "decipher_only": False,
        **dict.fromkeys(uses, True),
    }
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items() if text]))
        .issuer_name(issuer.certificate.subject)
        .public_key(public_key or ec.generate_private_key(ec.SECP256R1()).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - YEAR)
        .not_valid_after(ends)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.private_key.public_key()),
            critical=False,
        )
    )
    if uses:
        builder = builder.add_extension(x509.KeyUsage(**flags), critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return CertificateOnCard(key_id, builder.sign(issuer.private_key, hashes.SHA256()))


def _agreement(issuer: Issuer, **changes: object) -> CertificateOnCard:
    given = {"key_id": KEY_MANAGEMENT_ID, "purposes": (), **changes}
    return _certificate(issuer, "key_agreement", **given)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="module")
def anchors(issuer: Issuer) -> TrustAnchors:
    return TrustAnchors(anchors_of(issuer))


def test_key_usages_tell_the_two_certificates_apart(issuer: Issuer, anchors: TrustAnchors) -> None:
    authentication, agreement = _certificate(issuer, "digital_signature"), _agreement(issuer)

    chosen = anchors.choose([agreement, authentication], NOW)

    assert chosen.authentication is authentication
    assert chosen.key_management is agreement
    assert chosen.chain == (authentication.certificate,)


def test_a_signing_certificate_for_documents_comes_last(issuer: Issuer, anchors: TrustAnchors) -> None:
    documents = _certificate(issuer, "digital_signature", "content_commitment", ends=NOW + 3 * YEAR)
    authentication = _certificate(issuer, "digital_signature")

    found = [documents, authentication, _agreement(issuer)]

    assert anchors.choose(found, NOW).authentication is authentication


def test_of_two_the_renewed_certificate_is_taken(issuer: Issuer, anchors: TrustAnchors) -> None:
    old = _certificate(issuer, "digital_signature", ends=NOW + dt.timedelta(days=3))
    renewed = _certificate(issuer, "digital_signature")

    assert anchors.choose([old, renewed, _agreement(issuer)], NOW).authentication is renewed


def test_an_expired_certificate_gives_way_to_one_that_serves(issuer: Issuer, anchors: TrustAnchors) -> None:
    documents = _certificate(issuer, "digital_signature", "content_commitment")
    expired = _certificate(issuer, "digital_signature", ends=NOW - dt.timedelta(days=1))

    found = [expired, documents, _agreement(issuer)]

    assert anchors.choose(found, NOW).authentication is documents


def test_the_holders_card_ends_with_its_first_certificate(issuer: Issuer, anchors: TrustAnchors) -> None:
    soon = NOW + dt.timedelta(days=7)
    found = [_certificate(issuer, "digital_signature"), _agreement(issuer, ends=soon)]

    holder = anchors.choose(found, NOW).holder("0042")

    assert holder.name == "Dr Ailsa Fraser"
    assert holder.role == ""
    assert holder.token_serial == "0042"
    assert holder.valid_until == soon.date()


def test_an_intermediate_on_the_card_completes_the_chain(issuer: Issuer, anchors: TrustAnchors) -> None:
    intermediate = make_authority("Hospital", signed_by=issuer)
    on_card = CertificateOnCard(b"\x10", intermediate.certificate)
    authentication = _certificate(intermediate, "digital_signature")

    chosen = anchors.choose([authentication, _agreement(intermediate), on_card], NOW)

    assert chosen.chain == (authentication.certificate, intermediate.certificate)


def _rsa(bits: int) -> rsa.RSAPublicKey:
    return rsa.generate_private_key(65_537, bits).public_key()


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (lambda _: [], CertificateRefusal.NONE_FOUND),
        (lambda i: [_agreement(i)], CertificateRefusal.NO_AUTHENTICATION_KEY),
        (lambda i: [_certificate(i)], CertificateRefusal.NO_AUTHENTICATION_KEY),
        (
            lambda i: [_certificate(i, "digital_signature", purposes=()), _agreement(i)],
            CertificateRefusal.NO_AUTHENTICATION_KEY,
        ),
        (
            lambda i: [
                _certificate(i, "digital_signature", purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,))
            ],
            CertificateRefusal.NO_AUTHENTICATION_KEY,
        ),
        (lambda i: [_certificate(i, "digital_signature")], CertificateRefusal.NO_KEY_MANAGEMENT_KEY),
        (
            lambda i: [_certificate(i, "digital_signature"), _agreement(i, staff_id="S-2077")],
            CertificateRefusal.NO_KEY_MANAGEMENT_KEY,
        ),
        (
            lambda i: [
                _certificate(i, "digital_signature"),
                _certificate(i, "key_encipherment", public_key=_rsa(2048)),
            ],
            CertificateRefusal.NO_KEY_MANAGEMENT_KEY,
        ),
        (
            lambda i: [_certificate(i, "digital_signature", staff_id=""), _agreement(i, staff_id="")],
            CertificateRefusal.NO_STAFF_ID,
        ),
        (
            lambda i: [_certificate(i, "digital_signature", public_key=_rsa(1024)), _agreement(i)],
            CertificateRefusal.WEAK_KEY,
        ),
        (
            lambda i: [
                _certificate(
                    i,
                    "digital_signature",
                    public_key=ed25519.Ed25519PrivateKey.generate().public_key(),
                ),
                _agreement(i),
            ],
            CertificateRefusal.WEAK_KEY,
        ),
        (
            lambda i: [
                _certificate(i, "digital_signature", ends=NOW - dt.timedelta(seconds=1)),
                _agreement(i),
            ],
            CertificateRefusal.EXPIRED,
        ),
        (
            lambda i: [_certificate(make_authority("Staff cards"), "digital_signature"), _agreement(i)],
            CertificateRefusal.UNTRUSTED,
        ),
        (
            lambda i: [
                _certificate(i, "digital_signature"),
                _agreement(make_authority("Staff cards")),
            ],
            CertificateRefusal.UNTRUSTED,
        ),
    ],
)
def test_what_does_not_serve_is_refused_with_its_reason(
    issuer: Issuer, anchors: TrustAnchors, found, reason: CertificateRefusal
) -> None:
    with pytest.raises(NoUsableCertificate) as caught:
        anchors.choose(found(issuer), NOW)

    assert caught.value.reason is reason


def test_a_member_of_staff_vouches_for_nobody(issuer: Issuer, anchors: TrustAnchors) -> None:
    own_key = ec.generate_private_key(ec.SECP256R1())
    staff = _certificate(issuer, "digital_signature", public_key=own_key.public_key())
    forged = _certificate(
        Issuer(staff.certificate, own_key), "digital_signature", staff_id="S-0001", ends=NOW + 2 * YEAR
    )

    chosen = anchors.choose([forged, staff, _agreement(issuer)], NOW)

    assert chosen.authentication is staff


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x00", b"not a certificate"])
def test_what_is_no_certificate_is_left_out(der: bytes) -> None:
    assert CertificateOnCard.parse(b"\x01", der) is None


def test_a_certificate_is_parsed_with_its_key_id(issuer: Issuer) -> None:
    der = issuer.certificate.public_bytes(serialization.Encoding.DER)

    parsed = CertificateOnCard.parse(b"\x07", der)

    assert parsed is not None
    assert parsed.key_id == b"\x07"
    assert parsed.sha256 == issuer.certificate.fingerprint(hashes.SHA256()).hex()


@pytest.mark.parametrize("pem", [b"", b"rubbish"])
def test_anchors_without_a_certificate_are_a_configuration_error(pem: bytes) -> None:
    with pytest.raises(ConfigurationError):
        TrustAnchors(pem)
