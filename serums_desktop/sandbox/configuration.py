"""The client configuration of one run."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from serums_desktop.sandbox.cluster import CARD_ANCHORS, CARD_REVOCATIONS, TLS_ANCHORS, Origin
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.purpose_dialects import PurposeDialect

FILE_NAME = "serums-desktop.toml"

# Whose patients the workstation lists, where the home source has this ward.
WARD = "Location/ward-12"


# The hospitals of a data lake, each a source of its own, and their countries.
_LAKE_HOSPITALS = {"FCRB": "ES", "USTAN": "GB", "ZMC": "NL"}
# The same numbers that these hospitals' FHIR servers give; USTAN's are national.
_NUMBERS: dict[str, dict[str, str | int]] = {
    "FCRB": {"patient_system": "https://fcrb.example/id/patient", "patient_digits": 7},
    "ZMC": {"patient_system": "https://zmc.example/id/patient"},
}


def write_configuration(
    directory: Path,
    origins: Iterable[Origin],
    lake: LakeOrigin | None = None,
    lake_hospitals: Collection[str] = (),
) -> Path:
    """Write the configuration that makes a workstation trust and ask these origins, and a data lake.

    Of the lake all hospitals are asked, or only the ones named. One more source is configured and never
    asked, as hospitals have them.
    """
    origins = list(origins)
    home = next((origin.source for origin in origins if origin.source.home), None)
    has_ward = home is not None and any(resource.reference == WARD for resource in home.resources)
    parts = [
        _table(
            "[workstation]",
            name="USTAN-ED-014",
            organisation="USTAN Edinburgh",
            department="Emergency Department",
            ward=WARD if has_ward else "",
            training=True,
        ),
        _table("[lock]", idle_s=300),
        _table(
            "[trust]",
            tls_anchors=TLS_ANCHORS,
            card_anchors=CARD_ANCHORS,
            # In full: a copy of this file elsewhere still finds it.
            card_crls=[str(directory.resolve() / CARD_REVOCATIONS)],
        ),
        _table("[card]", module="", token_label=""),
        _table("[evidence]", repository=home.id if home is not None else ""),
    ]
    for origin in origins:
        source = origin.source
        dialect = source.identity.purpose
        parts.append(
            _table(
                "[[source]]",
                id=source.id,
                title=source.title,
                country=source.country,
                fhir_base=origin.fhir_base,
                home=source.home,
                asked=True,
                timeout_s=20,
                **({} if dialect is PurposeDialect.IUA else {"purpose": dialect.value}),
            )
        )
    parts.append(
        _table(
            "[[source]]",
            id="imaging",
            title="Imaging archive",
            country="ES",
            fhir_base="https://127.0.0.1:9/fhir",
            home=False,
            asked=False,
            timeout_s=20,
        )
    )
    if lake is not None:
        parts += _lake_sources(lake, lake_hospitals or _LAKE_HOSPITALS.keys())
    path = directory / FILE_NAME
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _lake_sources(lake: LakeOrigin, asked: Collection[str]) -> list[str]:
    return [
        _table(
            "[[source]]",
            id=f"lake-{hospital.lower()}",
            title=f"SERUMS lake · {hospital}",
            country=country,
            home=False,
            asked=True,
            timeout_s=20,
        )
        + _table(
            "[source.data_lake]",
            base=lake.base,
            authentication=lake.authentication_base,
            rules=lake.rules_base,
            hospital=hospital,
            interface=lake.lake.interface,
            **_NUMBERS.get(hospital, {}),
        )
        for hospital, country in _LAKE_HOSPITALS.items()
        if hospital in lake.lake.hospitals and hospital in asked
    ]


def _table(header: str, **values: str | int | list[str]) -> str:
    # The JSON text of a string, a boolean, an integer or a list of strings is its TOML text too.
    return f"{header}\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
