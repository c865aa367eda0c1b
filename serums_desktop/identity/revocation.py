"""What the authorities of staff cards have revoked, from complete lists on this workstation's disk."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate
from serums_desktop.identity.certificate_chain import MALFORMED, Chain, has_strong_signature

_PEM_LIST: Final = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)

# The extensions of a list that are understood here; with any other critical one it must not be used
# (RFC 5280 §5.2). Two that are understood say that a list is not a complete one of its issuer's own.
_UNDERSTOOD: Final = (x509.AuthorityKeyIdentifier, x509.CRLNumber, x509.IssuingDistributionPoint)

# Reasons that a list may be limited to (RFC 5280 §5.2.5).
_ALL_REASONS: Final = frozenset(x509.ReasonFlags) - {
    x509.ReasonFlags.unspecified,
    x509.ReasonFlags.remove_from_crl,
}

# Reasons that say nothing against what a key did before. Any other, and none given, may mean that somebody
# else had the key.
_KEY_WAS_SAFE: Final = frozenset(
    {
        x509.ReasonFlags.affiliation_changed,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
        x509.ReasonFlags.privilege_withdrawn,
    }
)


class RevocationLists:
    """Complete revocation lists (RFC 5280 §5 and §6.3), read anew whenever their files change.

    A list counts for a certificate when the certificate's issuer in the verified chain signed it. A list that
    an anchor of the issuer's name signed can revoke it as well: an authority that changed its key signs with
    the new one. Delta and indirect lists, and lists of attribute certificates, are left aside. Any thread may
    ask.
    """

    def __init__(self, files: Sequence[Path], *, required: bool = False, grace_h: int = 0) -> None:
        """`required`: a certificate without a current list is refused. A list is current from its
        this-update until `grace_h` hours after its next-update.

        Raises ConfigurationError for a file that cannot be read or holds anything but lists (PEM or DER).
        """
        self._files = [_ListFile(path) for path in files]
        self._required = required
        self._grace = dt.timedelta(hours=grace_h)

    def check(self, chain: Chain, at: dt.datetime, anchors: Sequence[x509.Certificate] = ()) -> None:
        """Look every certificate of a verified chain up, the anchor at its end excepted.

        Raises NoUsableCertificate: REVOKED where the newest list names one, however old that list is;
        REVOCATION_UNKNOWN or REVOCATION_STALE where lists are required and no current one covers one.
        """
        if next(self._reasons(chain, anchors), None) is not None:
            raise NoUsableCertificate(CertificateRefusal.REVOKED)
        if self._required:
            for one, issuer in itertools.pairwise(chain):
                self._check_covered(one, self._by(issuer), at)

    def condemns(self, chain: Chain, anchors: Sequence[x509.Certificate] = ()) -> bool:
        """Whether a certificate of the chain was revoked for a reason that undoes what it did before."""
        return any(reason not in _KEY_WAS_SAFE for reason in self._reasons(chain, anchors))

    def _reasons(self, chain: Chain, anchors: Sequence[x509.Certificate]) -> Iterator[x509.ReasonFlags]:
        """Why lists name certificates of the chain."""
        for one, issuer in itertools.pairwise(chain):
            for signer in {issuer, *(anchor for anchor in anchors if anchor.subject == issuer.subject)}:
                reason = _reason(one, self._by(signer))
                if reason is not None:
                    yield reason

    def _by(self, issuer: x509.Certificate) -> list[_List]:
        """The lists that this issuer signed, newest last."""
        found = [one for file in self._files for one in file.lists() if one.is_by(issuer)]
        return sorted(found, key=lambda one: one.this_update)

    def _check_covered(
        self, certificate: x509.Certificate, by_issuer: Sequence[_List], at: dt.datetime
    ) -> None:
        covering = [one for one in by_issuer if one.covers(certificate)]
        current = [one for one in covering if one.this_update <= at and at - self._grace <= one.next_update]
        if frozenset[x509.ReasonFlags]().union(*(one.reasons for one in current)) >= _ALL_REASONS:
            return
        if any(at - self._grace > one.next_update for one in covering):
            raise NoUsableCertificate(CertificateRefusal.REVOCATION_STALE)
        raise NoUsableCertificate(CertificateRefusal.REVOCATION_UNKNOWN)


class _ListFile:
    """One file of lists. What was read last stands while the file is away or half-written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._stamp = _stamp(path)
            content = path.read_bytes()
        except OSError as error:
            raise ConfigurationError("trust.card_crls", "unreadable") from error
        try:
            self._lists = _parse(content)
        except MALFORMED as error:
            raise ConfigurationError("trust.card_crls", "not-a-revocation-list") from error
        self._digest = hashlib.sha256(content).digest()

    def lists(self) -> tuple[_List, ...]:
        """The lists in the file as it is now."""
        try:
            if (stamp := _stamp(self._path)) != self._stamp:
                content = self._path.read_bytes()
                # Touched and not changed: what is remembered of the lists stays of use.
                if (digest := hashlib.sha256(content).digest()) != self._digest:
                    self._lists, self._digest = _parse(content), digest
                self._stamp = stamp
        except (OSError, *MALFORMED):
            # An update on its way. Where it never arrives, the lists known so far grow stale.
            return self._lists
        return self._lists


