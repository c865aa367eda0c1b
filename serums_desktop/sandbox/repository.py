"""One source's database: resources with their exact text, searchable, per purpose of use."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.people import folded
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.compartments import Authored, compartments
from serums_desktop.sandbox.consent import withheld
from serums_desktop.sandbox.search import DateBound, Query

_SCHEMA = """
CREATE TABLE resource (
    position INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL,
    last_updated_s REAL NOT NULL, body BLOB NOT NULL, UNIQUE (type, id)
) STRICT;
CREATE TABLE compartment (
    patient TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (patient, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE patient (position INTEGER PRIMARY KEY, birth_date TEXT, gender TEXT) STRICT;
CREATE TABLE patient_identifier (system TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
CREATE INDEX patient_identifier_value ON patient_identifier (value);
CREATE TABLE patient_name (position INTEGER NOT NULL, part TEXT NOT NULL, word TEXT NOT NULL) STRICT;
CREATE INDEX patient_name_word ON patient_name (part, word);
CREATE TABLE encounter (position INTEGER PRIMARY KEY, status TEXT NOT NULL) STRICT;
CREATE TABLE encounter_location (
    location TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE withheld (
    purpose TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (purpose, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE apart (
    purpose TEXT NOT NULL, patient TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (purpose, patient, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE redacted (
    purpose TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (purpose, position)
) STRICT, WITHOUT ROWID;
"""


_Clause = tuple[str, list[object]]


class _Meta(msgspec.Struct, rename="camel"):
    version_id: str = "1"
    last_updated: str | None = None


class _Header(msgspec.Struct):
    meta: _Meta = msgspec.field(default_factory=_Meta)


class _Name(msgspec.Struct):
    family: str = ""
    given: list[str | None] = []
    text: str = ""


class _Identifier(msgspec.Struct):
    system: str = ""
    value: str = ""


class _PatientIndex(msgspec.Struct, rename="camel"):
    name: list[_Name] = []
    identifier: list[_Identifier] = []
    birth_date: str | None = None
    gender: str | None = None


class _Reference(msgspec.Struct):
    reference: str = ""


class _EncounterLocation(msgspec.Struct):
    location: _Reference = msgspec.field(default_factory=_Reference)


class _EncounterIndex(msgspec.Struct):
    status: str = ""
    location: list[_EncounterLocation] = []


class Stored(msgspec.Struct, frozen=True):
    """A resource as one purpose sees it."""

    type: str
    id: str
    version: str
    last_updated_s: float
    body: bytes


class Page(msgspec.Struct, frozen=True):
    """A window on a result: `total` counts the whole of it, for this purpose."""

    resources: tuple[Stored, ...]
    total: int


class Repository:
    """Resources of one source in one SQLite file. Safe to use from several threads."""

    def __init__(self, path: Path, resources: Iterable[Authored]) -> None:
        """Fill a new database. `resources` keep their order in every answer."""
        path.unlink(missing_ok=True)
        self._lock = threading.Lock()
        self._removed: set[str] = set()
        self._tactful = True
        self._connection = sqlite3.connect(path, check_same_thread=False)
        # The data is made anew for each run: nothing is lost with it.
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_SCHEMA)
        self._fill(list(resources))

    def close(self) -> None:
        """Close the database; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _fill(self, resources: list[Authored]) -> None:
        loaded_s = time.time()
        owners = compartments(resources)
        positions = {item.reference: number for number, item in enumerate(resources, start=1)}
        with self._lock, self._connection as connection:
            for item in resources:
                self._insert(item, loaded_s, positions[item.reference])
            connection.executemany(
                "INSERT INTO compartment VALUES (?, ?)",
                ((patient, positions[name]) for name, patients in owners.items() for patient in patients),
            )
            self._withhold(resources, positions)

    def _withhold(self, resources: list[Authored], positions: dict[str, int]) -> None:
        for purpose in PurposeOfUse:
            silent = withheld(resources, purpose, removed=frozenset(self._removed), tactful=self._tactful)
            self._connection.executemany(
                "INSERT INTO withheld VALUES (?, ?)",
                ((purpose.value, positions[name]) for name in silent.references),
            )
            self._connection.executemany(
                "INSERT INTO redacted VALUES (?, ?, ?)",
                ((purpose.value, positions[name], body) for name, body in silent.redacted.items()),
            )
            self._connection.executemany(
                "INSERT INTO apart VALUES (?, ?, ?)",
                ((purpose.value, patient, positions[name]) for patient, name in silent.apart),
            )

    def _insert(self, item: Authored, now_s: float, position: int | None = None) -> int:
        meta = msgspec.json.decode(item.body, type=_Header).meta
        updated_s = PartialDate.parse(meta.last_updated).start_s if meta.last_updated else now_s
        cursor = self._connection.execute(
            "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?)",
            (position, item.type, item.id, meta.version_id, updated_s, item.body),
        )
        placed = cursor.lastrowid or 0
        if item.type == "Patient":
            self._index_patient(item.body, placed)
        elif item.type == "Encounter":
            self._index_encounter(item.body, placed)
        return placed

    def _index_encounter(self, body: bytes, position: int) -> None:
        try:
            encounter = msgspec.json.decode(body, type=_EncounterIndex)
        except msgspec.ValidationError:  # found by its patient all the same
            return
        self._connection.execute("INSERT INTO encounter VALUES (?, ?)", (position, encounter.status))
        places = {place.location.reference for place in encounter.location}
        self._connection.executemany(
            "INSERT INTO encounter_location VALUES (?, ?)",
            (
                (place.removeprefix("Location/"), position)
                for place in places
                if place.startswith("Location/")
            ),
        )

    def _index_patient(self, body: bytes, position: int) -> None:
        patient = msgspec.json.decode(body, type=_PatientIndex)
        run = self._connection.executemany
        run("INSERT INTO patient VALUES (?, ?, ?)", [(position, patient.birth_date, patient.gender)])
        run(
            "INSERT INTO patient_identifier VALUES (?, ?, ?)",
            ((number.system, number.value, position) for number in patient.identifier),
        )
        run(
            "INSERT INTO patient_name VALUES (?, ?, ?)",
            (
                (position, part, word)
                for name in patient.name
                for part, text in (
                    ("family", name.family or name.text),
                    ("given", " ".join(filter(None, name.given)) or name.text),
                )
                for word in folded(text).split()
            ),
        )

    def add(self, item: Authored) -> None:
        """Store one resource more; it is part of the records it says it belongs to, and of no other."""
        with self._lock, self._connection as connection:
            position = self._insert(item, time.time())
            connection.executemany(
                "INSERT INTO compartment VALUES (?, ?)", ((patient, position) for patient in item.belongs_to)
            )

    def restrict(self, consent: Authored) -> None:
        """Store a Consent, in place of any with its id, and withhold by it from the next answer on."""
        with self._lock, self._connection as connection:
            connection.execute("DELETE FROM resource WHERE type = 'Consent' AND id = ?", [consent.id])
            self._insert(consent, time.time())
            self._withhold_anew()

    def lift(self, consent_id: str) -> bool:
        """Forget a Consent and withhold without it; False when there was none."""
        with self._lock, self._connection as connection:
            gone = connection.execute("DELETE FROM resource WHERE type = 'Consent' AND id = ?", [consent_id])
            self._withhold_anew()
            return gone.rowcount > 0

    def remove(self, reference: str) -> bool:
        """Have a resource and all that points at it never have existed; False where there is none."""
        with self._lock, self._connection as connection:
            kind, _, resource_id = reference.partition("/")
            found = connection.execute(
                "SELECT 1 FROM resource WHERE type = ? AND id = ?", [kind, resource_id]
            )
            if found.fetchone() is None:
                return False
            self._removed.add(reference)
            self._withhold_anew()
            return True

    def put_back(self, reference: str) -> bool:
        """Have a removed resource again; False where it was not removed."""
        with self._lock, self._connection:
            if reference not in self._removed:
                return False
            self._removed.remove(reference)
            self._withhold_anew()
            return True

    def set_tactful(self, tactful: bool) -> None:
        """Whether what is withheld leaves no trace in the rest: it should, and at many a server it does."""
        with self._lock, self._connection:
            self._tactful = tactful
            self._withhold_anew()

    def _withhold_anew(self) -> None:
        rows = self._connection.execute("SELECT position, type, id, body FROM resource").fetchall()
        resources = [Authored(*row[1:]) for row in rows]
        self._connection.execute("DELETE FROM withheld")
        self._connection.execute("DELETE FROM redacted")
        self._connection.execute("DELETE FROM apart")
        positions = {item.reference: row[0] for item, row in zip(resources, rows, strict=True)}
        self._withhold(resources, positions)

    def counts(self) -> tuple[int, int, int]:
        """How many resources there are, how many patients, and how many belong to no patient."""
        rows = self._rows(
            "SELECT (SELECT count(*) FROM resource), (SELECT count(*) FROM patient), (SELECT count(*) FROM"
            " resource WHERE position NOT IN (SELECT position FROM compartment))",
            (),
        )
        return int(rows[0][0]), int(rows[0][1]), int(rows[0][2])

    def read(self, resource_type: str, resource_id: str, purpose: str) -> Stored | None:
        """One resource, or None when there is none for this purpose."""
        page = self.search(Query(type=resource_type, ids=(resource_id,), count=1), purpose)
        return page.resources[0] if page.resources else None

    def search(self, query: Query, purpose: str) -> Page:
        """Resources for a query, counted and paged as if the withheld ones did not exist."""
        clauses: list[_Clause] = [
            ("r.position NOT IN (SELECT position FROM withheld WHERE purpose = ?)", [purpose]),
            *_record_clauses(query, purpose),
            *_patient_clauses(query),
            *_encounter_clauses(query),
            *_code_clauses(query),
        ]
        where = " AND ".join(condition for condition, _ in clauses)
        values = [value for _, bound in clauses for value in bound]
        order = {
            "_id": "r.id",
            "-_id": "r.id DESC",
            "_lastUpdated": "r.last_updated_s, r.position",
            "-_lastUpdated": "r.last_updated_s DESC, r.position",
        }.get(query.sort, "r.position")
        total = self._rows(f"SELECT count(*) FROM resource r WHERE {where}", values)  # noqa: S608 - own words only
        rows = self._rows(
            "SELECT r.type, r.id, r.version, r.last_updated_s, COALESCE(x.body, r.body) FROM resource r"  # noqa: S608 - own words only
            " LEFT JOIN redacted x ON x.position = r.position AND x.purpose = ?"
            f" WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            [purpose, *values, query.count, query.offset],
        )
        return Page(tuple(Stored(*row) for row in rows), int(total[0][0]))

    def _rows(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _record_clauses(query: Query, purpose: str) -> list[_Clause]:
    clauses: list[_Clause] = []
    if query.type:
        clauses.append(("r.type = ?", [query.type]))
    if query.patient:
        clauses.append(
            (
                """r.position IN (SELECT position FROM compartment WHERE patient = ?
                EXCEPT SELECT position FROM apart WHERE patient = ? AND purpose = ?)""",
                [query.patient, query.patient, purpose],
            )
        )
    if query.ids:
        clauses.append((f"r.id IN ({_marks(query.ids)})", [*query.ids]))
    if query.types:
        clauses.append((f"r.type IN ({_marks(query.types)})", [*query.types]))
    clauses += [_bounded("r.last_updated_s", bound) for bound in query.updated]
    return clauses


def _patient_clauses(query: Query) -> list[_Clause]:
    clauses: list[_Clause] = []
    if query.identifiers:
        # `value` alone means any system, `|value` none (FHIR R4 §3.1.1.4.9).
        each = " OR ".join(
            "value = ?" if system is None else "(value = ? AND system = ?)" for system, _ in query.identifiers
        )
        bound = [part for system, value in query.identifiers for part in (value, system) if part is not None]
        clauses.append((f"r.position IN (SELECT position FROM patient_identifier WHERE {each})", [*bound]))  # noqa: S608 - own words only
    word_match = "r.position IN (SELECT position FROM patient_name WHERE part {} AND word >= ? AND word < ?)"
    for part, words in (("= 'family'", query.family), ("= 'given'", query.given), ("<> ''", query.name)):
        # Every word asked for begins some word of the name.
        clauses += [(word_match.format(part), [word, f"{word}\U0010ffff"]) for word in words]
    for bound_date in query.birth_dates:
        # Dates of birth are compared as text: the part that was given, at its own precision.
        length = len(bound_date.text)
        sign = {"eq": "=", "ge": ">=", "le": "<=", "gt": ">", "lt": "<"}[bound_date.prefix]
        clauses.append(
            (
                f"r.position IN (SELECT position FROM patient WHERE substr(birth_date, 1, ?) {sign} ?)",  # noqa: S608 - own words only
                [length, bound_date.text],
            )
        )
    if query.gender:
        clauses.append(("r.position IN (SELECT position FROM patient WHERE gender = ?)", [query.gender]))
    return clauses


def _encounter_clauses(query: Query) -> list[_Clause]:
    clauses: list[_Clause] = []
    if query.locations:
        found = f"SELECT position FROM encounter_location WHERE location IN ({_marks(query.locations)})"  # noqa: S608 - own words only
        clauses.append((f"r.position IN ({found})", [*query.locations]))
    if query.statuses:
        found = f"SELECT position FROM encounter WHERE status IN ({_marks(query.statuses)})"  # noqa: S608 - own words only
        clauses.append((f"r.position IN ({found})", [*query.statuses]))
    return clauses


def _code_clauses(query: Query) -> list[_Clause]:
    """Observations by code. Read from the resources themselves: nobody asks for codes of many patients."""
    if not query.codes:
        return []
    system, code = "json_extract(value, '$.system')", "json_extract(value, '$.code')"
    each = " OR ".join(
        f"{code} = ?" if asked is None else f"({code} = ? AND coalesce({system}, '') = ?)"
        for asked, _ in query.codes
    )
    bound = [part for asked, value in query.codes for part in (value, asked) if part is not None]
    coding = "json_each(CAST(r.body AS TEXT), '$.code.coding')"
    return [(f"EXISTS (SELECT 1 FROM {coding} WHERE {each})", [*bound])]  # noqa: S608 - own words only


def _bounded(column: str, bound: DateBound) -> _Clause:
    match bound.prefix:
        case "ge":
            return f"{column} >= ?", [bound.start_s]
        case "gt":
            return f"{column} > ?", [bound.end_s]
        case "le":
            return f"{column} <= ?", [bound.end_s]
        case "lt":
            return f"{column} < ?", [bound.start_s]
        case _:
            return f"{column} >= ? AND {column} <= ?", [bound.start_s, bound.end_s]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
