from __future__ import annotations

import datetime as dt

from serums_desktop.sandbox.identity_habits import OF_THE_STORIES, IdentityHabits
from serums_desktop.sandbox.purpose_dialects import PurposeDialect
from serums_desktop.sandbox.story import hospitals


def test_the_hospitals_of_the_stories_speak_every_dialect_and_launch_at_two() -> None:
    sources = hospitals(dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC), 1)
    habits = {source.id: OF_THE_STORIES.get(source.id, IdentityHabits()) for source in sources}

    assert OF_THE_STORIES.keys() <= habits.keys()
    assert {each.purpose for each in habits.values()} == set(PurposeDialect)
    assert [source_id for source_id, each in habits.items() if each.launches] == ["ustan", "gp"]
