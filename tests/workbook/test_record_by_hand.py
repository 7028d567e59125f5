"""The lines of "Checking it by hand" in docs/record.md, run by a shell as they stand there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "tests" / "data" / "records" / "earlier-reviews"
TOOLS = ("sh", "ssh-keygen", "sha256sum", "openssl")

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason="the page's tools are not at hand"
)


def lines() -> list[str]:
    """Return the indented lines of the section, but for those of the Windows prompt."""
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    section = page.split("## Checking it by hand")[1].split("\n## ")[0]
    found = re.findall(r"^ {4}(\S.*)$", section, re.MULTILINE)
    return [line for line in found if not line.startswith("cmd ")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with its two workbooks beside it, named as on the page."""
    place = tmp_path / "a record"
    shutil.copytree(RECORD / "record", place)
    shutil.copy(RECORD / "out.xlsx", place / "protected.xlsx")
    shutil.copy(RECORD / "source.xlsx", place / "source.xlsx")
    return place


def run(folder: Path) -> list[str]:
    """Return what the lines print, one after the other in one shell."""
    script = "\n".join(lines())
    done = subprocess.run(["sh", "-e", "-c", script], cwd=folder, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def test_the_page_names_every_step():
    words = [line.split()[0] for line in lines()]
    assert words.count("ssh-keygen") == 2
    assert {"sha256sum", "openssl", "printf"} <= set(words)


def test_the_lines_say_good_and_print_the_hashes_of_the_record(folder):
    printed = run(folder)
    record = json.loads((folder / "record.json").read_bytes())
    review = json.loads((folder / "review-2.json").read_bytes())
    assert [line.split(" with ")[0] for line in printed if line.startswith("Good")] == [
        'Good "sdc-desktop-record" signature for ann@example.org',
        'Good "sdc-desktop-record" signature for bob@example.org',
    ]
    hashes = dict(reversed(line.split()) for line in printed if re.match("[0-9a-f]{64} ", line))
    assert hashes.pop("protected.xlsx") == record["result"]["sha256"]
    assert hashes.pop("record.json") == review["record_sha256"] == review["previous_sha256"]
    assert hashes == record["files"]
    salted = [line.split("= ")[1] for line in printed if "= " in line]
    wanted = [record["sealed"]["salted_sha256"], record["source"]["salted_sha256"]]
    assert salted == wanted


@pytest.mark.parametrize("name", ["record.json", "record.json.sig", "review-2.json"])
def test_the_lines_refuse_a_changed_byte(folder, name):
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    assert run(folder) == []
