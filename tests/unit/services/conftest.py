"""A sign-in by keyring on parts in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.session import OpenSources
from serums_desktop.services.sign_in_by_keyring import SignInByKeyring
from serums_desktop.work.lanes import Lane
from tests.unit.services.keyring_parts import Parts


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
def sign_in_by_keyring(parts: Parts) -> Iterator[SignInByKeyring]:
    with Lane("database") as lane:
        begin_session = BeginSession(
            store=parts,
            open_sources=lambda tokens: OpenSources({}),
            home_contact=HomeContact(
                store=parts, database_lane=lane, home_source_id="ustan", longest_s=3600, clock=parts
            ),
            database_lane=lane,
            evidence=parts,
            clock=parts,
        )
        yield SignInByKeyring(keys=parts, open_tokens=lambda credential: parts, begin_session=begin_session)
