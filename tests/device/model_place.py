"""Model hospitals that trust cards in the virtual reader, and a profile of the program that uses both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from serums_desktop.commands.demo import ModelHospitals, enrol_workstation
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.identity.practice_card import Issuer


@dataclass(frozen=True)
class ModelPlace:
    """`authority` issues the staff cards that the hospitals trust."""

    profile: Profile
    authority: Issuer


@contextlib.contextmanager
def model_place(directory: Path, module: Path) -> Iterator[ModelPlace]:
    """Everything lives in `directory`; cards are reached through the PKCS#11 `module`."""
    sandbox = directory / "sandbox"
    with contextlib.closing(ModelHospitals(sandbox)) as hospitals:
        text = (sandbox / "serums-desktop.toml").read_text("utf-8")
        text = text.replace('module = ""', f'module = "{module}"').replace(
            'anchors = "', 'anchors = "sandbox/'
        )
        (directory / "serums-desktop.toml").write_text(text, "utf-8")
        profile = profile_in(directory)
        enrol_workstation(profile, hospitals)
        authority = Issuer.from_pem(
            (sandbox / "staff-ca.pem").read_bytes(), (sandbox / "staff-ca.key").read_bytes()
        )
        yield ModelPlace(profile, authority)
