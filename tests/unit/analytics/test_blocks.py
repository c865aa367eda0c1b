import numpy as np

from serums_desktop.analytics.blocks import blocks_of, coarser
from tests.unit.analytics.test_samples import run


def test_the_last_block_has_what_is_left_and_gaps_are_no_numbers() -> None:
    low, high = blocks_of(run("5.1", "5.3", "", "4.9", "", ""), 2)
    assert low.tolist()[:2] == [5.1, 4.9]
    assert high.tolist()[:2] == [5.3, 4.9]
    assert np.isnan([low[2], high[2]]).all()


def test_decimals_of_several_lengths_are_compared_as_numbers() -> None:
    low, high = blocks_of(run("10", "5.25", "9.9"), 3)
    assert (low.tolist(), high.tolist()) == ([5.25], [10.0])


def test_blocks_of_blocks() -> None:
    low, high = coarser(blocks_of(run("1", "2", "", "", "5"), 1), 2)
    assert low[[0, 2]].tolist() == [1, 5]
    assert high[[0, 2]].tolist() == [2, 5]
    assert np.isnan([low[1], high[1]]).all()
