"""Servers that nobody here wrote, ready to start: two identity providers and two FHIR servers."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from development.environment import digest_of, one_at_a_time
from development.foreign_data import FOLDER, make_once
from development.system import ensure_command
from development.terminal import ROOT, Refusal, must, output_of, say

INTEROP = ROOT / "tests" / "interop"
OPENID_PROVIDER_FILES = ("package.json", "package-lock.json", "provider.mjs", "gate.mjs")
FHIR_ENGINE_FILES = ("package.json", "package-lock.json", "engine.mjs")
FHIR_SERVER_FILES = ("pom.xml", "FhirServer.java")
OLDEST_NODE = (20, 12)

KEYCLOAK_VERSION = "26.4.7"
KEYCLOAK_SHA256 = "dd9834c023460be856f731423d86228c23b5d002194a2064642bec0cc6573eaa"
MAVEN_DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
# HAPI FHIR 8 is built for this one.
OLDEST_JAVA = 17
# Chosen when it is built, so that it starts at once: its database is in memory and goes with it.
KEYCLOAK_BUILD = ("--db=dev-mem",)


def prepare() -> Path:
    """Each in a folder of its own below the one that is returned.

    `openid-provider`, `keycloak`, `fhir-engine` (medplum's in JavaScript), `fhir-server` (HAPI's in Java).

    Raises Refusal where a tool is missing, or where what was fetched is not what is known here.
    """
    with one_at_a_time():
        for name, files in (("openid_provider", OPENID_PROVIDER_FILES), ("fhir_engine", FHIR_ENGINE_FILES)):
            sources = [INTEROP / name / file for file in files]
            make_once(
                FOLDER / name.replace("_", "-"), digest_of(sources), partial(install_node_program, sources)
            )
        sources = [INTEROP / "fhir_server" / file for file in FHIR_SERVER_FILES]
        make_once(FOLDER / "fhir-server", digest_of(sources), partial(install_fhir_server, sources))
        recipe = digest_of([], KEYCLOAK_SHA256, *KEYCLOAK_BUILD)
        make_once(FOLDER / "keycloak", recipe, install_keycloak)
    return FOLDER


def install_node_program(sources: Sequence[Path], folder: Path) -> None:
    """The locked packages beside the program that starts them."""
    ensure_command("node", ("nodejs",))
    ensure_command("npm", ("npm",))
    check_node(output_of(["node", "--version"]))
    say(f"fetching what {sources[0].parent.name} needs")
    for source in sources:
        shutil.copy(source, folder)
    must(["npm", "ci", "--silent", "--ignore-scripts", "--prefix", folder])


def check_node(version: str) -> None:
    """Raises Refusal unless what `node --version` says is new enough for the provider."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_NODE:
        raise Refusal(f"the OpenID provider needs Node {'.'.join(map(str, OLDEST_NODE))} or newer: {version}")


def install_fhir_server(sources: Sequence[Path], folder: Path) -> None:
    """The libraries that `pom.xml` names, and the one class of our own that puts them together."""
    ensure_command("javac", ("default-jdk-headless",))
    ensure_command("mvn", ("maven",))
    check_java(output_of(["javac", "-version"]))
    say("fetching the FHIR server")
    for source in sources:
        shutil.copy(source, folder)
    libraries = [f"-DoutputDirectory={folder / 'lib'}", "-DincludeScope=runtime"]
    must(["mvn", "-q", "-B", "-f", folder / "pom.xml", f"{MAVEN_DEPENDENCIES}:copy-dependencies", *libraries])
    must(["javac", "-cp", f"{folder / 'lib'}/*", "-d", folder / "classes", folder / "FhirServer.java"])


def check_java(version: str) -> None:
    """Raises Refusal unless what `javac -version` says is new enough for the FHIR server."""
    found = re.match(r"javac (\d+)", version)
    if found is None or int(found[1]) < OLDEST_JAVA:
        raise Refusal(f"the FHIR server needs Java {OLDEST_JAVA} or newer: {version}")


def install_keycloak(folder: Path) -> None:
    """The published distribution, after checking that it is the one known here, built for a quick start."""
    ensure_command("java", ("default-jre-headless",))
    ensure_command("mvn", ("maven",))
    artifact = f"org.keycloak:keycloak-quarkus-dist:{KEYCLOAK_VERSION}:zip"
    say(f"fetching {artifact}")
    with tempfile.TemporaryDirectory() as scratch:
        must(
            [
                "mvn",
                "-q",
                "-B",
                f"{MAVEN_DEPENDENCIES}:copy",
                f"-Dartifact={artifact}",
                f"-DoutputDirectory={scratch}",
            ]
        )
        archive = Path(scratch, f"keycloak-quarkus-dist-{KEYCLOAK_VERSION}.zip")
        check_digest(archive, KEYCLOAK_SHA256)
        unpack_below_first(archive, folder)
    must(["bash", folder / "bin" / "kc.sh", "build", *KEYCLOAK_BUILD])


def check_digest(archive: Path, sha256: str) -> None:
    """Raises Refusal unless this is the archive that is known."""
    with archive.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != sha256:
        raise Refusal(f"{archive.name} is not the known one: sha256 {digest}", 1)


def unpack_below_first(archive: Path, folder: Path) -> None:
    """Write what an archive holds, without the one folder that holds it all there."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, zipfile.ZipFile(archive) as package:
        package.extractall(scratch)  # leaves out what would lead elsewhere
        tops = list(Path(scratch).iterdir())
        if len(tops) != 1 or not tops[0].is_dir():
            raise Refusal(f"{archive.name} holds {len(tops)} things instead of one folder", 1)
        for item in tops[0].iterdir():
            item.rename(folder / item.name)
