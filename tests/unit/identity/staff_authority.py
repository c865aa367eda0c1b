"""Staff-card authorities, their certificates and their revocation lists, made on the spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.identity.certificates import CertificateOnCard
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, KEY_MANAGEMENT_ID, Issuer

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey

_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def make_authority(
    name: str,
    signed_by: Issuer | None = None,
    *,
    private_key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
    usages: Iterable[str] = ("key_cert_sign", "crl_sign"),
    starts: dt.datetime = NOW - DAY,
    ends: dt.datetime = NOW + 10 * YEAR,
) -> Issuer:
    """An authority that may issue staff certificates: self-signed, or under another one."""
    private_key = private_key or ec.generate_private_key(ec.SECP256R1())
    signer = signed_by.private_key if signed_by else private_key
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signed_by.certificate.subject if signed_by else subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_key_usage(usages), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private_key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    return Issuer(certificate, private_key)


def anchors_of(*issuers: Issuer) -> bytes:
    """Authorities' certificates as PEM."""
    return b"".join(one.certificate.public_bytes(serialization.Encoding.PEM) for one in issuers)


def staff_card_certificate(
    issuer: Issuer,
    *usages: str,
    key_id: bytes = AUTHENTICATION_ID,
    name: str = "Dr Ailsa Fraser",
    staff_id: str = "S-1042",
    organisation: str = "",
    role: str = "",
    public_key: PublicKey | None = None,
    purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.CLIENT_AUTH,),
    lists_at: x509.DistributionPoint | None = None,
    serial_number: int | None = None,
    starts: dt.datetime = NOW - YEAR,
    ends: dt.datetime = NOW + YEAR,
    algorithm: hashes.SHA224 | hashes.SHA256 = hashes.SHA256(),  # noqa: B008  it has no state
) -> CertificateOnCard:
    """A staff member's certificate with these key usages."""
    names = {
        NameOID.COMMON_NAME: name,
        NameOID.SERIAL_NUMBER: staff_id,
        NameOID.ORGANIZATION_NAME: organisation,
        NameOID.TITLE: role,
    }
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(oid, text) for oid, text in names.items() if text]))
        .issuer_name(issuer.certificate.subject)
        .public_key(public_key or ec.generate_private_key(ec.SECP256R1()).public_key())
        .serial_number(serial_number or x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.private_key.public_key()),
            critical=False,
        )
    )
    if usages:
        builder = builder.add_extension(_key_usage(usages), critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    if lists_at is not None:
        builder = builder.add_extension(x509.CRLDistributionPoints([lists_at]), critical=False)
    return CertificateOnCard(key_id, builder.sign(issuer.private_key, algorithm))


def authentication(issuer: Issuer, **changes: object) -> CertificateOnCard:
    """A certificate to sign in with."""
    return staff_card_certificate(issuer, "digital_signature", **changes)


def agreement(issuer: Issuer, **changes: object) -> CertificateOnCard:
    """A certificate to release keys to."""
    given = {"key_id": KEY_MANAGEMENT_ID, "purposes": (), **changes}
    return staff_card_certificate(issuer, "key_agreement", **given)


def signed_with_sha1(certificate: x509.Certificate, issuer_key: rsa.RSAPrivateKey) -> x509.Certificate:
    """The same certificate under RSA with SHA-1, properly signed."""
    renamed = _renamed_to_sha1(certificate.public_bytes(serialization.Encoding.DER))
    signed = x509.load_der_x509_certificate(renamed).tbs_certificate_bytes
    return x509.load_der_x509_certificate(_with_sha1_signature(renamed, signed, issuer_key))


def list_signed_with_sha1(der: bytes, issuer_key: rsa.RSAPrivateKey) -> bytes:
    """The same revocation list under RSA with SHA-1, properly signed."""
    renamed = _renamed_to_sha1(der)
    return _with_sha1_signature(renamed, x509.load_der_x509_crl(renamed).tbs_certlist_bytes, issuer_key)


def _renamed_to_sha1(der: bytes) -> bytes:
    """With sha1WithRSAEncryption in place of sha256WithRSAEncryption (RFC 8017, appendix A.2.4)."""
    strong, weak = (bytes.fromhex(f"06092a864886f70d0101{last}") for last in ("0b", "05"))
    return der.replace(strong, weak)


def _with_sha1_signature(der: bytes, signed: bytes, key: rsa.RSAPrivateKey) -> bytes:
    signature = key.sign(signed, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303  what is to be refused
    return der[: -len(signature)] + signature


def make_revocation_list(
    issuer: Issuer,
    revoked: Mapping[x509.Certificate, x509.ReasonFlags | None] | Iterable[x509.Certificate] = (),
    *,
    signed_by: Issuer | None = None,
    since: dt.datetime = NOW - DAY,
    until: dt.datetime = NOW + DAY,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
    algorithm: hashes.SHA224 | hashes.SHA256 = hashes.SHA256(),  # noqa: B008  it has no state
) -> bytes:
    """A revocation list as DER, each extension with whether it is critical."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(since)
        .next_update(until)
    )
    reasons = revoked if isinstance(revoked, Mapping) else dict.fromkeys(revoked)
    for certificate, reason in reasons.items():
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(certificate.serial_number)
            .revocation_date(NOW - 2 * DAY)
        )
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    signer = (signed_by or issuer).private_key
    return builder.sign(signer, algorithm).public_bytes(serialization.Encoding.DER)


def _key_usage(usages: Iterable[str]) -> x509.KeyUsage:
    return x509.KeyUsage(**(dict.fromkeys(_USAGES, False) | dict.fromkeys(usages, True)))
