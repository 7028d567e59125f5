"""A whole check leaves no withheld number anywhere: every file that it wrote is searched."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from tests.workbooks import write_counts

CANARIES = ((120_000_007, 3, 130_000_009), (140_000_011, 150_000_013, 160_000_017))
PRIMARY = "C4"


def texts(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes, and those that are packed inside it."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        yield from (page.extract_text().encode() for page in PdfReader(path).pages)


def forms(number: int) -> set[bytes]:
    plain = {str(number), f"{number:,}", f"{number:_}", f"{number:,}".replace(",", " ")}
    return {one.encode() for one in plain} | {one.encode("utf-16-le") for one in plain}


def test_no_withheld_number_is_left_in_any_file(tmp_path: Path) -> None:
    source = write_counts(tmp_path / "source" / "in.xlsx", CANARIES)
    work = tmp_path / "work"
    work.mkdir()
    places = {name: str(work) for name in ("HOME", "TMPDIR", "TEMP", "XDG_STATE_HOME")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sdc_desktop", "protect", source, "--json"),
            *("--policy", "uk-tre-acro", "--out", work / "out.xlsx", "--record", work / "record"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **places, "SDC_DESKTOP_HOME": str(work / "home")},
    )
    document = json.loads(done.stdout)
    (work / "stdout.txt").write_text(done.stdout)
    (work / "stderr.txt").write_text(done.stderr)
    assert [one["cell"] for one in document["primary"]] == [PRIMARY]
    true = {f"{'BCD'[c]}{4 + r}": CANARIES[r][c] for r in range(2) for c in range(3)}
    withheld = {one["cell"] for one in document["secondary"]} & set(true)
    assert withheld
    searched = [path for path in work.rglob("*") if path.is_file()]
    assert len(searched) >= 8
    for path in searched:
        for data in texts(path):
            for cell in withheld:
                found = [form for form in forms(true[cell]) if form in data]
                assert found == [], (path.name, cell)


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    source = write_counts(tmp_path / "in.xlsx", CANARIES)
    assert any(b"120000007" in data for data in texts(source))
