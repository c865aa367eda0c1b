from pathlib import Path

import pytest

from serums_desktop.domain.errors import ConfigurationError
from serums_desktop.host.configuration import load

GOOD = """
[workstation]
name = "WARD-1"
[trust]
tls_anchors = "tls.pem"
card_anchors = "cards.pem"
[card]
module = "/usr/lib/module.so"
[[source]]
id = "home"
title = "Home"
country = "GB"
fhir_base = "https://home.example/fhir"
home = true
[[source]]
id = "archive"
title = "Archive"
country = "ES"
asked = false
"""


def _load(tmp_path: Path, text: str):
    path = tmp_path / "serums-desktop.toml"
    path.write_text(text, "utf-8")
    return load(path)


def test_paths_are_relative_to_the_file_and_order_is_kept(tmp_path: Path) -> None:
    found = _load(tmp_path, GOOD)
    assert found.trust.tls_anchors == tmp_path / "tls.pem"
    assert found.card.module == Path("/usr/lib/module.so")
    assert [source.id for source in found.source] == ["home", "archive"]
    assert found.home.id == "home"
    assert [source.id for source in found.asked] == ["home"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("https://home", "http://home"), "source[0].fhir_base"),
        (("home = true", "home = false"), "source.home"),
        (('id = "archive"', 'id = "home"'), "source.id"),
        (('name = "WARD-1"', "name = 7"), "workstation.name"),
        (("[card]", "[card]\nverify = false"), "card"),
        (("[trust]", "[lock]\nidle_s = 3600\n[trust]"), "lock"),
    ],
)
def test_what_would_weaken_or_confuse_is_refused_by_its_key(
    tmp_path: Path, change: tuple[str, str], where: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        _load(tmp_path, GOOD.replace(*change))
    assert refused.value.where == where


def test_a_missing_file_and_broken_toml_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as missing:
        load(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigurationError) as broken:
        _load(tmp_path, "[workstation")
    assert (missing.value.problem, broken.value.problem) == ("unreadable", "not-toml")
