"""The doctor on workstations whose way to a source is broken: proxy, certificate, provider, clock."""

from __future__ import annotations

import datetime as dt
import socket
from pathlib import Path

import pytest

from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.host.profile import Profile
from tests.unit.identity.staff_authority import make_authority

from .broken_setups import (
    Setup,
    good_description,
    mail_server,
    provider,
    proxy,
    sound_setup,
    tunnel,
    web_certificate,
)
from .conftest import SOURCES


@pytest.fixture
def setup(place: tuple[Profile, ModelHospitals], hospitals: ModelHospitals, tmp_path: Path) -> Setup:
    return sound_setup(place[0], tmp_path)


def test_servers_with_certificates_that_are_not_trusted(setup: Setup) -> None:
    ours, stranger = make_authority("Web servers"), make_authority("Somebody else's web servers")
    setup.trust(ours)
    long_ago = {"begins": dt.timedelta(days=-9), "ends": dt.timedelta(days=-1)}
    for code, certificate in (
        ("expired", lambda: web_certificate(setup.directory, ours, **long_ago)),
        ("not-yet-valid", lambda: web_certificate(setup.directory, ours, begins=dt.timedelta(days=1))),
        ("other-name", lambda: web_certificate(setup.directory, ours, host="other.example")),
        ("unknown-authority", lambda: web_certificate(setup.directory, stranger)),
    ):
        with provider(certificate()) as origin:
            setup.set_key("fhir_base", f"{origin}/fhir")
            assert setup.doctor().of("fail") == [("tls", code)], code


def test_a_server_certificate_that_ends_soon_is_a_warning(setup: Setup) -> None:
    ours = make_authority("Web servers")
    setup.trust(ours)
    with provider(web_certificate(setup.directory, ours, ends=dt.timedelta(days=3))) as origin:
        setup.set_key("fhir_base", f"{origin}/fhir")
        report = setup.doctor()
    assert report.of("warn") == [("tls", "ends-soon")]
    assert report.of("fail") == []


def test_server_authorities_that_are_missing_or_expired(setup: Setup) -> None:
    anchors = setup.directory / "anchors.pem"
    setup.set_key("tls_anchors", str(anchors))
    report = setup.doctor()
    assert report.of("fail") == [("tls-anchors", "missing")]
    skipped = {one.check for one in report.checks if one.code == "ground-failed"}
    assert skipped == {"proxy", "connection", "tls", "issuer", "clock"}


def test_a_source_that_is_not_there(setup: Setup, hospitals: ModelHospitals) -> None:
    hospitals.command("stop zmc")
    report = setup.doctor()
    assert report.of("fail") == [("connection", "refused")]
    (stopped,) = [one for one in report.checks if one.verdict == "fail"]
    assert stopped.facts["source"] == "zmc"


def test_what_does_not_speak_tls(setup: Setup) -> None:
    with mail_server() as address:
        setup.set_key("fhir_base", f"https://{address}/fhir")
        assert setup.doctor().of("fail") == [("tls", "not-tls")]


@pytest.mark.parametrize(
    ("fault", "code"),
    [("discovery-no-s256", "no-s256"), ("discovery-foreign", "foreign-endpoint")],
)
def test_providers_that_are_not_to_be_signed_in_at(
    setup: Setup, hospitals: ModelHospitals, fault: str, code: str
) -> None:
    assert hospitals.command(f"fault ustan {fault}").startswith("ok")
    assert setup.doctor().of("fail") == [("issuer", code)]


def test_a_provider_that_wants_programs_to_sign_is_a_warning(setup: Setup, hospitals: ModelHospitals) -> None:
    assert hospitals.command("client-auth ustan private_key_jwt").startswith("ok")
    try:
        report = setup.doctor()
    finally:
        hospitals.command("client-auth ustan none")
    assert report.of("warn") == [("issuer", "clients-authenticated")]
    assert report.of("fail") == []


def test_a_provider_that_calls_itself_otherwise_or_lacks_dpop(setup: Setup) -> None:
    ours = make_authority("Web servers")
    setup.trust(ours)

    def without_dpop(origin: str) -> dict[str, object]:
        return good_description(origin) | {"dpop_signing_alg_values_supported": []}

    with provider(web_certificate(setup.directory, ours), without_dpop) as origin:
        setup.set_key("fhir_base", f"{origin}/fhir")
        setup.change("home = true", f'home = true\nissuer = "{origin}/realm"')
        assert setup.doctor().of("fail") == [("issuer", "other-issuer")]
        setup.change(f'issuer = "{origin}/realm"', 'dpop = "required"')
        assert setup.doctor().of("fail") == [("issuer", "no-dpop")]


@pytest.mark.parametrize(
    ("ahead_s", "verdict", "code"), [(90, "fail", "behind"), (-90, "fail", "ahead"), (20, "warn", "behind")]
)
def test_a_clock_that_no_source_agrees_with(
    setup: Setup, hospitals: ModelHospitals, ahead_s: int, verdict: str, code: str
) -> None:
    for source in SOURCES:
        assert hospitals.command(f"clock {source} {ahead_s}").startswith("ok")
    try:
        report = setup.doctor()
    finally:
        for source in SOURCES:
            hospitals.command(f"clock {source} 0")
    assert report.of(verdict) == [("clock", code)]
    assert report.exit_code == (1 if verdict == "fail" else 0)


def test_one_source_whose_clock_is_wrong(setup: Setup) -> None:
    ours = make_authority("Web servers")
    setup.trust(ours)
    with provider(web_certificate(setup.directory, ours), ahead_s=300) as origin:
        setup.set_key("fhir_base", f"{origin}/fhir")
        report = setup.doctor()
    assert report.of("fail") == [("clock", "source-differs")]


def test_a_proxy_in_the_environment_is_a_warning_without_its_password(setup: Setup) -> None:
    setup.environment["https_proxy"] = "http://ward:Tr0mb0ne@proxy.example:3128"
    report = setup.doctor()
    assert report.of("warn") == [("proxy-variables", "ignored")]
    assert report.of("fail") == []
    assert "Tr0mb0ne" not in report.output


def test_a_proxy_that_is_not_there(setup: Setup) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        setup.add("[network]", f'proxy = "http://127.0.0.1:{closed.getsockname()[1]}"')
        report = setup.doctor()
    assert report.of("fail") == [("proxy", "refused")]
    assert {one.facts["ground"] for one in report.checks if one.code == "ground-failed"} == {"proxy"}


def test_a_proxy_that_asks_for_a_password(setup: Setup) -> None:
    with proxy("407 Proxy Authentication Required") as address:
        setup.add("[network]", f'proxy = "{address}"')
        assert setup.doctor().of("fail") == [("proxy", "asks-authentication")]


def test_sources_through_a_proxy_and_one_that_it_refuses(setup: Setup) -> None:
    with tunnel() as way:
        setup.add("[network]", f'proxy = "{way.address}"')
        assert setup.doctor().of("fail") == []
        assert len(way.opened) > len(SOURCES)
        way.refused = way.opened[-1]
        report = setup.doctor()
    assert report.of("fail") == [("connection", "refused-by-proxy")]
    (refused,) = [one for one in report.checks if one.verdict == "fail"]
    assert refused.facts["status"] == "403"
