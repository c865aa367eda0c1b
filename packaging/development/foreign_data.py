"""Records that nobody here wrote: a patient generator's and the official examples of the patient summary."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from development.environment import FOREIGN_DATA, digest_of, one_at_a_time, read_stamp
from development.system import ensure_command
from development.terminal import ROOT, Refusal, must, say

FOLDER = ROOT / "build" / "interop"
STAMP = ".stamp"

PATIENTS = "20"
SEED = "20260101"
REFERENCE_DATE = "20260101"

IPS_PACKAGE = "hl7.fhir.uv.ips@2.0.0"
IPS_SHA256 = "4a5cff17580f869140614ac51097d81540c63644d550ced8d4cd9b9bce7345c4"


def prepare() -> Path:
    """Twenty synthetic patients in `synthea/`, the IPS examples in `ips/`: returns the folder of both.

    Both hold `.json` files directly and are made once for each version of what makes them.
    """
    with one_at_a_time():
        recipe = digest_of([FOREIGN_DATA.lock], PATIENTS, SEED, REFERENCE_DATE)
        make_once(FOLDER / "synthea", recipe, generate_patients)
        make_once(FOLDER / "ips", IPS_SHA256, fetch_examples)
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


def fetch_examples(folder: Path) -> None:
    """The example resources of the published package, after checking that it is the one known here."""
    ensure_command("npm", ("npm",))
    say(f"fetching {IPS_PACKAGE}")
    with tempfile.TemporaryDirectory() as scratch:
        must(["npm", "pack", "--silent", "--pack-destination", scratch, IPS_PACKAGE])
        archives = list(Path(scratch).glob("*.tgz"))
        if len(archives) != 1:
            raise Refusal(f"npm brought {len(archives)} archives instead of one", 1)
        digest = hashlib.sha256(archives[0].read_bytes()).hexdigest()
        if digest != IPS_SHA256:
            raise Refusal(f"{IPS_PACKAGE} is not the known one: sha256 {digest}", 1)
        unpack_examples(archives[0], folder)


def unpack_examples(archive: Path, folder: Path) -> None:
    """Write the JSON files of `package/example/` into a folder, by their last name alone."""
    with tarfile.open(archive) as package:
        for member in package:
            name = PurePosixPath(member.name)
            if name.parts[:2] != ("package", "example") or name.suffix != ".json":
                continue
            content = package.extractfile(member)
            if content is not None:
                (folder / name.name).write_bytes(content.read())
