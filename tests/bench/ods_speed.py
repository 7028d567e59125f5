"""Reading and saving an OpenDocument spreadsheet beside the same workbook as xlsx, in one run.

    python tests/bench/ods_speed.py [rows] [repeats]

A sheet of `rows` x 50 cells (5,000 by default: 250,000 cells; 20,000: a million) with numbers,
texts and a formula column, the same values in both formats; 5,000 cells are withheld or rounded.
Each figure is the median of `repeats` processes (3 by default) of processor seconds; the memory is
what reading or saving adds. The last lines give ods divided by xlsx; the goal is 1.5.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

COLUMNS, TEXTS, CHANGES = 50, 5, 5_000
FORMATS = ("xlsx", "ods")
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def values(rows: int) -> list[list[str | int]]:
    rng = random.Random(1)
    return [
        [f"Area {rng.randrange(5000)}" for _ in range(TEXTS)]
        + [rng.randrange(100_000) for _ in range(COLUMNS - TEXTS - 1)]
        for _ in range(rows)
    ]


def write_xlsx(path: Path, rows: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    style = book.add_format({"num_format": "#,##0"})
    for place, line in enumerate(values(rows)):
        for column, value in enumerate(line):
            sheet.write(place, column, value, style)
        letters = f"F{place + 1}:I{place + 1}"
        sheet.write_formula(place, COLUMNS - 1, f"=SUM({letters})", style, sum(line[5:9]))
    book.close()


def write_ods(path: Path, rows: int) -> None:
    """Write the same cells as LibreOffice would."""
    spaces = " ".join(
        f'xmlns:{one}="{_OASIS}:{name}:1.0"'
        for one, name in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
            ("number", "datastyle"),
        )
    )  # fmt: skip
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    styles = (
        '<office:automatic-styles><number:number-style style:name="N3"><number:number '
        'number:decimal-places="0" number:grouping="true" number:min-integer-digits="1"/>'
        '</number:number-style><style:style style:name="ce1" style:family="table-cell" '
        'style:data-style-name="N3"/></office:automatic-styles>'
    )
    pieces = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces} '
        f'xmlns:calcext="{calc}" office:version="1.3">{styles}<office:body><office:spreadsheet>'
        '<table:table table:name="Data"><table:table-column '
        f'table:number-columns-repeated="{COLUMNS}"/>'
    ]
    for place, line in enumerate(values(rows), start=1):
        formula = f' table:formula="of:=SUM([.F{place}:.I{place}])"'
        cells = [*(_cell(one) for one in line), _cell(sum(line[5:9]), formula)]
        pieces.append(f'<table:table-row table:style-name="ro1">{"".join(cells)}</table:table-row>')
    pieces.append("</table:table></office:spreadsheet></office:body></office:document-content>")
    manifest = f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", "".join(pieces))
        archive.writestr("META-INF/manifest.xml", manifest)


def _cell(value: str | int, formula: str = "") -> str:
    if isinstance(value, str):
        return (
            '<table:table-cell office:value-type="string" calcext:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell table:style-name="ce1"{formula} office:value-type="float" '
        f'office:value="{value}" calcext:value-type="float"><text:p>{value:,}</text:p>'
        "</table:table-cell>"
    )


def measure(path: Path, rows: int) -> dict[str, float]:
    """Read, save and prove one file in this process."""
    from sdc_desktop.core.cells import CellRef
    from sdc_desktop.core.published import CellChange
    from sdc_desktop.workbook.proof import prove_saved
    from sdc_desktop.workbook.reader import read_workbook
    from sdc_desktop.workbook.saving import save_protected

    rng = random.Random(2)
    places = {(rng.randrange(rows), rng.randrange(TEXTS, COLUMNS - 1)) for _ in range(CHANGES)}
    changes = [
        CellChange(CellRef("Data", *place), marker="[c]")
        if rng.random() < 0.5
        else CellChange(CellRef("Data", *place), number=5.0)
        for place in sorted(places)
    ]
    out = path.with_name(f"out{path.suffix}")
    clock, memory = [time.process_time()], [_peak()]
    workbook = read_workbook(path)
    clock.append(time.process_time())
    memory.append(_peak())
    save_protected(path, workbook, changes, out)
    clock.append(time.process_time())
    memory.append(_peak())
    proof = prove_saved(workbook, path, out, changes)
    clock.append(time.process_time())
    assert not proof.leaks, "a leak"
    assert proof.passed, [one.message for one in proof.findings]
    names = ("read", "save", "proof")
    figures = {name: clock[n + 1] - clock[n] for n, name in enumerate(names)}
    grown = {f"{name} MB": memory[n + 1] - memory[n] for n, name in enumerate(names[:2])}
    return {**figures, **grown}


def _peak() -> float:
    """Return the most memory this process has had, in MB; its parent's does not count on Linux."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def median_of(path: Path, rows: int, repeats: int) -> dict[str, float]:
    found = []
    for _ in range(repeats):
        command = [sys.executable, __file__, "measure", str(path), str(rows)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(run.stdout))
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["measure"]:
        print(json.dumps(measure(Path(arguments[1]), int(arguments[2]))))
        return
    rows, repeats = (*map(int, arguments), *(5_000, 3)[len(arguments) :])
    with tempfile.TemporaryDirectory() as folder:
        figures = {}
        for suffix, write in zip(FORMATS, (write_xlsx, write_ods), strict=True):
            path = Path(folder) / f"source.{suffix}"
            write(path, rows)
            figures[suffix] = median_of(path, rows, repeats)
    print(f"{rows * COLUMNS:,} cells, medians of {repeats}")
    for suffix, one in figures.items():
        print(suffix, {name: round(figure, 2) for name, figure in one.items()})
    for name in ("read", "save", "proof"):
        print(f"{name}: ods / xlsx = {figures['ods'][name] / figures['xlsx'][name]:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
