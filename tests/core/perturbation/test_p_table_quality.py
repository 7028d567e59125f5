"""What a perturbation table does is worked out and said."""

import pytest

from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.p_table import read_p_table
from sdc_desktop.core.perturbation.p_table_quality import judge_p_table, p_table_text

TEN_FIVE = "\n".join(
    [
        "pcv,ckey,pvalue",
        *(
            f"{n},{k},{-n if n < 10 else (0, -1, -2, 2, 1)[n % 5]}"
            for n in range(1, 751)
            for k in range(2)
        ),
    ]
)


def test_a_designed_table_has_nothing_to_warn_of() -> None:
    quality = judge_p_table(design_p_table(5, 2.0, 3))
    assert quality.warnings == ()
    assert quality.variance == pytest.approx(2.0)
    assert (quality.largest, quality.smallest_shown, quality.keeps_zeros) == (5, 3, True)


def test_a_biased_table_that_changes_zeros_is_told() -> None:
    quality = judge_p_table(read_p_table("i;v;p_ij_ub\n0;0;0.5\n0;1;1\n1;1;1"))
    assert quality.bias == pytest.approx(1.0)
    assert not quality.keeps_zeros
    assert "biased" in quality.warnings[0]
    assert "zeros" in quality.warnings[1]


def test_behind_the_ten_of_the_ten_five_rule_stand_three_counts() -> None:
    quality = judge_p_table(read_p_table(TEN_FIVE))
    assert quality.smallest_shown == 10
    assert quality.narrowest == 3
    assert quality.is_thin


def test_a_table_that_is_written_is_read_again() -> None:
    table = design_p_table(5, 2.0, 3)
    again = read_p_table(p_table_text(table))
    assert judge_p_table(again).as_json() == judge_p_table(table).as_json()
