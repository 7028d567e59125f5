"""Real files changed at random end in a result or in one sentence, soon and in little memory.

`python tests/bench/fuzz.py 20000` does it with more cases and stops slow ones.
"""

import sys
from pathlib import Path

import pytest

from tests.fuzz_running import run_case
from tests.fuzzing import load_seeds, make_case

CASES = 150
MOST_MEMORY_KB = 700_000


def peak_memory() -> int:
    """Return the most memory this process has held, in KB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


@pytest.mark.timeout(900)
def test_changed_files_end_in_a_result_or_a_sentence(tmp_path: Path) -> None:
    seeds, before = load_seeds(tmp_path), peak_memory()
    for number in range(CASES):
        name, data = make_case(number, seeds)
        path = tmp_path / f"case{Path(name).suffix}"
        path.write_bytes(data)
        assert run_case(number, path, name).faults == []
        assert path.read_bytes() == data
    assert peak_memory() - before < MOST_MEMORY_KB


def test_a_case_is_the_same_for_the_same_number(tmp_path: Path) -> None:
    seeds = load_seeds(tmp_path)
    assert all(make_case(number, seeds) == make_case(number, seeds) for number in range(20))
