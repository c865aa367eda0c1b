"""Authorities and revocation lists in files, as they grow old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from serums_desktop.diagnosis import trust_files
from serums_desktop.diagnosis.examination import Ground
from serums_desktop.domain.diagnosis import Finding, Verdict
from serums_desktop.host.profile import profile_in
from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.staff_authority import anchors_of, make_authority

CONFIGURATION = """\
[workstation]
name = "USTAN-ED-014"
[trust]
tls_anchors = "anchors.pem"
card_anchors = "anchors.pem"
card_crls = ["cards.crl"]
crl_required = {required}
crl_grace_h = 2
[[source]]
id = "ustan"
title = "USTAN Edinburgh"
country = "GB"
fhir_base = "https://127.0.0.1:9/fhir"
home = true
"""
NOW = dt.datetime.now(dt.UTC)
HOUR = dt.timedelta(hours=1)

Look = Callable[[Ground], Iterable[Finding]]


@pytest.fixture(scope="module")
def authority() -> Issuer:
    return make_authority("Staff cards")


def at(directory: Path, moment: dt.datetime, *, required: bool = True) -> Ground:
    """The ground at a moment."""
    (directory / "serums-desktop.toml").write_text(
        CONFIGURATION.format(required=str(required).lower()), "utf-8"
    )
    return Ground(profile_in(directory), {}, moment.timestamp)


def only(found: Iterable[Finding]) -> tuple[Verdict, str]:
    (one,) = found
    return one.verdict, one.code


@pytest.mark.parametrize("look", [trust_files.look_at_tls_anchors, trust_files.look_at_card_anchors])
def test_authorities_have_their_time(tmp_path: Path, authority: Issuer, look: Look) -> None:
    (tmp_path / "anchors.pem").write_bytes(anchors_of(authority))
    assert only(look(at(tmp_path, NOW))) == (Verdict.OK, "current")
    end = authority.certificate.not_valid_after_utc
    assert only(look(at(tmp_path, end + HOUR))) == (Verdict.FAIL, "all-expired")
    assert only(look(at(tmp_path, NOW - dt.timedelta(days=9)))) == (Verdict.FAIL, "all-expired")


def test_one_of_two_authorities_has_expired(tmp_path: Path, authority: Issuer) -> None:
    former = _ended(authority)
    (tmp_path / "anchors.pem").write_bytes(anchors_of(authority) + former)
    (found,) = trust_files.look_at_tls_anchors(at(tmp_path, NOW))
    assert (found.verdict, found.code) == (Verdict.WARN, "some-expired")
    assert (found.facts["count"], found.facts["total"]) == ("1", "2")


def test_a_list_is_stale_after_its_grace(tmp_path: Path, authority: Issuer) -> None:
    (tmp_path / "cards.crl").write_bytes(_list(authority, NOW - HOUR, NOW + HOUR))
    look = trust_files.look_at_revocation_lists
    assert only(look(at(tmp_path, NOW))) == (Verdict.OK, "current")
    assert only(look(at(tmp_path, NOW + 2 * HOUR))) == (Verdict.OK, "current")
    assert only(look(at(tmp_path, NOW + 4 * HOUR))) == (Verdict.FAIL, "stale")
    assert only(look(at(tmp_path, NOW + 4 * HOUR, required=False))) == (Verdict.WARN, "stale")
    assert only(look(at(tmp_path, NOW - 2 * HOUR))) == (Verdict.FAIL, "from-the-future")


def test_of_several_lists_in_a_file_the_oldest_counts(tmp_path: Path, authority: Issuer) -> None:
    lists = [_list(authority, NOW - HOUR, NOW + days * 24 * HOUR) for days in (9, 1, 5)]
    (tmp_path / "cards.crl").write_bytes(b"".join(lists))
    (found,) = trust_files.look_at_revocation_lists(at(tmp_path, NOW))
    assert found.facts["until"] == str((NOW + 24 * HOUR).date())


def _ended(authority: Issuer) -> bytes:
    """The authority's former certificate (PEM)."""
    name = authority.certificate.subject
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7)
    builder = builder.public_key(authority.private_key.public_key())
    builder = builder.not_valid_before(NOW - 9 * HOUR).not_valid_after(NOW - HOUR)
    return builder.sign(authority.private_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _list(authority: Issuer, since: dt.datetime, until: dt.datetime) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    builder = builder.last_update(since).next_update(until)
    return builder.sign(authority.private_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
