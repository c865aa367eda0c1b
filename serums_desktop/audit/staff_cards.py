"""Whose card a certificate is, as the keeper finds it out for itself."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import verification
from cryptography.x509.oid import NameOID

from serums_desktop.domain.errors import ConfigurationError

_MALFORMED = (TypeError, ValueError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion)
# A card names a person, not a server: neither an alternative name nor a purpose has to be in it.
_OF_STAFF = (
    verification.ExtensionPolicy.webpki_defaults_ee()
    .may_be_present(x509.SubjectAlternativeName, verification.Criticality.AGNOSTIC, None)
    .may_be_present(x509.ExtendedKeyUsage, verification.Criticality.AGNOSTIC, None)
)


class StaffCards:
    """Cards of the authorities that the configuration trusts (RFC 5280 §6.1), without revocation.

    The journal has a card's own certificate alone, so the authority that issued it has to be one of them.
    """

    def __init__(self, anchors_pem: bytes) -> None:
        """Raises ConfigurationError where the bytes hold no PEM certificate."""
        try:
            self._store = verification.Store(x509.load_pem_x509_certificates(anchors_pem))
        except _MALFORMED as error:
            raise ConfigurationError("trust.card_anchors", "not-pem-certificates") from error

    def staff_id(self, certificate_der: bytes, at_s: float) -> str:
        """The staff number (serialNumber, RFC 4519 §2.31) in a certificate that serves now, else ""."""
        verifier = (
            verification.PolicyBuilder()
            .store(self._store)
            .time(dt.datetime.fromtimestamp(at_s, dt.UTC))
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=_OF_STAFF
            )
            .build_client_verifier()
        )
        try:
            certificate = x509.load_der_x509_certificate(certificate_der)
            verifier.verify(certificate, [])
            usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
            numbers = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
        except (verification.VerificationError, x509.ExtensionNotFound, *_MALFORMED):
            return ""
        if not usage.digital_signature or len(numbers) != 1:
            return ""
        return str(numbers[0].value)
