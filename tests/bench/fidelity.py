"""What saving in place does to every part of every workbook, beside a load and save by openpyxl.

    python tests/bench/fidelity.py [--write]

In each workbook up to five cells with numbers are withheld, the file is saved in place and proved.
Prints a table; `--write` puts it into docs/fidelity.md instead, between its marks.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import TEXT_FORMATS, CellKind, Visibility, Workbook
from sdc_desktop.workbook.part_difference import PartDifference, PartState, compare_files
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import save_protected
from tests.workbook.fidelity_makers import MAKERS, converted, write_all
from tests.workbook.inspection.makers import ONLY_SEEN, REMOVABLE
from tests.workbook.inspection.ods_makers import CARRIERS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "fidelity.md"
CORPUS = (ROOT / "tests" / "data", ROOT.parent / "shared" / "corpus")
KINDS = {".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".xls", ".xlsb"}
START, END = "<!-- table -->", "<!-- end of table -->"
HEAD = (
    "| Workbook | Parts | Byte for byte | Changed, and why | Removed, and why | Proof "
    "| openpyxl: the same | changed | lost |\n|---|---|---|---|---|---|---|---|---|"
)
CELLS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: name, and what stands in the other columns."""

    name: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"| {' | '.join((self.name, *self.columns))} |"


def corpus_files() -> Iterator[tuple[str, Path]]:
    """Yield name and place of each real workbook, each name once."""
    seen = set()
    for root in CORPUS:
        for path in sorted(root.rglob("*")) if root.exists() else ():
            name = path.relative_to(root).as_posix()
            if path.suffix.lower() in KINDS and name not in seen:
                seen.add(name)
                yield name, path


def fixtures(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and place of each made workbook."""
    for name, make in MAKERS.items():
        yield f"fixture {name}", make(folder / name)
    soffice = shutil.which("soffice")
    if soffice:
        plain = write_all(folder / "plain.xlsx")
        for name in ("office.xlsx", "office.ods"):
            yield f"LibreOffice's {name}", converted(plain, folder / name, soffice)
    for kind, make in {**REMOVABLE, **ONLY_SEEN}.items():
        yield f"carrier {kind}.xlsx", make(folder / f"{kind}.xlsx")
    for kind, make in CARRIERS.items():
        yield f"carrier {kind}.ods", make(folder / f"{kind}.ods")


def row_of(name: str, path: Path, folder: Path) -> Row:
    """Save one workbook both ways and say what became of its parts."""
    try:
        workbook = read_workbook(path)
        return Row(name, (*_ours(workbook, path, folder), *_theirs(path, folder)))
    except SdcError as error:
        sentence = str(error).partition(" ")[2]
        return Row(name, ("-", "-", f"not saved in place: {sentence}", "", "-", "-", "-", "-"))


def chosen_cells(workbook: Workbook) -> list[CellChange]:
    """Return changes that withhold a few cells, spread over the tables, always the same ones."""
    places = list(_numbers(workbook))
    step = max(1, len(places) // CELLS)
    return [CellChange(one, marker="[c]") for one in places[step // 2 :: step][:CELLS]]


def _numbers(workbook: Workbook) -> Iterator[CellRef]:
    tables = find_tables(workbook)
    for sheet in workbook.sheets:
        if sheet.visibility is not Visibility.VISIBLE:
            continue
        bodies = [one.body for one in tables if one.sheet == sheet.name]
        is_number = (sheet.kinds == CellKind.NUMBER) | np.isfinite(sheet.values)
        for row, column in np.argwhere(is_number).tolist():
            inside = any(
                one.top <= row <= one.bottom and one.left <= column <= one.right for one in bodies
            )
            if inside or not tables:
                yield CellRef(sheet.name, row, column)


def _ours(workbook: Workbook, path: Path, folder: Path) -> tuple[str, ...]:
    changes = chosen_cells(workbook)
    out = folder / f"out{path.suffix}"
    saved = save_protected(path, workbook, changes, out)
    proof = prove_saved(workbook, path, out, changes)
    parts = compare_files(path, out, saved.edited_parts)
    states = Counter(one.state for one in parts)
    changed = [one for one in parts if one.state is PartState.CHANGED]
    removed = [one for one in parts if one.state is PartState.REMOVED]
    wrong = [one.message for one in proof.findings if one.severity is Severity.FAIL]
    verdict = "passed" if proof.passed else f"not passed: {wrong[0]}"
    if workbook.format in TEXT_FORMATS:
        same = _same_lines(path, out)
        return "1", f"{same} lines", f"{len(changes)} fields withheld", "", verdict
    kept = states[PartState.KEPT]
    return str(len(parts)), str(kept), _why(changed), _why(removed), verdict


def _same_lines(path: Path, out: Path) -> str:
    before, after = path.read_bytes().split(b"\n"), out.read_bytes().split(b"\n")
    same = sum(one == other for one, other in zip(before, after, strict=True))
    return f"{same} of {len(before)}"


def _why(parts: list[PartDifference]) -> str:
    reasons = Counter(one.why for one in parts)
    return "; ".join(f"{count}: {why}" for why, count in reasons.items())


def _theirs(path: Path, folder: Path) -> tuple[str, str, str]:
    """Return how many parts openpyxl keeps as they are, changes and loses."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return "-", "-", "-"
    out = folder / f"openpyxl{path.suffix}"
    with warnings.catch_warnings(action="ignore"):
        try:
            book = openpyxl.load_workbook(path, rich_text=True, keep_vba=path.suffix == ".xlsm")
            book.save(out)
        except Exception as error:  # noqa: BLE001 - that it fails is the figure
            return "-", "-", f"fails: {type(error).__name__}"
    before, after = _parts(path), _parts(out)
    same = sum(after.get(name) == data for name, data in before.items())
    lost = sum(name not in after for name in before)
    return str(same), str(len(before) - same - lost), str(lost)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def rows() -> Iterator[Row]:
    """Yield the whole table."""
    with tempfile.TemporaryDirectory() as folder:
        for name, path in (*corpus_files(), *fixtures(Path(folder))):
            yield row_of(name, path, Path(folder))


def main(arguments: list[str]) -> None:
    lines = []
    for one in rows():
        lines.append(str(one))
        print(one, flush=True)
    if "--write" in arguments:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        after = rest.partition(END)[2]
        table = "\n".join((HEAD, *lines))
        PAGE.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
