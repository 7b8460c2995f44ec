import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.scale_bar import scale_bar


@given(st.floats(0.01, 500), st.floats(20, 2000))
def test_the_bar_is_round_and_fills_at_least_two_fifths(px_per_mm, longest):
    bar = scale_bar(px_per_mm, longest, "mm")
    assert longest * 0.399 <= bar.length_px <= longest * 1.000001
    mantissa = bar.length / 10 ** math.floor(math.log10(bar.length) + 1e-9)
    assert any(mantissa == pytest.approx(step) for step in (1, 2, 5))


@pytest.mark.parametrize(
    ("px_per_unit", "unit", "text"),
    [(2, "mm", "10 cm"), (40, "mm", "5 mm"), (2, "px", "100 px"), (900, "mm", "0.2 mm")],
)
def test_lengths_are_written_as_people_say_them(px_per_unit, unit, text):
    assert scale_bar(px_per_unit, 220, unit).text == text
