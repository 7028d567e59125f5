"""Releases and due dates in the register; one of an earlier version is brought up to date."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sdc_desktop.register.access_log import Access, find_breaks
from sdc_desktop.register.entries import (
    RunningCheck,
    checks_due,
    earlier_of_series,
    released,
)
from sdc_desktop.register.noting import file_hash
from sdc_desktop.register.register import Register
from sdc_desktop.register.schema import STEPS
from sdc_desktop.register.whereabouts import find_place, remember_place

WHEN = "2026-11-21T09:30:00Z"
OLD = Path(__file__).parents[1] / "data" / "register-1.sql"
TITLES = ["Table 1: Complaints by region, 2025", "Table 2: Complaints by age, 2025"]


def release(number: int, file: str = "complaints-2025-protected.xlsx"):
    sha256, source = f"{number:064x}", f"{number + 100:064x}"
    return released(file, sha256, source, "ann", f"2026-11-{number:02}T09:30:00Z", TITLES)


def test_a_release_is_kept_once_and_can_be_taken_off(address: str) -> None:
    with Register(address) as register:
        for one in (release(2), release(1), release(2)):
            register.keep_release(one)
        assert register.releases() == (release(1), release(2))
        register.remove_release(release(1).sha256)
        assert register.releases() == (release(2),)


def test_titles_are_kept_without_their_numbers() -> None:
    assert release(1).titles == "complaints by region\ncomplaints by age"


def test_the_latest_release_of_the_series_comes_first() -> None:
    other = released("deaths.xlsx", "ab" * 32, "cd" * 32, "ann", WHEN, ["Deaths"])
    titles = ["Table 1: Complaints by region, 2026"]
    found = earlier_of_series([release(1), release(3), other], "c.xlsx", "ef" * 32, titles)
    assert found == (release(3), release(1))


@pytest.mark.parametrize("number", [1, 101])
def test_a_workbook_is_not_compared_with_itself_or_its_own_result(number: int) -> None:
    assert earlier_of_series([release(1)], "c.xlsx", f"{number:064x}", TITLES) == ()


def test_a_due_date_is_set_and_taken_back(address: str) -> None:
    with Register(address) as register:
        for who in ("ann", "bea"):
            register.begin_check(RunningCheck("ab" * 32, "a.xlsx", who, WHEN))
        register.set_due("ab" * 32, "bea", "2026-12-01")
        assert [one.due for one in register.checks() if one.who == "bea"] == ["2026-12-01"]
        assert [one.due for one in register.checks() if one.who == "ann"] == [""]
        register.set_due("ab" * 32, "bea", "")
        assert {one.due for one in register.checks()} == {""}


def test_checks_are_named_two_days_before_they_are_due() -> None:
    days = ("2026-11-23", "2026-11-20", "2026-11-24", "")
    checks = [RunningCheck("ab", f"{day}.xlsx", "ann", WHEN, day) for day in days]
    due = [one.due for one in checks_due(checks, "2026-11-21")]
    assert due == ["2026-11-20", "2026-11-23"]


def test_a_register_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(OLD.read_text(encoding="utf-8"))
    old.close()
    for _ in range(2):
        with Register(str(path)) as register:
            entries, head = register.log()
            assert find_breaks(entries, head) == ()
            assert [one.access.event for one in entries] == ["opened", "exported"]
            assert [one.name for one in register.cards()] == ["Complaints"]
            assert [one.who for one in register.signers()] == ["ann@example.org"]
            assert [one.due for one in register.checks()] == ["2026-12-01"]
            assert register.releases() == ()
    with Register(str(path)) as register:
        register.note(Access("viewed", "bea", WHEN, "a.xlsx"))
        register.keep_release(release(1))
        assert find_breaks(*register.log()) == ()
        assert register.releases() == (release(1),)


def test_an_old_register_and_a_new_one_have_the_same_tables(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.sqlite") as old:
        old.executescript(OLD.read_text(encoding="utf-8"))
    old.close()
    shapes = []
    for name in ("old.sqlite", "new.sqlite"):
        Register(str(tmp_path / name)).close()
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master ORDER BY name"))
            shapes.append([(row[0], " ".join((row[1] or "").split())) for row in rows])
            version = connection.execute(text("SELECT version FROM sdc_register_version"))
            assert version.scalar_one() == len(STEPS)
        engine.dispose()
    assert shapes[0] == shapes[1]


def test_a_published_file_is_found_where_it_was_saved_or_nearby(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    path = tmp_path / "saved" / "complaints.xlsx"
    path.write_bytes(b"published")
    entry = released(path.name, file_hash(path), "ab" * 32, "ann", WHEN, [])
    home = tmp_path / "home"
    assert find_place(home, entry, tmp_path) is None
    assert find_place(home, entry, tmp_path / "saved") == path
    remember_place(home, entry.sha256, path)
    assert find_place(home, entry, tmp_path) == path
    path.write_bytes(b"another")
    assert find_place(home, entry, tmp_path) is None


@pytest.mark.parametrize("text_", ["", "[]", "{", '{"a": 1}'])
def test_a_broken_list_of_places_counts_as_none(tmp_path: Path, text_: str) -> None:
    (tmp_path / "published.json").write_text(text_)
    assert find_place(tmp_path, release(1), tmp_path) is None
