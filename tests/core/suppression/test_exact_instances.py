"""On the shared instances the cheapest pattern is proved, and another way finds the same cost."""

from __future__ import annotations

import pytest

from tests.bench.suppression_exact import Exact
from tests.bench.suppression_instances import INSTANCES, judged, load_judge, protect

pytestmark = pytest.mark.skipif(not INSTANCES.exists(), reason="the shared instances are not here")


@pytest.mark.parametrize("name", ["m_10x5:p", "m_10x5:nk", "m_20x10:p"])
def test_an_integer_programme_of_another_make_finds_nothing_cheaper(name):
    instance, rule = name.split(":")
    judge = load_judge()
    table = judge.table(instance)
    found, _ = protect(judge, table, rule, unit=False)
    assert judged(judge, table, rule, found.chosen) == "0 short 0 exact 0 unions"
    assert found.is_optimal
    assert Exact(judge, table, rule, unit=False).run()[1] == pytest.approx(found.cost)
