from __future__ import annotations

import base64
import contextlib
import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.revocation import RevocationLists
from tests.unit.identity.staff_authority import (
    DAY,
    NOW,
    authentication,
    list_signed_with_sha1,
    make_authority,
    make_revocation_list,
)

HOUR = dt.timedelta(hours=1)

WriteList = Callable[..., Path]


@pytest.fixture(scope="module")
def root() -> Issuer:
    return make_authority("Staff cards")


@pytest.fixture(scope="module")
def hospital(root: Issuer) -> Issuer:
    return make_authority("Hospital", root)


@pytest.fixture(scope="module")
def chain(root: Issuer, hospital: Issuer) -> tuple[x509.Certificate, ...]:
    point = x509.DistributionPoint(_at("http://lists.example/1.crl"), None, None, None)
    leaf = authentication(hospital, lists_at=point).certificate
    return leaf, hospital.certificate, root.certificate


@pytest.fixture
def written(tmp_path: Path) -> WriteList:
    """Writes a list of an authority to a file of its own."""

    def write(issuer: Issuer, *given: object, **changes: object) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.crl"
        path.write_bytes(make_revocation_list(issuer, *given, **changes))
        return path

    return write


def _refusal(
    lists: RevocationLists, chain: tuple[x509.Certificate, ...], at: dt.datetime = NOW
) -> CertificateRefusal | None:
    try:
        lists.check(chain, at)
    except NoUsableCertificate as refused:
        return refused.reason
    return None


def _scope(**given: object) -> tuple[x509.ExtensionType, bool]:
    """What a list is limited to."""
    unlimited = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**(unlimited | given)), True


def _at(address: str) -> list[x509.GeneralName]:
    return [x509.UniformResourceIdentifier(address)]


def test_without_lists_nothing_is_refused_unless_they_are_required(
    chain: tuple[x509.Certificate, ...],
) -> None:
    assert _refusal(RevocationLists([]), chain) is None
    assert _refusal(RevocationLists([], required=True), chain) is CertificateRefusal.REVOCATION_UNKNOWN


