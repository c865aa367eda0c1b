"""The same lists, asked by this program and by OpenSSL: both refuse, or neither."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from serums_desktop.domain.errors import CertificateRefusal, NoUsableCertificate
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.revocation import RevocationLists
from tests.unit.identity.staff_authority import (
    DAY,
    NOW,
    anchors_of,
    authentication,
    make_authority,
    make_revocation_list,
)

pytestmark = pytest.mark.interop

HOUR = dt.timedelta(hours=1)
_NUMBER = (x509.CRLNumber(1), False)


def _limited(**limits: object) -> dict[str, object]:
    scope = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return {"extensions": [_NUMBER, (x509.IssuingDistributionPoint(**(scope | limits)), True)]}


def _at(address: str) -> list[x509.GeneralName]:
    return [x509.UniformResourceIdentifier(address)]


@pytest.fixture(scope="module")
def openssl() -> str:
    program = shutil.which("openssl")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("openssl is not installed")
        pytest.skip("openssl is not installed")
    return program


@pytest.fixture(scope="module")
def authorities() -> tuple[Issuer, Issuer]:
    root = make_authority("Staff cards")
    return root, make_authority("Hospital", root)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({}, None),
        ({"revoked": None}, CertificateRefusal.REVOKED),
        ({"revoked": x509.ReasonFlags.certificate_hold}, CertificateRefusal.REVOKED),
        ({"revoked": x509.ReasonFlags.remove_from_crl}, None),
        ({"until": NOW - HOUR}, CertificateRefusal.REVOCATION_STALE),
        ({"revoked": None, "until": NOW - HOUR}, CertificateRefusal.REVOKED),
        ({"since": NOW + HOUR}, CertificateRefusal.REVOCATION_UNKNOWN),
        ({"signed_by": make_authority("Hospital")}, CertificateRefusal.REVOCATION_UNKNOWN),
        (_limited(only_contains_user_certs=True), None),
        (_limited(only_contains_ca_certs=True), CertificateRefusal.REVOCATION_UNKNOWN),
        (_limited(only_contains_attribute_certs=True), CertificateRefusal.REVOCATION_UNKNOWN),
        (_limited(full_name=_at("http://lists.example/1")), None),
        (_limited(full_name=_at("http://lists.example/2")), CertificateRefusal.REVOCATION_UNKNOWN),
        (
            _limited(only_some_reasons=frozenset({x509.ReasonFlags.key_compromise})),
            CertificateRefusal.REVOCATION_UNKNOWN,
        ),
        (
            {
                "extensions": [
                    (
                        x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.55555.1"), b"\x05\x00"),
                        True,
                    )
                ]
            },
            CertificateRefusal.REVOCATION_UNKNOWN,
        ),
    ],
)
def test_both_come_to_the_same_end(
    openssl: str,
    authorities: tuple[Issuer, Issuer],
    tmp_path: Path,
    how: dict[str, object],
    reason: CertificateRefusal | None,
) -> None:
    root, hospital = authorities
    point = x509.DistributionPoint(_at("http://lists.example/1"), None, None, None)
    leaf = authentication(hospital, lists_at=point).certificate
    given = {"until": NOW + DAY, "extensions": [_NUMBER]} | how
    named = {leaf: given.pop("revoked")} if "revoked" in given else {}
    lists = tmp_path / "lists.pem"
    lists.write_bytes(
        _pem(make_revocation_list(root, extensions=[_NUMBER]))
        + _pem(make_revocation_list(hospital, named, **given))
    )

    assert _ours(lists, (leaf, hospital.certificate, root.certificate)) is reason
    assert _openssl_accepts(openssl, tmp_path, leaf, authorities, lists) is (reason is None)


def _ours(lists: Path, chain: tuple[x509.Certificate, ...]) -> CertificateRefusal | None:
    try:
        RevocationLists([lists], required=True).check(chain, NOW)
    except NoUsableCertificate as refused:
        return refused.reason
    return None


def _openssl_accepts(
    openssl: str, directory: Path, leaf: x509.Certificate, authorities: tuple[Issuer, Issuer], lists: Path
) -> bool:
    root, hospital = authorities
    anchor, intermediate, end = (directory / name for name in ("anchor", "intermediate", "leaf"))
    anchor.write_bytes(anchors_of(root))
    intermediate.write_bytes(anchors_of(hospital))
    end.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    verify = [openssl, "verify", "-crl_check_all", "-extended_crl", "-attime", str(int(NOW.timestamp()))]
    verify += ["-CAfile", anchor, "-untrusted", intermediate, "-CRLfile", lists, end]
    return subprocess.run(verify, capture_output=True, check=False).returncode == 0


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_crl(der).public_bytes(serialization.Encoding.PEM)
