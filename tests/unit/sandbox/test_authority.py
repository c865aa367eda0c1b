from __future__ import annotations

import datetime as dt
import ipaddress
import stat
from pathlib import Path

from cryptography import x509
from cryptography.x509 import verification

from serums_desktop.sandbox.authority import Authority, write_private


def test_a_server_certificate_is_good_for_the_loopback_address_alone() -> None:
    authority = Authority.create("TLS")
    pem, _ = authority.issue_loopback_server("FCRB")
    leaf = x509.load_pem_x509_certificate(pem)
    policy = verification.PolicyBuilder().store(verification.Store([authority.certificate]))

    chain = policy.build_server_verifier(x509.IPAddress(ipaddress.ip_address("127.0.0.1"))).verify(leaf, [])

    assert chain == [leaf, authority.certificate]
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("127.0.0.1")]


def test_a_private_file_is_never_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"old")
    path.chmod(0o644)

    write_private(path, b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nobodys_certificate_is_taken_back() -> None:
    authority = Authority.create("Staff cards")

    revoked = x509.load_pem_x509_crl(authority.revocation_list_pem())

    assert list(revoked) == []
    assert revoked.issuer == authority.certificate.subject
    assert revoked.is_signature_valid(authority.key.public_key())
    assert revoked.next_update_utc is not None
    now = dt.datetime.now(dt.UTC)
    assert revoked.last_update_utc < now < revoked.next_update_utc
