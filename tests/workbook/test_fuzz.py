"""Real files changed at random end in a result or in one sentence, soon and in little memory.

`python tests/bench/fuzz.py 20000` does it with more cases and stops slow ones.
"""

import sys
from pathlib import Path

import pytest

from tests.fuzz_running import run_case
from tests.fuzzing import load_seeds, make_case

CASES = 150
ABSURD = """\
activity,size,val,n_obs,max,status
01,tr1,100,10,20,S
01,tr2,50,1048577,15,S
01,Total,150,15,20,S
02,tr1,30,2,20,38
02,tr2,20,5,10,U
02,Total,50,7,20,99999999999999999999
06,tr1,60,8,16,S
06,tr2,40,6,38,S
06,Total,100,14,38,S
Total,tr1,190,0,20,S
Total,tr2,110,16,38,S
Total,Total,300,36,3,S
"""
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


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_number_that_no_whole_number_of_the_machine_holds_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ABSURD)
    assert run_case(419169, path, "tabledata_status.csv").faults == []
