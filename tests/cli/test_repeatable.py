"""`protect` writes the same workbook in every process, whatever the threads and hash seeds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import xlsxwriter

from sdc_desktop.__main__ import main
from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.check import Check
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.preferences import Preferences
from sdc_desktop.core.suppression.search import Effort
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import with_totals

LITTLE = Effort(annealing=5_000, cutting=20_000, rounds=2, nodes=0, steps=20, seed=5)


def results(source: Path, out: Path) -> list[str]:
    """The hash of the protected file, and the pattern of a search that ends by its work."""
    main(["protect", str(source), "--policy", "uk-tre-acro", "--out", str(out), "--seed", "5"])
    book = read_workbook(source)
    check = Check(book, load_policy("uk-tre-acro").with_parameters({}), find_tables(book))
    found = suppress(check, Stamp("", ""), preferences=Preferences(effort=LITTLE)).secondary
    assert found is not None
    assert not found.is_optimal, "the search was to end by its limit of work"
    cells = " ".join(one.full for one in found.secondary)
    written = hashlib.sha256(out.read_bytes()).hexdigest()
    return [written, f"{found.objective} {found.lower_bound} {cells}"]


def results_of_a_process(source: Path, out: Path, threads: str) -> list[str]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
    ask = "import sys; from pathlib import Path; from tests.cli.test_repeatable import results; "
    script = f"{ask}print(*results(*map(Path, sys.argv[1:])), sep='\\n')"
    return subprocess.run(
        [sys.executable, "-c", script, str(source), str(out)],
        env=os.environ | dict.fromkeys(names, threads) | {"PYTHONHASHSEED": threads},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout.splitlines()[-2:]


def test_threads_and_hash_seeds_change_nothing(tmp_path):
    rng = np.random.default_rng(6)
    counts = rng.poisson(60 * rng.lognormal(0, 1, (24, 9))).tolist()
    source = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet("Table 1")
        for number, row in enumerate(with_totals(counts)):
            sheet.write_row(number, 0, row)
    here = results(source, tmp_path / "here.xlsx")
    assert results_of_a_process(source, tmp_path / "there.xlsx", "1") == here
