from __future__ import annotations

import contextlib
import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path

from serums_desktop.host import configuration
from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.configuration import write_configuration
from serums_desktop.sandbox.identity_habits import IdentityHabits
from serums_desktop.sandbox.purpose_dialects import PurposeDialect
from serums_desktop.sandbox.story.data_lake import data_lake


def test_the_configuration_names_what_runs_and_one_that_is_never_asked(
    run_sources: Callable[..., Cluster],
) -> None:
    cluster = run_sources(Source("fcrb", 'FCRB "Barcelona"', "ES", (), home=True))

    path = write_configuration(cluster.directory, cluster.origins.values())

    written = tomllib.loads(path.read_text("utf-8"))
    asked, unasked = written["source"]
    assert asked == {
        "id": "fcrb", "title": 'FCRB "Barcelona"', "country": "ES", "home": True, "asked": True,
        "timeout_s": 20, "fhir_base": cluster.origins["fcrb"].fhir_base,
    }  # fmt: skip
    assert (unasked["id"], unasked["asked"]) == ("imaging", False)
    assert written["evidence"] == {"repository": "fcrb"}
    assert written["workstation"]["ward"] == ""
    trust = written["trust"]
    for name in (trust["tls_anchors"], trust["card_anchors"], *trust["card_crls"]):
        assert (path.parent / name).is_file()


def test_a_workstation_lists_the_ward_that_its_home_has(
    run_sources: Callable[..., Cluster], make: Callable[..., Authored]
) -> None:
    ward = make("Location", "ward-12", name="Ward 12")
    cluster = run_sources(
        Source("fcrb", "FCRB Barcelona", "ES", (ward,)), Source("ustan", "USTAN", "GB", (ward,), home=True)
    )

    path = write_configuration(cluster.directory, cluster.origins.values())

    written = tomllib.loads(path.read_text("utf-8"))
    assert written["workstation"]["ward"] == "Location/ward-12"
    assert written["evidence"]["repository"] == "ustan"
    assert list(cluster.origins) == ["fcrb", "ustan"]


def test_a_source_that_is_told_the_purpose_otherwise_says_so(run_sources: Callable[..., Cluster]) -> None:
    swiss = IdentityHabits(purpose=PurposeDialect.SWISS_EPR)
    cluster = run_sources(
        Source("ustan", "USTAN", "GB", (), home=True), Source("gp", "GP Llevant", "ES", (), identity=swiss)
    )

    path = write_configuration(cluster.directory, cluster.origins.values())

    ustan, gp, _ = tomllib.loads(path.read_text("utf-8"))["source"]
    assert "purpose" not in ustan
    assert gp["purpose"] == "swiss-epr"


def test_a_data_lake_is_three_sources_that_are_asked(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
    home = Source("ustan", "USTAN", "GB", (), home=True)
    with contextlib.closing(Cluster(tmp_path, [home], data_lake=data_lake(moment, 1, 4))) as cluster:
        assert cluster.lake is not None
        path = write_configuration(tmp_path, cluster.origins.values(), cluster.lake)
        base = cluster.lake.base

    lakes = configuration.load(path).source[2:]
    assert [(one.id, one.title) for one in lakes] == [
        ("lake-fcrb", "SERUMS lake · FCRB"),
        ("lake-ustan", "SERUMS lake · USTAN"),
        ("lake-zmc", "SERUMS lake · ZMC"),
    ]
    assert [(one.asked, one.home, one.fhir_base) for one in lakes] == [(True, False, "")] * 3
    assert lakes[2].data_lake == configuration.DataLake(
        base, f"{base}/ua", f"{base}/v1/api", "ZMC", 4, "https://zmc.example/id/patient"
    )


def test_the_program_takes_every_word_of_it(run_sources: Callable[..., Cluster]) -> None:
    habits = IdentityHabits(purpose=PurposeDialect.SCOPE)
    cluster = run_sources(Source("ustan", "USTAN", "GB", (), home=True, identity=habits))

    loaded = configuration.load(write_configuration(cluster.directory, cluster.origins.values()))

    assert loaded.source[0].purpose == "scope"
    assert [path.name for path in loaded.trust.card_crls] == ["staff-ca.crl"]
