"""What each hospital's tags stand for, and how its tables lie in the data vault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake import tables_fcrb, tables_ustan, tables_zmc

Columns = Mapping[str, frozenset[str]]


class Hospital(msgspec.Struct, frozen=True, kw_only=True):
    """One hospital of the data lake.

    `key` is the column with the patient's number, which every row about a patient has; `people` is the table
    that says who the patient is. `staff` are tables about those who work there. `tags` are what a request
    for one tag answers, as columns by table; `governed` what a rule about the tag speaks of, which is more
    where the server loses a column on the way. `satellites` name the table that each is a part of.
    `warnings` are the tables that must come first. `numbers` is the URI under which the patients' numbers go
    at the hospital's other servers, "" where they stay here; `digits` how many they have there, 0 for any.
    """

    name: str
    key: str
    people: str
    staff: frozenset[str]
    tables: Columns
    tags: Mapping[str, Columns]
    governed: Mapping[str, Columns]
    satellites: Mapping[str, str]
    warnings: frozenset[str]
    numbers: str = ""
    digits: int = 0


def _columns(written: Mapping[str, str], tables: Mapping[str, str]) -> Columns:
    return {
        table: frozenset((tables[table] if columns == "*" else columns).split())
        for table, columns in written.items()
    }


def _hospital(
    name: str,
    module_tables: Mapping[str, str],
    module_tags: Mapping[str, Mapping[str, str]],
    module_satellites: Mapping[str, str],
    *,
    key: str,
    people: str,
    staff: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
    lost: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Hospital:
    tags = {tag: _columns(written, module_tables) for tag, written in module_tags.items()}
    governed = {
        tag: {
            table: columns | frozenset(lost.get(tag, {}).get(table, "").split())
            for table, columns in tables.items()
        }
        for tag, tables in tags.items()
    }
    return Hospital(
        name=name,
        key=key,
        people=people,
        staff=frozenset(staff),
        tables={table: frozenset(columns.split()) for table, columns in module_tables.items()},
        tags=tags,
        governed=governed,
        satellites={
            f"{name.lower()}_{satellite}": table
            for table, satellites in module_satellites.items()
            for satellite in satellites.split()
        },
        warnings=frozenset(warnings),
    )


HOSPITALS: Mapping[str, Hospital] = {
    hospital.name: hospital
    for hospital in (
        _hospital(
            "FCRB",
            tables_fcrb.TABLES,
            tables_fcrb.TAGS,
            tables_fcrb.SATELLITES,
            key="patnr",
            people="patient",
            staff=("professional", "medical_specialty"),
            lost=tables_fcrb.LOST,
        ),
        _hospital(
            "USTAN",
            tables_ustan.TABLES,
            tables_ustan.TAGS,
            tables_ustan.SATELLITES,
            key="chi",
            people="general",
        ),
        _hospital(
            "ZMC",
            tables_zmc.TABLES,
            tables_zmc.TAGS,
            tables_zmc.SATELLITES,
            key="patnr",
            people="patient_details",
            warnings=("warning", "allergies"),
        ),
    )
}

KNOWN_TAGS = frozenset(tag for hospital in HOSPITALS.values() for tag in hospital.tags)


def hospital_of(lake: DataLake) -> Hospital:
    """The hospital of a configured data lake, with the numbers that it gives its patients elsewhere."""
    return msgspec.structs.replace(
        HOSPITALS[lake.hospital], numbers=lake.patient_system, digits=lake.patient_digits
    )
