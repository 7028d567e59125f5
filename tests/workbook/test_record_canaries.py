"""A whole check of a workbook full of numbers like no others leaves no trace of the hidden ones."""

import random
import re
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from sdc_desktop.core.actions import Stamp
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.protection.automatic import suppress
from sdc_desktop.core.protection.changing import change_numbers
from sdc_desktop.core.protection.perturbing import PerturbWish
from sdc_desktop.core.published import Published
from sdc_desktop.register.journal import Journal, JournalHeader, PolicyChoice
from sdc_desktop.workbook.finish import FinishWish, Signer, finish_check
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_file import verify_record

STAMP = Stamp("ann@example.org", "2026-11-21T09:30:00Z", "Automatic protection")
UNSAFE = UnsafeRange(1, 29_999)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("canaries") / "canaries.xlsx"
    chance = random.Random(20261121)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Canaries"
    sheet.append(["Area", "A", "B", "C", "D", "All"])
    rows = [[chance.randint(21_000, 99_000) for _ in range(4)] for _ in range(6)]
    for number, row in enumerate(rows):
        sheet.append([f"Area {chr(65 + number)}", *row, sum(row)])
    sums = [sum(column) for column in zip(*rows, strict=True)]
    sheet.append(["All areas", *sums, sum(sums)])
    book.save(path)
    return path


@pytest.fixture(scope="module", params=["suppress", "round-then-suppress"])
def finished(request, source, tmp_path_factory):
    """A folder with everything that a check writes, and the numbers that must not be in it."""
    folder = tmp_path_factory.mktemp("finished")
    workbook = read_workbook(source)
    policy = Policy("own", "1", "Our policy", unsafe_counts=UNSAFE)
    check = Check(workbook, policy, find_tables(workbook))
    header = JournalHeader(source, workbook.sha256, PolicyChoice("own", "1"), "Ann", STAMP.when)
    journal = Journal.start(folder / "journals", header)
    if request.param == "round-then-suppress":
        wish = PerturbWish(method=Method.CONVENTIONAL, base=7.0)
        check = check.do(*change_numbers(check, wish, STAMP).actions)
    check = check.do(*suppress(check, STAMP).actions)
    journal.follow(check.actions)
    journal.close()
    wish = FinishWish(
        out=folder / "out.xlsx",
        record=folder / "record",
        signer=Signer(STAMP.who, Ed25519PrivateKey.generate()),
    )
    assessment = assess(check)
    finish_check(check, assessment, source, wish, version="0.1.0", when=STAMP.when)
    return folder, _secret(check, assessment.published)


def _secret(check: Check, published: Published) -> set[str]:
    """Return every number that was decided or replaced on the way and is not shown in the end."""
    changes = published.changes()
    assert any(change.is_withheld for change in changes)
    numbers = {check.workbook.value(change.cell) for change in changes}
    for action in check.actions:
        numbers.update(getattr(action, "values", ()))
    numbers -= {change.number for change in changes}
    return {str(int(number)) for number in numbers}


def texts(folder: Path):
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".xlsx":
            yield path, path.read_bytes().decode("latin-1")
    for path in folder.rglob("*.pdf"):
        yield path, "".join(page.extract_text() for page in PdfReader(path).pages)


def holds(text: str, number: str) -> bool:
    """Tell whether a text holds a number, not as digits of a hash or a key: those are chance."""
    return number in text and bool(re.search(rf"(?<![0-9A-Za-z]){number}(?![0-9A-Za-z])", text))


def test_no_file_of_a_check_holds_a_withheld_or_replaced_number(finished):
    folder, secret = finished
    variants = {text for number in secret for text in (number, f"{int(number):,}")}
    found = [
        (path.name, one) for path, text in texts(folder) for one in variants if holds(text, one)
    ]
    assert found == []


def test_parameters_are_in_the_sealed_part_only(finished):
    folder, _ = finished
    for path, text in texts(folder / "record"):
        if path.name != "sealed.json":
            assert "29999" not in text, path.name
            assert "30000" not in text, path.name


def test_the_record_is_good_and_replays(finished, source):
    folder, _ = finished
    found = verify_record(folder / "record", folder / "out.xlsx", source)
    assert found.problems == ()
    assert found.is_good
