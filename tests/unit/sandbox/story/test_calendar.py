from __future__ import annotations

import datetime as dt

import pytest

from serums_desktop.sandbox.story.calendar import Calendar, Course

AS_WRITTEN = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)


def test_told_on_its_own_day_the_story_is_as_written() -> None:
    calendar = Calendar(AS_WRITTEN, "Europe/Madrid")

    assert calendar.day("2026-05-12") == "2026-05-12"
    assert calendar.at("2026-03-18 10:22") == "2026-03-18T10:22:00+01:00"
    assert calendar.at("2026-05-12 09:15") == "2026-05-12T09:15:00+02:00"
    assert calendar.at("2026-11-22 12:58") == "2026-11-22T13:58:00+01:00"


def test_told_later_the_last_two_years_move_and_the_old_stay() -> None:
    calendar = Calendar(AS_WRITTEN + dt.timedelta(days=30, hours=-8), "Europe/London")

    assert calendar.day("2026-11-05") == "2026-12-05"
    assert calendar.at("2026-11-22 12:58") == "2026-12-22T04:58:00+00:00"
    assert calendar.day("2019-07-02") == "2019-07-02"


@pytest.mark.parametrize("text", ["2003", "2018-10"])
def test_a_year_or_a_month_stays(text: str) -> None:
    assert Calendar(AS_WRITTEN + dt.timedelta(days=400), "Europe/London").day(text) == text


@pytest.mark.parametrize("later", range(7))
def test_a_course_begins_on_the_nearest_such_weekday(later: int) -> None:
    calendar = Calendar(AS_WRITTEN + dt.timedelta(days=later), "Europe/Amsterdam")
    course = Course(calendar, 70, weekday=0)

    assert course.moment(0, "08:00").weekday() == 0
    assert 67 <= course.today <= 73
    assert course.days_ago(course.today) == 0
    assert course.day(course.today) == calendar.today.isoformat()