class _List:
    """A list and what it is about. What was asked is remembered: a list may be long, and never changes."""

    def __init__(self, crl: x509.CertificateRevocationList) -> None:
        """Raises what is MALFORMED."""
        self._crl = crl
        self._issuer = crl.issuer
        extensions = list(crl.extensions)
        values = [one.value for one in extensions]
        scopes = [one for one in values if isinstance(one, x509.IssuingDistributionPoint)]
        self._scope = scopes[0] if scopes else None
        self.scope_bytes = self._scope.public_bytes() if self._scope else b""
        self.reasons = (self._scope and self._scope.only_some_reasons) or _ALL_REASONS
        self.this_update = crl.last_update_utc
        # A list has to say when the next one comes (RFC 5280 §5.1.2.5); without that it is stale at once.
        self.next_update = crl.next_update_utc or self.this_update
        self._is_understood = all(
            isinstance(one.value, _UNDERSTOOD) or not one.critical for one in extensions
        )
        self._is_complete = not any(isinstance(one, x509.DeltaCRLIndicator) for one in values)
        self._signed_by: dict[x509.Certificate, bool] = {}
        self._reasons: dict[int, x509.ReasonFlags | None] = {}

    def is_by(self, issuer: x509.Certificate) -> bool:
        """Whether this is a complete list that the issuer may sign, and signed, of its own certificates."""
        if issuer not in self._signed_by:
            self._signed_by[issuer] = (
                self._is_understood
                and self._is_complete
                and not (
                    self._scope and (self._scope.indirect_crl or self._scope.only_contains_attribute_certs)
                )
                and self._issuer == issuer.subject
                and _may_sign_lists(issuer)
                and self._is_signed_by(issuer)
            )
        return self._signed_by[issuer]

    def reason(self, serial_number: int) -> x509.ReasonFlags | None:
        """Why the list names a certificate of this serial number, None where it does not."""
        if serial_number not in self._reasons:
            if serial_number > 0:
                entry = self._crl.get_revoked_certificate_by_serial_number(serial_number)
            else:
                # Forbidden and in use (RFC 5280 §4.1.2.2). The quick search takes positive numbers alone.
                entry = next((one for one in self._crl if one.serial_number == serial_number), None)
            self._reasons[serial_number] = None if entry is None else _reason_given(entry)
        return self._reasons[serial_number]

    def covers(self, certificate: x509.Certificate) -> bool:
        """Whether the list would name this certificate of its issuer (RFC 5280 §6.3.3, b 2)."""
        scope = self._scope
        if scope is None:
            return True
        if (scope.only_contains_user_certs and _is_authority(certificate)) or (
            scope.only_contains_ca_certs and not _is_authority(certificate)
        ):
            return False
        names = _names(scope, self._issuer)
        points = _distribution_points(certificate)
        return not names or any(names & _names(point, self._issuer) for point in points)

    def _is_signed_by(self, issuer: x509.Certificate) -> bool:
        public_key = issuer.public_key()
        if not isinstance(public_key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
            return False
        try:
            return has_strong_signature(self._crl) and self._crl.is_signature_valid(public_key)
        except MALFORMED:
            return False


def _names(
    part: x509.IssuingDistributionPoint | x509.DistributionPoint, issuer: x509.Name
) -> set[x509.GeneralName]:
    """The names of a part of an issuer's lists, whichever way they are written (RFC 5280 §4.2.1.13)."""
    names = set(part.full_name or ())
    if part.relative_name is not None:
        names.add(x509.DirectoryName(x509.Name([*issuer.rdns, part.relative_name])))
    return names


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _parse(content: bytes) -> tuple[_List, ...]:
    """Raises what is MALFORMED for anything but lists."""
    if blocks := _PEM_LIST.findall(content):
        return tuple(_List(x509.load_pem_x509_crl(block)) for block in blocks)
    return (_List(x509.load_der_x509_crl(content)),)


def _reason(certificate: x509.Certificate, by_issuer: Sequence[_List]) -> x509.ReasonFlags | None:
    """Why the newest lists, one of each scope, name a certificate.

    Where a certificate is named, the scope does not matter: a serial number is its issuer's only once.
    """
    newest = {one.scope_bytes: one for one in by_issuer}
    reasons = (one.reason(certificate.serial_number) for one in newest.values())
    return next((reason for reason in reasons if reason is not None), None)


def _reason_given(entry: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, *MALFORMED):
        return x509.ReasonFlags.unspecified
    return None if reason is x509.ReasonFlags.remove_from_crl else reason


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _distribution_points(certificate: x509.Certificate) -> Sequence[x509.DistributionPoint]:
    try:
        return list(certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value)
    except x509.ExtensionNotFound:
        return ()
