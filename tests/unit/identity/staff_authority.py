"""Staff-card authorities made on the spot."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from serums_desktop.identity.practice_card import Issuer


def make_authority(name: str, signed_by: Issuer | None = None) -> Issuer:
    """An authority that may issue staff certificates: self-signed, or under another one."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    signer = signed_by.private_key if signed_by else private_key
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    usage = x509.KeyUsage(
        digital_signature=False,
        key_agreement=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signed_by.certificate.subject if signed_by else subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private_key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    return Issuer(certificate, private_key)


def anchors_of(issuer: Issuer) -> bytes:
    """An authority's certificate as PEM."""
    return issuer.certificate.public_bytes(serialization.Encoding.PEM)
