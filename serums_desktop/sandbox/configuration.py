"""The client configuration of one run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from serums_desktop.sandbox.cluster import Origin

FILE_NAME = "serums-desktop.toml"

_HEAD = """\
[workstation]
name = "USTAN-ED-014"
organisation = "USTAN Edinburgh"
department = "Emergency Department"
training = true

[lock]
idle_s = 300

[trust]
tls_anchors = "tls-ca.pem"
card_anchors = "staff-ca.pem"

[card]
module = ""
token_label = ""
"""


def write_configuration(directory: Path, origins: Iterable[Origin]) -> Path:
    """Write the configuration that makes a workstation trust and ask these origins.

    One more source is configured and never asked, as hospitals have them.
    """
    parts = [_HEAD]
    for origin in origins:
        source = origin.source
        parts.append(
            _source_table(
                id=source.id,
                title=source.title,
                country=source.country,
                fhir_base=origin.fhir_base,
                home=source.home,
                asked=True,
                timeout_s=20,
            )
        )
    parts.append(
        _source_table(
            id="imaging",
            title="Imaging archive",
            country="ES",
            fhir_base="https://127.0.0.1:9/fhir",
            home=False,
            asked=False,
            timeout_s=20,
        )
    )
    path = directory / FILE_NAME
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _source_table(**values: str | int) -> str:
    # The JSON text of a string, a boolean or an integer is its TOML text too.
    return "[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
