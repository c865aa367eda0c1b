"""``serums-desktop demo``: the real window on model hospitals, with a practice card."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from serums_desktop.domain.errors import CardError
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.host.program import command_line
from serums_desktop.messages.errors import notice

PRACTICE_PIN = "123456"
PRACTICE_STAFF = "S-2071"
ACCOUNTS = "staff-accounts.json"


class ModelHospitals:
    """The sandbox as a process of its own, commanded over its standard input."""

    def __init__(self, directory: Path, *options: str) -> None:
        self._directory = directory
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own arguments
            [*command_line(), "sandbox", "--dir", str(directory), "--until-stdin-closes", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.origins = list(iter(self._read_line, "ready"))

    def command(self, line: str) -> str:
        """Send a command such as ``stop fcrb``; returns the sandbox's answer."""
        if self._process.stdin is None:
            raise BrokenPipeError
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._read_line()

    @property
    def files(self) -> Path:
        """What the people of the stories bring along."""
        return self._directory / "files"

    def password(self, staff_id: str) -> str:
        """A practice account's password, for the sign-in page and the data lake."""
        accounts = json.loads((self._directory / ACCOUNTS).read_text("utf-8"))
        return str(accounts[staff_id]["password"])

    def close(self) -> None:
        """End the sandbox: it ends when its standard input closes."""
        self._process.communicate(timeout=30)

    def _read_line(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"the sandbox ended with code {self._process.wait()}")
        return line.strip()


class Window(Protocol):
    """Opens the program's window and returns its exit code; handed in because commands know no Qt."""

    def __call__(
        self,
        profile: Profile,
        *,
        shots: Path | None = None,
        hospitals: ModelHospitals | None = None,
        open_browser: Callable[[str], bool] | None = None,
    ) -> int: ...


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--shots", type=Path, metavar="DIR", help="go through every step alone, keep pictures"
    )
    parser.add_argument(
        "--evidence", type=Path, metavar="FILE", help="at the end, write what was recorded as a bundle"
    )
    parser.add_argument("--load", type=Path, metavar="DIR", help="serve the FHIR files of a directory")


def run(arguments: argparse.Namespace, open_window: Window) -> int:
    """Start the model hospitals, make a practice card, open the window; returns the exit code."""
    shots: Path | None = arguments.shots
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if shots is None and not has_display():
        shots = Path("build/shots")
        print(f"There is no display here, so the steps are gone through alone; pictures go to {shots}.")
    with practice_place(arguments.load, lake_hospitals=("ZMC",)) as (profile, hospitals):
        if shots is None:
            print(f"Practice card in the reader. Its PIN is {PRACTICE_PIN}.")
            _tell_accounts(profile)
            print(f"The data lake takes the same accounts. Files to be dropped are in {hospitals.files}.")
            code = open_window(profile, hospitals=hospitals)
        else:
            browser = browser_of(profile, PRACTICE_STAFF)
            code = open_window(profile, shots=shots, hospitals=hospitals, open_browser=browser)
        if arguments.evidence is not None:
            _export_evidence(profile, arguments.evidence)
    if shots is not None and code == 0:
        print(f"{len(list(shots.rglob('*.png')))} pictures are in {shots}.")
    return code


