from __future__ import annotations

import tomllib
from collections.abc import Callable

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.configuration import write_configuration


def test_the_configuration_names_what_runs_and_one_that_is_never_asked(
    run_sources: Callable[..., Cluster],
) -> None:
    cluster = run_sources(Source("fcrb", 'FCRB "Barcelona"', "ES", (), home=True))

    path = write_configuration(cluster.directory, cluster.origins.values())

    configuration = tomllib.loads(path.read_text("utf-8"))
    asked, unasked = configuration["source"]
    assert asked == {
        "id": "fcrb", "title": 'FCRB "Barcelona"', "country": "ES", "home": True, "asked": True,
        "timeout_s": 20, "fhir_base": cluster.origins["fcrb"].fhir_base,
    }  # fmt: skip
    assert (unasked["id"], unasked["asked"]) == ("imaging", False)
    assert configuration["evidence"] == {"repository": "fcrb"}
    assert configuration["workstation"]["ward"] == ""
    trust = configuration["trust"]
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

    configuration = tomllib.loads(path.read_text("utf-8"))
    assert configuration["workstation"]["ward"] == "Location/ward-12"
    assert configuration["evidence"]["repository"] == "ustan"
    assert list(cluster.origins) == ["fcrb", "ustan"]
