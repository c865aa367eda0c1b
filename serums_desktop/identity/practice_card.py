"""A practice card: a SoftHSM token with a staff member's keys, for the demo and for trying things out.

It never touches a SoftHSM that the user has: its configuration and its tokens live in a directory of
its own. SoftHSM cannot show a removal; a real card can.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from serums_desktop.domain.errors import CardFailed, CardModuleMissing
from serums_desktop.identity.card_module import CardModule

SOFTHSM_MODULES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/pkcs11/libsofthsm2.so"),
    Path("/usr/lib/pkcs11/libsofthsm2.so"),
    Path("/opt/homebrew/lib/softhsm/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
)
PRACTICE_LABEL = "Practice card"
# The PKCS#11 ids that OpenSC gives to the PIV keys 9A and 9D.
AUTHENTICATION_ID = b"\x01"
KEY_MANAGEMENT_ID = b"\x03"
_RSA_BITS = 2048
_LIFETIME = dt.timedelta(days=365)


@dataclass(frozen=True)
class StaffMember:
    """Whom a staff certificate names: common name, employer's number, role, address."""

    name: str
    staff_id: str
    role: str
    email: str


@dataclass(frozen=True)
class Issuer:
    """A staff-card authority."""

    certificate: x509.Certificate
    private_key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @classmethod
    def from_pem(cls, certificate_pem: bytes, key_pem: bytes) -> Issuer:
        """Raises ValueError for anything but a certificate and an unencrypted EC or RSA key."""
        private_key = serialization.load_pem_private_key(key_pem, password=None)
        if not isinstance(private_key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise ValueError("the authority's key is neither EC nor RSA")
        return cls(x509.load_pem_x509_certificate(certificate_pem), private_key)


@dataclass(frozen=True)
class PracticeCard:
    """A token ready for use by a process whose environment has `environment` when the module is loaded."""

    module: Path
    token_label: str
    environment: dict[str, str]
    pin: str = field(repr=False)


def create_practice_card(
    directory: Path,
    issuer: Issuer,
    member: StaffMember,
    pin: str,
    token_label: str = PRACTICE_LABEL,
    *,
    authentication: pkcs11.KeyType = pkcs11.KeyType.EC,
    key_management: pkcs11.KeyType | None = pkcs11.KeyType.EC,
) -> PracticeCard:
    """Make a token in `directory` with an authentication and a key-management key (EC P-256 or RSA 2048).

    Without a key-management key it is a card that only signs. Several cards may share a directory under
    different labels. This process must hold no session of SoftHSM: the module is started on `directory` and
    ended again. Raises CardModuleMissing where SoftHSM is not installed, CardFailed.
    """
    tool = shutil.which("softhsm2-util")
    path = next((module.resolve() for module in SOFTHSM_MODULES if module.exists()), None)
    if tool is None or path is None:
        raise CardModuleMissing("softhsm2")
    tokens = directory / "tokens"
    tokens.mkdir(mode=0o700, parents=True, exist_ok=True)
    configuration = directory / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n", "utf-8"
    )
    environment = {"SOFTHSM2_CONF": str(configuration)}
    initialise = [tool, "--init-token", "--free", "--label", token_label]
    initialise += ["--pin", pin, "--so-pin", str(secrets.randbelow(10**8)).zfill(8)]
    try:
        # The program was looked up above and is run without a shell; the PIN protects nothing real.
        subprocess.run(initialise, env=os.environ | environment, check=True, capture_output=True)  # noqa: S603
    except subprocess.CalledProcessError:
        # Its command line holds the PIN and stays out of tracebacks.
        raise CardFailed("softhsm2-util") from None
    with (
        _only_token(path, environment, token_label) as token,
        token.open(rw=True, user_pin=pin) as session,
    ):
        for key_id, kind in ((AUTHENTICATION_ID, authentication), (KEY_MANAGEMENT_ID, key_management)):
            if kind is not None:
                certificate = staff_certificate(_add_key(session, key_id, kind), key_id, issuer, member)
                add_certificate(session, key_id, certificate)
    return PracticeCard(path, token_label, environment, pin)


def staff_certificate(
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    key_id: bytes,
    issuer: Issuer,
    member: StaffMember,
    valid_from: dt.datetime | None = None,
    *,
    for_both: bool = False,
) -> x509.Certificate:
    """A staff certificate for one year: to authenticate (key id 01) or else to receive keys (03), or both.

    Keys are agreed upon with an EC key and sent to an RSA key.
    """
    authenticates = for_both or key_id == AUTHENTICATION_ID
    receives = for_both or key_id != AUTHENTICATION_ID
    is_elliptic = isinstance(public_key, ec.EllipticCurvePublicKey)
    starts = valid_from or dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    subject = [
        x509.NameAttribute(NameOID.COMMON_NAME, member.name),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, member.staff_id),
        x509.NameAttribute(NameOID.TITLE, member.role),
    ]
    usage = x509.KeyUsage(
        digital_signature=authenticates,
        key_agreement=receives and is_elliptic,
        content_commitment=False,
        key_encipherment=receives and not is_elliptic,
        data_encipherment=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([one for one in subject if one.value]))
        .issuer_name(issuer.certificate.subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(member.email)]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.private_key.public_key()),
            critical=False,
        )
    )
    if authenticates:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
        )
    return builder.sign(issuer.private_key, hashes.SHA256())


@contextlib.contextmanager
def _only_token(path: Path, environment: dict[str, str], token_label: str) -> Iterator[pkcs11.Token]:
    """A token of SoftHSM started on its own configuration, which it reads from the environment once."""
    before = {name: os.environ.get(name) for name in environment}
    with CardModule(path).exclusively():
        os.environ.update(environment)
        try:
            library = pkcs11.lib(str(path))
            library.reinitialize()
            try:
                yield library.get_token(token_label=token_label)
            finally:
                library.finalize()
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def put_away(card: PracticeCard) -> None:
    """Let go of a card whose files are about to be deleted: the module reads its configuration anew."""
    with CardModule(card.module).exclusively(), contextlib.suppress(pkcs11.PKCS11Error):
        pkcs11.lib(str(card.module)).finalize()


def _add_key(
    session: pkcs11.Session, key_id: bytes, kind: pkcs11.KeyType
) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
    """Generate a key pair on the token."""
    use = pkcs11.MechanismFlag
    if key_id == AUTHENTICATION_ID:
        capabilities = use.SIGN | use.VERIFY
    else:
        capabilities = use.DERIVE if kind is pkcs11.KeyType.EC else use.ENCRYPT | use.DECRYPT
    if kind is pkcs11.KeyType.EC:
        parameters = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
        curve = session.create_domain_parameters(pkcs11.KeyType.EC, parameters, local=True)
        on_token, _ = curve.generate_keypair(id=key_id, store=True, capabilities=capabilities)
        der = encode_ec_public_key(on_token)
    else:
        on_token, _ = session.generate_keypair(
            kind, _RSA_BITS, id=key_id, store=True, capabilities=capabilities
        )
        der = encode_rsa_public_key(on_token)
    public_key = serialization.load_der_public_key(der)
    if not isinstance(public_key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        raise CardFailed("KeyTypeInconsistent")
    return public_key


def add_certificate(session: pkcs11.Session, key_id: bytes, certificate: x509.Certificate) -> None:
    """Put a certificate on the token, beside the key with the same id."""
    session.create_object(
        {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            pkcs11.Attribute.TOKEN: True,
            pkcs11.Attribute.ID: key_id,
            pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
            pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
        }
    )
