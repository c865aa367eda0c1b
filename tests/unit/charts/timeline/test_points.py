from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.charts.timeline.points import MARKER_PX, Candidate, Placed, arrange

LEFT, RIGHT = 128.0, 800.0

candidates = st.lists(
    st.builds(
        Candidate,
        x=st.floats(LEFT, RIGHT),
        label_width=st.floats(0, 200),
        priority=st.tuples(st.floats(0, 3)),
        marker_width=st.sampled_from([18.0, MARKER_PX]),
    ),
    max_size=40,
)


def words_of(placed: Placed, given: list[Candidate]) -> tuple[float, float] | None:
    if placed.label_x is None:
        return None
    return placed.label_x, placed.label_x + given[placed.members[0]].label_width


@given(points=candidates, tracks=st.integers(1, 3))
def test_words_never_overlap_words_or_other_markers(points: list[Candidate], tracks: int) -> None:
    placed = arrange(points, tracks, LEFT, RIGHT)
    for one in placed:
        words = words_of(one, points)
        if words is None:
            continue
        assert words[0] >= LEFT - MARKER_PX
        assert words[1] <= RIGHT
        for other in placed:
            if other is one or other.track != one.track:
                continue
            theirs = words_of(other, points)
            assert theirs is None or theirs[1] <= words[0] or theirs[0] >= words[1]
            assert not words[0] < other.x < words[1]


@given(points=candidates, tracks=st.integers(1, 3))
def test_every_point_is_on_exactly_one_marker(points: list[Candidate], tracks: int) -> None:
    members = [index for placed in arrange(points, tracks, LEFT, RIGHT) for index in placed.members]
    assert sorted(members) == list(range(len(points)))


@given(points=candidates)
def test_a_marker_of_several_has_no_words_of_one(points: list[Candidate]) -> None:
    assert all(
        placed.label_x is None for placed in arrange(points, 2, LEFT, RIGHT) if len(placed.members) > 1
    )


def test_a_crowd_becomes_one_marker() -> None:
    points = [Candidate(400 + offset, 50, (0,)) for offset in (0, 3, 6)]
    (placed,) = arrange(points, 1, LEFT, RIGHT)
    assert len(placed.members) == 3


def test_the_more_important_words_win() -> None:
    points = [Candidate(400, 120, (0,)), Candidate(440, 120, (3,))]
    named = {placed.members[0] for placed in arrange(points, 1, 395, 600) if placed.label_x is not None}
    assert named == {1}


def test_words_stand_before_the_point_at_the_right_edge() -> None:
    (placed,) = arrange([Candidate(790, 100, (0,))], 1, LEFT, RIGHT)
    assert placed.label_x is not None
    assert placed.label_x + 100 < 790


def test_neighbours_take_other_tracks_so_that_both_keep_their_words() -> None:
    placed = arrange([Candidate(300, 120, (1,)), Candidate(340, 120, (0,))], 2, LEFT, RIGHT)
    assert {point.track for point in placed} == {0, 1}
    assert all(point.label_x is not None for point in placed)
