"""The register in a file and on a PostgreSQL server: nothing is lost, no change stays unseen."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from sdc_desktop.core.signing import parse_allowed_signers
from sdc_desktop.register.access_log import Access, Event, LogHead, find_breaks
from sdc_desktop.register.entries import (
    DatasetCard,
    RunningCheck,
    TrustedSigner,
    allowed_signers,
    cards_due,
    is_date,
)
from sdc_desktop.register.places import register_address
from sdc_desktop.register.register import (
    Register,
    RegisterAddressError,
    RegisterError,
    UnknownDatasetError,
)
from sdc_desktop.register.schema import STEPS, NewerRegisterError, bring_up_to_date

WHEN = "2026-11-21T09:30:00Z"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0"

WRITE_MANY = """
import sys
from sdc_desktop.register.access_log import Access
from sdc_desktop.register.register import Register
for number in range(15):
    with Register(sys.argv[1]) as register:
        register.note(Access("opened", sys.argv[2], "2026-11-21T09:30:00Z", f"{number}.xlsx"))
"""


def access(file: str = "a.xlsx") -> Access:
    return Access(Event.OPENED, "ann", WHEN, file, "ab" * 32, "Bea", "protect")


def engine(address: str) -> Engine:
    if "://" not in address:
        return create_engine(f"sqlite:///{address}")
    return create_engine(address.replace("postgresql:", "postgresql+psycopg:"))


@contextmanager
def database(address: str) -> Iterator[Engine]:
    found = engine(address)
    yield found
    found.dispose()


def change(address: str, order: str) -> None:
    with database(address) as found, found.begin() as connection:
        connection.execute(text(order))


def breaks(address: str) -> tuple[str, ...]:
    with Register(address) as register:
        return find_breaks(*register.log())


def test_what_was_noted_is_found_again_in_its_order(address: str) -> None:
    with Register(address) as register:
        register.note(access("a.xlsx"), access("b.xlsx"))
    with Register(address) as register:
        register.note(access("c.xlsx"))
        entries, head = register.log()
    assert [one.access for one in entries] == [access(f"{name}.xlsx") for name in "abc"]
    assert (entries[-1].number, entries[-1].digest) == (head.number, head.digest)
    assert find_breaks(entries, head) == ()


def test_an_empty_log_is_whole(address: str) -> None:
    assert breaks(address) == ()


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("UPDATE sdc_access_log SET who = 'eve' WHERE number = 2", "Entry 2 was changed."),
        ("UPDATE sdc_access_log SET event = 'viewed' WHERE number = 3", "Entry 3 was changed."),
        ("UPDATE sdc_access_log SET file = 'b' WHERE number = 1", "Entry 1 was changed."),
        ("UPDATE sdc_access_log SET sha256 = '' WHERE number = 1", "Entry 1 was changed."),
        ("UPDATE sdc_access_log SET remark = '' WHERE number = 3", "Entry 3 was changed."),
        ("UPDATE sdc_access_log SET authorised_by = '' WHERE number = 3", "Entry 3 was changed."),
        ("UPDATE sdc_access_log SET \"when\" = '' WHERE number = 3", "Entry 3 was changed."),
        ("DELETE FROM sdc_access_log WHERE number = 1", "Entry 1 is missing."),
        ("DELETE FROM sdc_access_log WHERE number = 2", "Entry 2 is missing."),
        ("DELETE FROM sdc_access_log WHERE number > 1", "The entries 2 to 3 are missing."),
        ("DELETE FROM sdc_access_log", "The entries 1 to 3 are missing."),
    ],
)
def test_a_changed_or_removed_entry_shows(address: str, order: str, said: str) -> None:
    with Register(address) as register:
        register.note(access("a.xlsx"), access("b.xlsx"), access("c.xlsx"))
    change(address, order)
    assert said in breaks(address)


def test_a_log_written_anew_differs_from_a_head_noted_elsewhere(tmp_path: Path) -> None:
    with Register(str(tmp_path / "true")) as register:
        last = register.note(access("a.xlsx"), access("b.xlsx"))
    with Register(str(tmp_path / "forged")) as register:
        register.note(access("other.xlsx"), access("b.xlsx"))
        entries, head = register.log()
    assert find_breaks(entries, head) == ()
    assert find_breaks(entries, LogHead(last.number, last.digest)) != ()


def test_several_programs_that_write_at_once_lose_nothing(address: str) -> None:
    project = Path(__file__).resolve().parents[2]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_MANY, address, who], cwd=project, stderr=subprocess.PIPE
        )
        for who in ("ann", "bea", "cem")
    ]
    for program in programs:
        said = program.communicate(timeout=200)[1]
        assert program.returncode == 0, said
    with Register(address) as register:
        entries, head = register.log()
    assert find_breaks(entries, head) == ()
    for who in ("ann", "bea", "cem"):
        files = [one.access.file for one in entries if one.access.who == who]
        assert files == [f"{number}.xlsx" for number in range(15)]


def test_a_change_that_fails_half_way_leaves_nothing(address: str) -> None:
    with Register(address) as register:
        register.note(access())
        change(address, "UPDATE sdc_access_log_head SET number = 0")
        with pytest.raises(RegisterError):
            register.note(access("b.xlsx"))
        assert [one.access.file for one in register.log()[0]] == ["a.xlsx"]


def test_a_file_name_that_is_no_text_is_noted(address: str) -> None:
    with Register(address) as register:
        register.note(access("a\udcff.xlsx"))
        assert [one.access.file for one in register.log()[0]] == ["a?.xlsx"]
    assert breaks(address) == ()


def test_a_card_takes_the_place_of_the_one_of_its_name(address: str) -> None:
    card = DatasetCard("Births", owner="Bea", delete_by="2026-12-01")
    with Register(address) as register:
        register.keep_card(DatasetCard("Births", owner="Ann"))
        register.keep_card(card)
        register.keep_card(DatasetCard("Arrivals"))
        assert register.cards() == (DatasetCard("Arrivals"), card)


def test_a_disposal_is_on_the_card_and_in_the_log(address: str) -> None:
    with Register(address) as register:
        register.keep_card(DatasetCard("Births", owner="Bea", delete_by="2026-12-01"))
        register.dispose("Births", "Shredded", "ann", WHEN)
        (card,) = register.cards()
        (entry,) = register.log()[0]
        with pytest.raises(UnknownDatasetError):
            register.dispose("Deaths", "Shredded", "ann", WHEN)
    assert (card.disposed_on, card.disposed_by, card.disposed_how) == (WHEN, "ann", "Shredded")
    assert entry.access == Access("disposed", "ann", WHEN, "Births", "", "Bea", "Shredded")
    assert cards_due([card], "2027-01-01") == ()


def test_datasets_are_named_a_month_before_they_must_be_gone() -> None:
    cards = [
        DatasetCard("later", delete_by="2026-12-22"),
        DatasetCard("soon", delete_by="2026-12-21"),
        DatasetCard("overdue", delete_by="2026-01-01"),
        DatasetCard("kept"),
    ]
    assert [one.name for one in cards_due(cards, "2026-11-21")] == ["overdue", "soon"]


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "20261201", "2026-12-1"])
def test_what_is_no_day_is_refused(day: str) -> None:
    assert not is_date(day)
    assert is_date("2026-12-01")


def test_trusted_signers_make_a_list_that_verification_reads(address: str) -> None:
    with Register(address) as register:
        register.keep_signer(TrustedSigner(KEY, "ann@example.org", "bea", WHEN))
        register.keep_signer(TrustedSigner("ssh-ed25519 AAAA", "eve", "bea", WHEN))
        register.remove_signer("ssh-ed25519 AAAA")
        found = parse_allowed_signers(allowed_signers(register.signers()))
    assert len(found) == 1


def test_a_check_begun_again_keeps_its_date_until_it_is_done(address: str) -> None:
    first = RunningCheck("ab", "a.xlsx", "ann", WHEN, "2026-12-01")
    with Register(address) as register:
        register.begin_check(first)
        register.begin_check(RunningCheck("ab", "a.xlsx", "ann", "2026-11-22T00:00:00Z"))
        register.begin_check(RunningCheck("ab", "a.xlsx", "bea", "2026-11-22T00:00:00Z"))
        assert [one.who for one in register.checks()] == ["ann", "bea"]
        assert register.checks()[0] == first
        register.end_check("ab", "ann")
        assert [one.who for one in register.checks()] == ["bea"]


def test_an_older_register_has_only_the_steps_it_lacks(address: str) -> None:
    with Register(address) as register:
        register.note(access())
    later = (*STEPS, lambda found: found.execute(text("CREATE TABLE later (number INTEGER)")))
    with database(address) as found_in:
        for _ in range(2):
            with found_in.begin() as connection:
                bring_up_to_date(connection, later)
        with found_in.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM later")).scalar_one() == 0
            held = connection.execute(text("SELECT count(*) FROM sdc_access_log")).scalar_one()
    assert held == 1
    with pytest.raises(NewerRegisterError):
        Register(address)


@pytest.mark.parametrize(
    "address", ["mysql://server/register", "nonsense://", "postgresql://a:b:c@:x/"]
)
def test_an_address_that_names_no_register_is_refused(address: str) -> None:
    with pytest.raises(RegisterAddressError):
        Register(address)


def test_a_broken_register_is_said_without_its_address(tmp_path: Path) -> None:
    broken = tmp_path / "secret-place.sqlite"
    broken.write_bytes(b"this is no database, " * 100)
    with pytest.raises(RegisterError) as caught:
        Register(str(broken))
    assert "secret" not in f"{caught.value} {caught.value.hint}"


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    with pytest.raises(RegisterError) as caught:
        Register("postgresql://ann:secret@127.0.0.1:1/register")
    assert "secret" not in f"{caught.value} {caught.value.hint}"


def test_a_new_register_can_be_read_by_its_user_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "register.sqlite"
    Register(str(path)).close()
    assert path.stat().st_mode & 0o077 == 0


def test_the_setting_comes_before_the_environment_and_that_before_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDC_DESKTOP_REGISTER", raising=False)
    assert register_address(tmp_path) == str(tmp_path / "register.sqlite")
    monkeypatch.setenv("SDC_DESKTOP_REGISTER", "postgresql://server/register")
    assert register_address(tmp_path) == "postgresql://server/register"
    (tmp_path / "settings.json").write_text('{"register": "/team/register.sqlite"}')
    assert register_address(tmp_path) == "/team/register.sqlite"
