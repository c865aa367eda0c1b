"""Records that nobody here wrote: a patient generator's and the official examples of the patient summary."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from development.environment import FOREIGN_DATA, digest_of, one_at_a_time, read_stamp
from development.system import ensure_command
from development.terminal import ROOT, Refusal, must, say

FOLDER = ROOT / "build" / "interop"
STAMP = ".stamp"

# What a package says of itself.
OF_THE_PACKAGE = {"package.json", ".index.json"}

PATIENTS = "20"
SEED = "20260101"
REFERENCE_DATE = "20260101"


@dataclasses.dataclass(frozen=True)
class Examples:
    """A published package of example resources: what it is, that it is this one, and where in it they lie."""

    package: str
    sha256: str
    inside: tuple[str, ...]
    count: int


IPS = Examples(
    "hl7.fhir.uv.ips@2.0.0",
    "4a5cff17580f869140614ac51097d81540c63644d550ced8d4cd9b9bce7345c4",
    ("package", "example"),
    44,
)
R4 = Examples(
    "hl7.fhir.r4.examples@4.0.1",
    "dce87f1b5b9341867033f7d1f544fa1b5232503f6d62813887ac6b8a8b6cb682",
    ("package",),
    5306,
)


def prepare() -> Path:
    """Twenty synthetic patients in `synthea/`, the IPS examples in `ips/`, those of FHIR R4 in `r4/`.

    Each holds `.json` files directly and is made once for each version of what makes it. Returns the folder
    of all.
    """
    with one_at_a_time():
        recipe = digest_of([FOREIGN_DATA.lock], PATIENTS, SEED, REFERENCE_DATE)
        make_once(FOLDER / "synthea", recipe, generate_patients)
        make_once(FOLDER / "ips", IPS.sha256, partial(fetch_examples, IPS))
        make_once(FOLDER / "r4", R4.sha256, partial(fetch_examples, R4))
    return FOLDER


def make_once(folder: Path, recipe: str, make: Callable[[Path], None]) -> None:
    """Let `make` fill a folder, unless it holds what this recipe gives. A failure leaves no folder behind."""
    if read_stamp(folder / STAMP) == recipe:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch, folder.name)
        made.mkdir()
        make(made)
        (made / STAMP).write_text(recipe, "utf-8")
        made.rename(folder)


def generate_patients(folder: Path) -> None:
    """One FHIR R4 bundle a patient, the same ones every time."""
    FOREIGN_DATA.ensure()
    say(f"generating {PATIENTS} patients")
    raw = folder / "raw"
    command: list[str | Path] = [
        FOREIGN_DATA.program("synthea"),
        "generate",
        "--population",
        PATIENTS,
        "--seed",
        SEED,
    ]
    must([*command, "--clinician-seed", SEED, "--reference-date", REFERENCE_DATE, "--output-dir", raw])
    bundles = sorted((raw / "fhir").glob("*.json"))
    if not bundles:
        raise Refusal("the patient generator wrote no bundle", 1)
    for bundle in bundles:
        bundle.rename(folder / bundle.name)
    shutil.rmtree(raw)


def fetch_examples(examples: Examples, folder: Path) -> None:
    """The example resources of a published package, after checking that it is the one known here."""
    ensure_command("npm", ("npm",))
    say(f"fetching {examples.package}")
    with tempfile.TemporaryDirectory() as scratch:
        must(["npm", "pack", "--silent", "--pack-destination", scratch, examples.package])
        archives = list(Path(scratch).glob("*.tgz"))
        if len(archives) != 1:
            raise Refusal(f"npm brought {len(archives)} archives instead of one", 1)
        digest = hashlib.sha256(archives[0].read_bytes()).hexdigest()
        if digest != examples.sha256:
            raise Refusal(f"{examples.package} is not the known one: sha256 {digest}", 1)
        unpack_examples(archives[0], examples, folder)


def unpack_examples(archive: Path, examples: Examples, folder: Path) -> None:
    """Write the JSON files of one folder of a package into `folder`, by their last name alone."""
    written = 0
    with tarfile.open(archive) as package:
        for member in package:
            name = PurePosixPath(member.name)
            if name.parts[:-1] != examples.inside or name.suffix != ".json" or name.name in OF_THE_PACKAGE:
                continue
            content = package.extractfile(member)
            if content is not None:
                (folder / name.name).write_bytes(content.read())
                written += 1
    if written != examples.count:
        raise Refusal(f"{examples.package} holds {written} examples instead of {examples.count}", 1)