def test_current_lists_of_every_link_let_a_card_pass(
    root: Issuer, hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    of_root, of_hospital = written(root), written(hospital, [authentication(hospital).certificate])

    assert _refusal(RevocationLists([of_root, of_hospital], required=True), chain) is None
    for alone in (of_root, of_hospital):
        lists = RevocationLists([alone], required=True)
        assert _refusal(lists, chain) is CertificateRefusal.REVOCATION_UNKNOWN


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("link", [0, 1])
def test_a_revoked_link_ends_the_chain(
    root: Issuer,
    hospital: Issuer,
    chain: tuple[x509.Certificate, ...],
    written: WriteList,
    link: int,
    required: bool,
) -> None:
    path = written((hospital, root)[link], [chain[link]])

    assert _refusal(RevocationLists([path], required=required), chain) is CertificateRefusal.REVOKED


@pytest.mark.parametrize(
    ("since", "until", "grace_h", "reason"),
    [
        (-DAY, DAY, 0, None),
        (-2 * DAY, -HOUR, 0, CertificateRefusal.REVOCATION_STALE),
        (-2 * DAY, -HOUR, 1, None),
        (-2 * DAY, -2 * HOUR, 1, CertificateRefusal.REVOCATION_STALE),
        (HOUR, DAY, 168, CertificateRefusal.REVOCATION_UNKNOWN),
    ],
)
def test_a_required_list_has_to_be_current(
    hospital: Issuer,
    chain: tuple[x509.Certificate, ...],
    written: WriteList,
    since: dt.timedelta,
    until: dt.timedelta,
    grace_h: int,
    reason: CertificateRefusal | None,
) -> None:
    path = written(hospital, since=NOW + since, until=NOW + until)

    lists = RevocationLists([path], required=True, grace_h=grace_h)

    assert _refusal(lists, chain[:2]) is reason
    assert _refusal(RevocationLists([path]), chain[:2]) is None


@pytest.mark.parametrize(("since", "until"), [(-3 * DAY, -2 * DAY), (DAY, 2 * DAY)])
def test_who_is_named_is_revoked_however_old_the_list(
    hospital: Issuer,
    chain: tuple[x509.Certificate, ...],
    written: WriteList,
    since: dt.timedelta,
    until: dt.timedelta,
) -> None:
    path = written(hospital, [chain[0]], since=NOW + since, until=NOW + until)

    assert _refusal(RevocationLists([path]), chain) is CertificateRefusal.REVOKED


def test_the_newest_list_has_the_last_word(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    hold = {chain[0]: x509.ReasonFlags.certificate_hold}
    older, newer = written(hospital, hold, since=NOW - 2 * DAY), written(hospital)

    assert _refusal(RevocationLists([older]), chain) is CertificateRefusal.REVOKED
    for files in ([older, newer], [newer, older]):
        assert _refusal(RevocationLists(files, required=True), chain[:2]) is None


def test_what_a_list_takes_back_is_not_revoked(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    path = written(hospital, {chain[0]: x509.ReasonFlags.remove_from_crl})

    assert _refusal(RevocationLists([path], required=True), chain[:2]) is None


def test_a_list_that_another_signed_counts_for_nothing(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    forged = written(hospital, [chain[0]], signed_by=make_authority("Hospital"))
    others = written(make_authority("Another hospital"), [chain[0]])
    renamed = written(make_authority("Another hospital", private_key=hospital.private_key), [chain[0]])

    lists = RevocationLists([forged, others, renamed], required=True)

    assert _refusal(lists, chain) is CertificateRefusal.REVOCATION_UNKNOWN


def test_an_authority_that_may_sign_no_lists_signs_none(written: WriteList) -> None:
    silent = make_authority("Hospital", usages=["key_cert_sign"])
    leaf = authentication(silent).certificate
    path = written(silent, [leaf])

    assert _refusal(RevocationLists([path]), (leaf, silent.certificate)) is None


def test_a_list_under_a_weak_signature_counts_for_nothing(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65_537, 2048)
    issuer = make_authority("Hospital", private_key=key)
    leaf = authentication(issuer).certificate
    sha1 = list_signed_with_sha1(make_revocation_list(issuer), key)
    sha224 = make_revocation_list(issuer, algorithm=hashes.SHA224())

    for content in (sha1, sha224):
        path = tmp_path / "weak.crl"
        path.write_bytes(content)
        lists = RevocationLists([path], required=True)
        assert _refusal(lists, (leaf, issuer.certificate)) is CertificateRefusal.REVOCATION_UNKNOWN


def test_a_list_that_names_no_next_one_is_never_current(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], tmp_path: Path
) -> None:
    path = tmp_path / "staff.crl"
    path.write_bytes(_without_next_update(make_revocation_list(hospital), hospital.private_key))

    lists = RevocationLists([path], required=True)

    assert _refusal(lists, chain[:2]) is CertificateRefusal.REVOCATION_STALE
    path.write_bytes(_without_next_update(make_revocation_list(hospital, chain[:1]), hospital.private_key))
    assert _refusal(lists, chain[:2]) is CertificateRefusal.REVOKED


@pytest.mark.filterwarnings("ignore:Parsed a:cryptography.utils.CryptographyDeprecationWarning")
def test_a_serial_number_below_zero_is_looked_up_too(hospital: Issuer, tmp_path: Path) -> None:
    number, below_zero = (bytes([first]) + b"a serial number" for first in (0x2A, 0xAA))
    leaf = authentication(hospital, serial_number=int.from_bytes(number, "big")).certificate
    der = leaf.public_bytes(serialization.Encoding.DER)
    chain = x509.load_der_x509_certificate(der.replace(number, below_zero)), hospital.certificate
    assert chain[0].serial_number < 0
    path = tmp_path / "staff.crl"
    path.write_bytes(make_revocation_list(hospital, [leaf]))
    lists = RevocationLists([path], required=True)
    assert _refusal(lists, chain) is None

    path.write_bytes(_changed(path.read_bytes(), number, below_zero, hospital.private_key))

    assert _refusal(lists, chain) is CertificateRefusal.REVOKED


@pytest.mark.parametrize(
    "extension",
    [
        (x509.DeltaCRLIndicator(1), True),
        (x509.DeltaCRLIndicator(1), False),
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.55555.1"), b"\x05\x00"), True),
        _scope(indirect_crl=True),
        _scope(only_contains_attribute_certs=True),
    ],
    ids=["delta", "careless delta", "unknown and critical", "indirect", "of attribute certificates"],
)
def test_lists_of_another_kind_are_left_aside(
    hospital: Issuer,
    chain: tuple[x509.Certificate, ...],
    written: WriteList,
    extension: tuple[x509.ExtensionType, bool],
) -> None:
    path = written(hospital, [chain[0]], extensions=[extension])

    assert _refusal(RevocationLists([path]), chain) is None
    lists = RevocationLists([path], required=True)
    assert _refusal(lists, chain) is CertificateRefusal.REVOCATION_UNKNOWN


def test_an_unknown_extension_that_is_not_critical_is_passed_over(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    extension = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.55555.1"), b"\x05\x00")
    path = written(hospital, [chain[0]], extensions=[(extension, False), (x509.CRLNumber(7), False)])

    assert _refusal(RevocationLists([path]), chain) is CertificateRefusal.REVOKED


@pytest.mark.parametrize(
    ("scopes", "covered"),
    [
        ([{"only_contains_user_certs": True}], True),
        ([{"only_contains_ca_certs": True}], False),
        ([{"full_name": _at("http://lists.example/1.crl")}], True),
        ([{"full_name": _at("http://lists.example/2.crl")}], False),
        ([{"only_some_reasons": frozenset({x509.ReasonFlags.key_compromise})}], False),
        (
            [
                {"only_some_reasons": frozenset({x509.ReasonFlags.key_compromise})},
                {
                    "only_some_reasons": frozenset(x509.ReasonFlags)
                    - {
                        x509.ReasonFlags.unspecified,
                        x509.ReasonFlags.remove_from_crl,
                        x509.ReasonFlags.key_compromise,
                    }
                },
            ],
            True,
        ),
    ],
)
def test_a_list_speaks_for_its_own_part_alone(
    hospital: Issuer,
    chain: tuple[x509.Certificate, ...],
    written: WriteList,
    scopes: list[dict[str, object]],
    covered: bool,
) -> None:
    silent = [written(hospital, extensions=[_scope(**scope)]) for scope in scopes]
    naming = written(hospital, [chain[0]], extensions=[_scope(**scopes[0])])

    told = _refusal(RevocationLists(silent, required=True), chain[:2])

    assert told is (None if covered else CertificateRefusal.REVOCATION_UNKNOWN)
    assert _refusal(RevocationLists([naming]), chain) is CertificateRefusal.REVOKED, (
        "a serial number is its issuer's only once, in whichever part it stands"
    )


def test_a_part_may_be_named_after_its_issuer(hospital: Issuer, written: WriteList) -> None:
    first, second = (
        x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        for name in ("CRL1", "CRL2")
    )
    whole = x509.DirectoryName(x509.Name([*hospital.certificate.subject.rdns, first]))
    named_so = [{"relative_name": first}, {"full_name": [whole]}]

    for at, part in itertools.product(named_so, [*named_so, {"relative_name": second}]):
        point = x509.DistributionPoint(at.get("full_name"), at.get("relative_name"), None, None)
        leaf = authentication(hospital, lists_at=point).certificate
        lists = RevocationLists([written(hospital, extensions=[_scope(**part)])], required=True)
        is_covered = part in named_so
        assert _refusal(lists, (leaf, hospital.certificate)) is (
            None if is_covered else CertificateRefusal.REVOCATION_UNKNOWN
        )


def test_a_newer_list_of_another_part_takes_nothing_back(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    first, second = ([_scope(full_name=_at(f"http://lists.example/{part}.crl"))] for part in (1, 2))
    naming = written(hospital, [chain[0]], since=NOW - 3 * DAY, extensions=first)
    newer = written(hospital, extensions=second)

    assert _refusal(RevocationLists([naming, newer]), chain) is CertificateRefusal.REVOKED


def test_a_list_of_authorities_covers_authorities(
    root: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    for limit, reason in [
        ("only_contains_ca_certs", None),
        ("only_contains_user_certs", CertificateRefusal.REVOCATION_UNKNOWN),
    ]:
        path = written(root, extensions=[_scope(**{limit: True})])
        assert _refusal(RevocationLists([path], required=True), chain[1:]) is reason


def test_several_lists_in_one_pem_file_are_all_read(
    root: Issuer, hospital: Issuer, chain: tuple[x509.Certificate, ...], tmp_path: Path
) -> None:
    path = tmp_path / "all.pem"
    path.write_bytes(b"".join(_pem(make_revocation_list(issuer)) for issuer in (root, hospital)))

    assert _refusal(RevocationLists([path], required=True), chain) is None


def test_a_list_that_changes_on_disk_is_read_anew(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    path = written(hospital)
    lists = RevocationLists([path], required=True)
    assert _refusal(lists, chain[:2]) is None

    _replace(path, make_revocation_list(hospital, [chain[0]]))

    assert _refusal(lists, chain[:2]) is CertificateRefusal.REVOKED


def test_while_an_update_is_on_its_way_the_last_list_stands(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    path = written(hospital, [chain[0]])
    lists = RevocationLists([path])

    _replace(path, path.read_bytes()[:100])
    assert _refusal(lists, chain) is CertificateRefusal.REVOKED
    path.unlink()
    assert _refusal(lists, chain) is CertificateRefusal.REVOKED
    _replace(path, make_revocation_list(hospital))
    assert _refusal(lists, chain) is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "unreadable"),
        (b"", "not-a-revocation-list"),
        (b"rubbish", "not-a-revocation-list"),
        (b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "not-a-revocation-list"),
    ],
)
def test_a_file_that_is_no_list_is_a_configuration_error(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "staff.crl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigurationError) as caught:
        RevocationLists([path])

    assert (caught.value.where, caught.value.problem) == ("trust.card_crls", problem)


def test_the_order_of_the_files_changes_nothing(
    root: Issuer, hospital: Issuer, chain: tuple[x509.Certificate, ...], written: WriteList
) -> None:
    part = [_scope(full_name=_at("http://lists.example/1.crl"))]
    files = [
        written(root),
        written(hospital, [chain[0]], since=NOW - 3 * DAY, until=NOW - 2 * DAY),
        written(hospital, since=NOW - 2 * DAY, until=NOW - DAY),
        written(hospital, extensions=part),
    ]

    for some, reason in [(files, None), (files[:3], CertificateRefusal.REVOCATION_STALE)]:
        orders = itertools.permutations(some)
        assert {_refusal(RevocationLists(order, required=True), chain) for order in orders} == {reason}


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 199), put=st.binary(max_size=2))
def test_a_changed_byte_makes_a_list_count_for_nothing(
    hospital: Issuer, chain: tuple[x509.Certificate, ...], tmp_path: Path, place: int, put: bytes
) -> None:
    whole = make_revocation_list(hospital, extensions=[_scope(full_name=_at("http://lists.example/1.crl"))])
    changed = whole[:place] + put + whole[place + 1 :]
    assume(changed != whole)
    path = tmp_path / "changed.crl"
    path.write_bytes(changed)

    with contextlib.suppress(ConfigurationError):
        lists = RevocationLists([path], required=True)
        assert _refusal(lists, chain[:2]) is CertificateRefusal.REVOCATION_UNKNOWN


def _without_next_update(der: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The same list in the form that X.509 allows and RFC 5280 does not."""
    next_update = f"{x509.load_der_x509_crl(der).next_update_utc:%y%m%d%H%M%SZ}".encode()
    return _changed(der, b"\x17" + bytes([len(next_update)]) + next_update, b"", key)


def _changed(der: bytes, old: bytes, new: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """A list with other contents, properly signed."""
    tbs = x509.load_der_x509_crl(der).tbs_certlist_bytes
    body = tbs[3:] if tbs[1] == 0x81 else tbs[2:]
    assert body.count(old) == 1
    signed = _sequence(body.replace(old, new))
    signature = b"\x00" + key.sign(signed, ec.ECDSA(hashes.SHA256()))
    ecdsa_with_sha256 = bytes.fromhex("300a06082a8648ce3d040302")
    return _sequence(signed + ecdsa_with_sha256 + b"\x03" + bytes([len(signature)]) + signature)


def _sequence(body: bytes) -> bytes:
    assert len(body) < 256
    return b"\x30" + (b"" if len(body) < 128 else b"\x81") + bytes([len(body)]) + body


def _pem(der: bytes) -> bytes:
    body = base64.encodebytes(der)
    return b"-----BEGIN X509 CRL-----\n" + body + b"-----END X509 CRL-----\n"


def _replace(path: Path, content: bytes) -> None:
    """As whoever fetches lists does it: a new file in the place of the old one."""
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)