@contextmanager
def practice_place(
    load: Path | None = None, lake_hospitals: Sequence[str] = ()
) -> Iterator[tuple[Profile, ModelHospitals]]:
    """Model hospitals, a practice card, a keyring and a profile that uses them, all gone afterwards.

    `lake_hospitals` are those of the SERUMS data lake that are sources too.
    Where this machine has no parts for a keyring of its own, the program says so on its page.
    Raises CardModuleMissing where SoftHSM is not installed; says so in words first.
    """
    from serums_desktop.audit.tpm import NO_TPM, VARIABLE
    from serums_desktop.commands.practice_keyring import is_possible, practice_keyring

    # Practice leaves nothing in the chip of the machine that it runs on.
    os.environ.setdefault(VARIABLE, NO_TPM)
    directory = Path(tempfile.mkdtemp(prefix="serums-demo-"))
    try:
        options = ["--load", str(load)] if load else []
        if lake_hospitals:
            options += ["--data-lake", "3", *(f"--lake-hospital={name}" for name in lake_hospitals)]
        hospitals = ModelHospitals(directory / "sandbox", *options)
        try:
            profile = profile_in(directory)
            with _practice_card(directory):
                enrol_workstation(profile, hospitals)
                with practice_keyring(directory / "keyring") if is_possible() else nullcontext():
                    yield profile, hospitals
        except CardError as error:
            print(notice(error), file=sys.stderr)
            raise
        finally:
            hospitals.close()
    finally:
        shutil.rmtree(directory)


@contextmanager
def _practice_card(directory: Path) -> Iterator[None]:
    """A card in the reader; the one that was there before is there again afterwards."""
    from serums_desktop.identity.practice_card import Issuer, StaffMember, create_practice_card, put_away

    run_directory = directory / "sandbox"
    issuer = Issuer.from_pem(
        (run_directory / "staff-ca.pem").read_bytes(), (run_directory / "staff-ca.key").read_bytes()
    )
    holder = StaffMember(
        "Dr Ailsa Fraser", "S-1042", "Emergency Medicine, consultant", "ailsa.fraser@ustan.example"
    )
    card = create_practice_card(directory / "card", issuer, holder, PRACTICE_PIN)
    before = {name: os.environ.get(name) for name in card.environment}
    os.environ.update(card.environment)
    text = (run_directory / "serums-desktop.toml").read_text("utf-8")
    text = text.replace('module = ""', f"module = {_toml_text(str(card.module))}")
    text = text.replace('token_label = ""', f"token_label = {_toml_text(card.token_label)}")
    text = text.replace('anchors = "', f'anchors = "{run_directory.name}/')
    tomllib.loads(text)
    (directory / "serums-desktop.toml").write_text(text, "utf-8")
    try:
        yield
    finally:
        put_away(card)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def browser_of(profile: Profile, staff_id: str) -> Callable[[str], bool]:
    """A browser that signs a practice account in at the model hospitals by itself."""
    from serums_desktop.commands.practice_browser import practice_browser

    run_directory = profile.configuration.parent / "sandbox"
    return practice_browser(run_directory / "tls-ca.pem", run_directory / ACCOUNTS, staff_id)


def _tell_accounts(profile: Profile) -> None:
    accounts = json.loads((profile.configuration.parent / "sandbox" / ACCOUNTS).read_text("utf-8"))
    for staff_id, account in accounts.items():
        print(f"In the browser: {account['name']} is {staff_id}, password {account['password']}")
    print("A browser does not know the model hospital's certificate: it has to be accepted there once.")


def _export_evidence(profile: Profile, path: Path) -> None:
    """The window's keeper has ended with it: another one opens the same journal."""
    from serums_desktop.audit.keeper_client import EvidenceKeeperClient, start_keeper

    with start_keeper(command_line(), profile.evidence, profile.configuration):
        client = EvidenceKeeperClient(profile.evidence)
        try:
            entries = client.export(path)
        finally:
            client.close()
    print(f"{entries} entries of evidence are in {path}; `serums-desktop audit verify {path}` checks them.")


def enrol_workstation(profile: Profile, hospitals: ModelHospitals) -> None:
    """Make the workstation's own key and tell the hospitals its public half."""
    from serums_desktop.audit.workstation_token import write_public_jwk
    from serums_desktop.host.configuration import load

    public_key = profile.evidence / "workstation.jwk"
    write_public_jwk(profile.evidence, public_key)
    hospitals.command(f"enrol {load(profile.configuration).workstation.name} {public_key}")


def _toml_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def has_display() -> bool:
    """Whether a window could be seen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
