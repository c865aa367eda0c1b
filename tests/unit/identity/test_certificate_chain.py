from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import CertificateRefusal, NoUsableCertificate
from serums_desktop.identity.certificate_chain import ChainVerifier
from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.staff_authority import (
    DAY,
    NOW,
    anchors_of,
    authentication,
    make_authority,
    signed_with_sha1,
)

HOUR = dt.timedelta(hours=1)


def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, bits)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="module")
def rsa_issuer() -> Issuer:
    return make_authority("Older staff cards", private_key=_rsa_key(2048))


@pytest.fixture(scope="module")
def verifier(issuer: Issuer, rsa_issuer: Issuer) -> ChainVerifier:
    return ChainVerifier(anchors_of(issuer, rsa_issuer))


def _refusal(
    verifier: ChainVerifier, leaf: x509.Certificate, others: Sequence[x509.Certificate] = ()
) -> CertificateRefusal:
    with pytest.raises(NoUsableCertificate) as caught:
        verifier.verify(leaf, others, NOW)
    return caught.value.reason


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_a_chain_runs_from_the_leaf_to_the_anchor(
    issuer: Issuer, verifier: ChainVerifier, curve: ec.EllipticCurve
) -> None:
    hospital = make_authority("Hospital", issuer, private_key=ec.generate_private_key(curve))
    ward = make_authority("Ward", hospital)
    leaf = authentication(ward).certificate
    others = [issuer.certificate, hospital.certificate, ward.certificate, leaf]

    chain = verifier.verify(leaf, others, NOW)

    assert chain == (leaf, ward.certificate, hospital.certificate, issuer.certificate)
    assert verifier.verify(leaf, reversed(others), NOW) == chain


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ends": NOW - HOUR}, CertificateRefusal.EXPIRED),
        ({"starts": NOW + HOUR}, CertificateRefusal.NOT_YET_VALID),
        ({"private_key": _rsa_key(1024)}, CertificateRefusal.WEAK_KEY),
        ({"private_key": ec.generate_private_key(ec.SECP224R1())}, CertificateRefusal.WEAK_KEY),
        ({"usages": ["crl_sign"]}, CertificateRefusal.UNTRUSTED),
    ],
)
def test_an_intermediate_has_to_reach_the_floor(
    issuer: Issuer, verifier: ChainVerifier, changes: dict[str, object], reason: CertificateRefusal
) -> None:
    hospital = make_authority("Hospital", issuer, **changes)

    assert _refusal(verifier, authentication(hospital).certificate, [hospital.certificate]) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"private_key": _rsa_key(1024)}, CertificateRefusal.WEAK_KEY),
        ({"ends": NOW - HOUR}, CertificateRefusal.UNTRUSTED),
    ],
)
def test_so_has_an_anchor(changes: dict[str, object], reason: CertificateRefusal) -> None:
    anchor = make_authority("Staff cards", **changes)

    assert _refusal(ChainVerifier(anchors_of(anchor)), authentication(anchor).certificate) is reason


def test_a_leafs_curve_has_to_be_one_that_signs_tokens(issuer: Issuer, verifier: ChainVerifier) -> None:
    for curve, accepted in [(ec.SECP384R1(), True), (ec.SECP521R1(), False)]:
        leaf = authentication(issuer, public_key=ec.generate_private_key(curve).public_key()).certificate
        if accepted:
            assert verifier.verify(leaf, (), NOW) == (leaf, issuer.certificate)
        else:
            assert _refusal(verifier, leaf) is CertificateRefusal.WEAK_KEY


def test_a_stranger_under_a_known_name_stays_a_stranger(verifier: ChainVerifier) -> None:
    for key in (
        _rsa_key(2048),
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP384R1()),
    ):
        stranger = make_authority("Staff cards", private_key=key)
        leaf = authentication(stranger, ends=NOW - DAY).certificate
        assert _refusal(verifier, leaf) is CertificateRefusal.UNTRUSTED


def test_authorities_that_vouch_for_each_other_end_nowhere(verifier: ChainVerifier) -> None:
    one = make_authority("One")
    other = make_authority("Other", one)
    back = make_authority("One", other, private_key=one.private_key)
    leaf = authentication(other).certificate
    others = [one.certificate, other.certificate, back.certificate]

    assert _refusal(verifier, leaf, others) is CertificateRefusal.UNTRUSTED


def test_a_weak_signature_is_refused_in_every_link(rsa_issuer: Issuer, verifier: ChainVerifier) -> None:
    leaf = authentication(rsa_issuer).certificate
    hospital = make_authority("Hospital", rsa_issuer)
    weak_hospital = signed_with_sha1(hospital.certificate, rsa_issuer.private_key)
    leaf_below = authentication(hospital).certificate

    assert verifier.verify(leaf, (), NOW)
    assert verifier.verify(leaf_below, [hospital.certificate], NOW)
    weak_leaf = signed_with_sha1(leaf, rsa_issuer.private_key)
    assert _refusal(verifier, weak_leaf) is CertificateRefusal.WEAK_SIGNATURE
    assert _refusal(verifier, leaf_below, [weak_hospital]) is CertificateRefusal.WEAK_SIGNATURE
    short_hash = authentication(rsa_issuer, algorithm=hashes.SHA224()).certificate
    assert _refusal(verifier, short_hash) is CertificateRefusal.WEAK_SIGNATURE


def test_an_anchors_own_signature_is_not_looked_at(rsa_issuer: Issuer) -> None:
    old_root = signed_with_sha1(rsa_issuer.certificate, rsa_issuer.private_key)
    verifier = ChainVerifier(old_root.public_bytes(serialization.Encoding.PEM))
    leaf = authentication(rsa_issuer).certificate

    assert verifier.verify(leaf, (), NOW) == (leaf, old_root)


def test_a_chain_was_valid_at_the_start_of_one_of_its_links_if_ever(
    issuer: Issuer, verifier: ChainVerifier
) -> None:
    hospital = make_authority("Hospital", issuer, starts=NOW - 9 * HOUR, ends=NOW - 2 * HOUR)
    leaf = authentication(hospital, starts=NOW - 3 * HOUR, ends=NOW - HOUR).certificate

    starts = verifier.starts([leaf, hospital.certificate])

    assert starts == [NOW - DAY, NOW - 9 * HOUR, NOW - 3 * HOUR]
    assert verifier.verify(leaf, [hospital.certificate], starts[-1])
