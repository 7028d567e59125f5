"""Records of earlier versions verify and replay for ever; a change of what they are about shows."""

import shutil
from pathlib import Path

import pytest

from sdc_desktop.workbook.record_file import verify_record
from sdc_desktop.workbook.verification import Match
from tests.bench.record_bytes import undetected

RECORDS = Path(__file__).parents[1] / "data" / "records"
NAMES = sorted(path.parent.name for path in RECORDS.glob("*/record"))
WITHOUT_PARTS = {"suppress", "remove-hidden", "ods"}
"""Of versions that did not write down the parts of the file."""


def the_file(folder: Path, stem: str) -> Path:
    (path,) = folder.glob(f"{stem}.*")
    return path


def test_there_are_records_of_several_versions():
    assert len(NAMES) >= 7


@pytest.mark.parametrize("name", NAMES)
def test_a_record_of_an_earlier_version_verifies_and_replays(name):
    folder = RECORDS / name
    signers = folder / "record" / "allowed_signers"
    found = verify_record(
        folder / "record", the_file(folder, "out"), the_file(folder, "source"), signers
    )
    assert found.problems == ()
    assert found.is_good
    assert all(one.is_trusted for one in found.signatures)
    assert (found.workbook, found.source, found.replay) == (Match.MATCH,) * 3
    assert found.parts is (Match.NOT_RECORDED if name in WITHOUT_PARTS else Match.MATCH)


@pytest.mark.parametrize("name", NAMES)
def test_the_source_in_place_of_the_protected_workbook_shows(name):
    folder = RECORDS / name
    source = the_file(folder, "source")
    found = verify_record(folder / "record", source, source)
    assert (found.is_good, found.workbook) == (False, Match.DIFFERS)
    assert found.replay is Match.DIFFERS


@pytest.mark.parametrize("name", NAMES)
def test_the_public_part_alone_verifies(name, tmp_path):
    shutil.copytree(RECORDS / name / "record", tmp_path / "record")
    (tmp_path / "record" / "sealed.json").unlink()
    found = verify_record(tmp_path / "record", the_file(RECORDS / name, "out"))
    assert found.is_good
    assert found.workbook is Match.MATCH


def test_reviews_of_an_earlier_version_are_read():
    found = verify_record(RECORDS / "earlier-reviews" / "record")
    assert [one.who for one in found.reviews] == ["bob@example.org", "cleo@example.org"]
    assert {one.decision for one in found.reviews} == {"approve"}


@pytest.mark.parametrize("name", NAMES)
def test_no_changed_byte_of_any_file_goes_unnoticed(name):
    for file, tried, missed in undetected(RECORDS / name / "record", every=1999):
        assert tried > 0
        assert missed == [], file
