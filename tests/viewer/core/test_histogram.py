import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from viewer.core.histogram import MOST_BINS, histogram_of


@given(arrays(np.int32, st.integers(1, 200), elements=st.integers(-40_000, 40_000)))
def test_whole_numbers_are_counted_as_numpy_counts_them_in_bins_of_whole_widths(values):
    found = histogram_of(values)
    edges = np.linspace(found.low, found.high, len(found.counts) + 1)
    assert found.counts.tolist() == np.histogram(values, edges)[0].tolist()
    assert (found.high - found.low) / len(found.counts) % 1 == 0 and len(found.counts) <= MOST_BINS
    assert found.counts.sum() == len(values)


def test_a_ramp_has_no_teeth():
    counts = histogram_of(np.arange(-1000, 1000, dtype=np.int16)).counts
    assert len(set(counts[:-1].tolist())) == 1


def test_decimals_and_a_single_value_are_counted():
    found = histogram_of(np.array([0.25, 0.5, 1.25], np.float32))
    assert (found.low, found.high, found.counts.sum()) == (0.25, 1.25, 3)
    assert histogram_of(np.full(7, 3.5, np.float32)).counts.sum() == 7
    assert histogram_of(np.full(7, 3, np.int16)).counts.tolist() == [7]
    assert histogram_of(np.array([], np.int16)) is None


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.float32])
def test_every_kind_of_values_is_counted(dtype):
    assert histogram_of(np.array([1, 2, 2, 250], dtype)).counts.sum() == 4
