"""A record folder is written whole, verifies as good, and shows every changed byte."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sdc_desktop.core.actions import (
    Exempt,
    RoundCells,
    Stamp,
    SuppressionRole,
    Withhold,
)
from sdc_desktop.core.audit import Audit, FeasibilityInterval
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.record import HashedFile, RecordContents, canonical
from sdc_desktop.core.signing import NAMESPACE, allowed_signers_line, fingerprint, sign
from sdc_desktop.workbook.part_difference import compare_files
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_errors import (
    NewerRecordError,
    RecordBrokenError,
    RecordFolderTakenError,
    RecordMissingError,
    RecordNotWrittenError,
    RecordUnreadableError,
)
from sdc_desktop.workbook.record_file import record_files, verify_record, write_record
from sdc_desktop.workbook.recorded_parts import parts_as_json, parts_differ
from sdc_desktop.workbook.verification import Match

SALT = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STAMP = Stamp("Zoë Example", "2026-11-21T09:30:00Z", "too small")
FILES = {
    "report-public.html",
    "report-public.pdf",
    "record.json",
    "record.json.sig",
    "allowed_signers",
    "report.html",
    "report.pdf",
    "public-statement.txt",
    "sealed.json",
}
NUMBERS = {"B2": 86_317, "B3": 74_291, "B4": 160_608, "C2": 91_283, "C3": 52_967, "C4": 144_250}
WITHHELD = ("B2", "B3")


def cell(name):
    return CellRef.parse("Table 1", name)


def save(path, changed):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append(["Area", "2025", "2026"])
    for row, label in enumerate(["North", "South", "Total"], start=2):
        sheet.append([label, *(changed.get(f"{c}{row}", NUMBERS[f"{c}{row}"]) for c in "BC")])
    book.save(path)


ACTIONS = (
    RoundCells((cell("B2"), cell("C2")), (86_315.0, 91_285.0), "conventional", 5.0, STAMP),
    Withhold((cell("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP),
    Withhold((cell("B3"),), SuppressionRole.SECONDARY, "[c]", STAMP),
    Exempt((cell("C3"),), "threshold", STAMP),
)
TABLES = {
    "file": "tables.xlsx",
    "sheets": [
        {
            "sheet": "Table 1",
            "hidden": False,
            "tables": [
                {"title": "*Bold* #x <b>", "body": "B2:C4", "statistic": "count", "relations": 2}
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbooks")
    save(folder / "tables.xlsx", {})
    save(folder / "out.xlsx", {"B2": "[c]", "B3": "[c]", "C2": 91_285})
    return folder / "tables.xlsx", folder / "out.xlsx"


@pytest.fixture(scope="module")
def contents(files):
    source, result = (read_workbook(path) for path in files)
    finding = Finding("threshold", Severity.FAIL, "Table 1", (cell("B2"),), "It is 86317.")
    left = Finding("layout", Severity.REVIEW, "Table 1", (cell("B2"),), "Total 160608?")
    interval = FeasibilityInterval(cell("B2"), 0, 160_608, False, True, True, "0 to 160608")
    return RecordContents(
        who="Zoë Example",
        when="2026-11-21T10:00:00Z",
        program_version="0.1.0",
        source=HashedFile("tables.xlsx", source.sha256),
        result=HashedFile("out.xlsx", result.sha256),
        policy=Policy("own", "1", "Our policy", unsafe_counts=UnsafeRange(1, 87_431)),
        tables=TABLES,
        findings=(finding,),
        outstanding=(left,),
        actions=ACTIONS,
        audit=Audit((interval,)),
        hidden_data={"findings": []},
        saved_file_check={"passed": True, "cells_compared": 9},
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("records") / "record"
    write_record(folder, contents, salt=SALT, key=KEY)
    return folder


@pytest.fixture
def record(tmp_path, written):
    shutil.copytree(written, tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def signers(tmp_path):
    path = tmp_path / "signers"
    path.write_text(allowed_signers_line("Zoë Example", KEY), encoding="utf-8")
    return path


def test_a_record_has_all_its_files(written):
    assert {path.name for path in written.iterdir()} == FILES
    assert [path.name for path in written.parent.iterdir()] == ["record"]


def test_an_unchanged_record_is_good_and_replays(record, files, signers):
    source, result = files
    found = verify_record(record, result, source, signers)
    assert found.problems == ()
    assert found.as_json() == {
        "ok": True,
        "signatures": [
            {
                "signer": "Zoë Example",
                "role": "first checker",
                "time": "2026-11-21T10:00:00Z",
                "key": fingerprint(KEY),
                "ok": True,
                "trusted": True,
            }
        ],
        "workbook": "match",
        "source": "match",
        "replay": "match",
        "parts": "not recorded",
        "chain": "ok",
        "reviews": [],
        "standing": {"state": "waiting", "decision": ""},
        "problems": list(found.problems),
    }


def parts_of(files):
    return parts_as_json(compare_files(*files, {"xl/worksheets/sheet1.xml": "2 cells"}))


def test_the_parts_that_changed_are_recorded_with_why_and_verified(tmp_path, contents, files):
    with_parts = replace(contents, parts=parts_of(files))
    write_record(tmp_path / "r", with_parts, salt=SALT, key=KEY)
    record = json.loads((tmp_path / "r" / "record.json").read_bytes())
    sheet = {"part": "xl/worksheets/sheet1.xml", "state": "changed", "why": "2 cells"}
    assert sheet in record["parts"]
    assert {"part": "xl/styles.xml", "state": "kept", "why": ""} in record["parts"]
    found = verify_record(tmp_path / "r", files[1], files[0])
    assert (found.is_good, found.parts) == (True, Match.MATCH)


@pytest.mark.parametrize("wrong", [{"state": "changed"}, {"part": "xl/x.xml"}])
def test_parts_that_differ_in_another_way_than_recorded_are_no_match(
    tmp_path, contents, files, wrong
):
    parts = [one | wrong if one["part"] == "xl/styles.xml" else one for one in parts_of(files)]
    with_parts = replace(contents, parts=tuple(parts))
    write_record(tmp_path / "r", with_parts, salt=SALT, key=KEY)
    found = verify_record(tmp_path / "r", files[1], files[0])
    assert (found.is_good, found.parts) == (False, Match.DIFFERS)
    assert "The parts of the file differ in another way than was recorded." in found.problems


@pytest.mark.parametrize("parts", [[{"part": "a", "state": "lost", "why": ""}], [7], [{}]])
def test_parts_recorded_in_no_known_way_are_no_match(files, parts):
    assert parts_differ({"parts": parts}, *files)


def test_a_record_of_an_older_program_without_parts_is_good(tmp_path, contents, files):
    older = record_files(contents, salt=SALT, key=None)
    document = {k: v for k, v in json.loads(older["record.json"]).items() if k != "parts"}
    document["key"] = fingerprint(KEY)
    data = canonical(document)
    signature = {"record.json.sig": sign(data, KEY).encode(), "record.json": data}
    signers = {"allowed_signers": allowed_signers_line(contents.who, KEY).encode()}
    (tmp_path / "old").mkdir()
    for name, content in {**older, **signature, **signers}.items():
        (tmp_path / "old" / name).write_bytes(content)
    found = verify_record(tmp_path / "old", files[1], files[0])
    assert (found.problems, found.parts) == ((), Match.NOT_RECORDED)


def test_without_a_list_of_ones_own_nobody_is_trusted(record):
    found = verify_record(record)
    assert found.is_good
    assert [one.is_trusted for one in found.signatures] == [False]
    assert (found.workbook, found.replay) == (Match.NOT_GIVEN, Match.NOT_RUN)


def test_a_signer_who_is_not_on_the_list_is_not_accepted(record, tmp_path):
    (tmp_path / "own").write_text(allowed_signers_line("Zoë Example", Ed25519PrivateKey.generate()))
    found = verify_record(record, signers=tmp_path / "own")
    assert not found.is_good
    assert "not on your list" in found.problems[0]


def places(size, dense):
    """Every byte of a small file; of a large one the ends and every so many between."""
    return range(size) if dense else sorted({*range(40), *range(0, size, 997), size - 1})


@pytest.mark.parametrize("name", sorted(FILES))
def test_one_changed_byte_is_detected(record, files, signers, name):
    path = record / name
    data = path.read_bytes()
    for place in places(len(data), dense=name in {"record.json.sig", "allowed_signers"}):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert not verify_record(record, files[1], signers=signers).is_good, (name, place)


@pytest.mark.parametrize("name", sorted(FILES - {"report.pdf"}))
def test_every_changed_byte_of_a_small_record_is_detected(tmp_path, contents, name):
    small = tmp_path / "small"
    small.mkdir()
    whole = record_files(contents, salt=SALT, key=KEY)
    for other, data in whole.items():
        (small / other).write_bytes(data)
    data = whole[name]
    for place in range(0, len(data), 1 if len(data) < 2500 else 7):
        (small / name).write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        assert not verify_record(small).is_good, (name, place)


@pytest.mark.parametrize("name", sorted(FILES - {"record.json", "sealed.json"}))
def test_a_missing_file_is_detected(record, name):
    (record / name).unlink()
    assert not verify_record(record).is_good


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\n"])
def test_a_byte_more_or_less_is_detected(record, name, change):
    path = record / name
    path.write_bytes(change(path.read_bytes()))
    assert not verify_record(record).is_good


def test_the_sealed_part_may_stay_at_home(record, files):
    (record / "sealed.json").unlink()
    assert verify_record(record, files[1]).is_good
    found = verify_record(record, files[1], files[0])
    assert (found.source, found.replay, found.is_good) == (Match.NOT_CHECKED, Match.MATCH, False)
    assert "sealed.json" in found.problems[0]


def test_another_workbook_differs(record, files):
    found = verify_record(record, files[0])
    assert (found.workbook, found.is_good) == (Match.DIFFERS, False)


def test_another_source_differs_and_is_not_replayed(record, files):
    found = verify_record(record, files[1], files[1])
    assert (found.source, found.replay) == (Match.DIFFERS, Match.NOT_RUN)
    assert not found.is_good


@pytest.mark.parametrize(
    "changed",
    [
        {"B2": 5, "B3": "[c]", "C2": 91_285},
        {"B2": "[x]", "B3": "[c]", "C2": 91_285},
        {"B2": "[c]", "B3": "[c]", "C2": 91_280},
        {"B2": "[c]", "B3": "[c]", "C2": 91_285, "C4": 1},
    ],
)
def test_a_workbook_that_shows_something_else_does_not_replay(record, files, tmp_path, changed):
    save(tmp_path / "other.xlsx", changed)
    found = verify_record(record, tmp_path / "other.xlsx", files[0])
    assert (found.workbook, found.replay) == (Match.DIFFERS, Match.DIFFERS)


def test_of_a_record_that_was_tampered_with_nothing_is_believed(record, files):
    path = record / "record.json"
    path.write_bytes(path.read_bytes().replace(b"first checker", b"third checker"))
    found = verify_record(record, files[1], files[0])
    assert found.as_json() == {
        "ok": False,
        "signatures": [
            {"signer": "", "role": "", "time": "", "key": "", "ok": False, "trusted": False}
        ],
        "workbook": "differs",
        "source": "differs",
        "replay": "not run",
        "parts": "not run",
        "chain": "ok",
        "reviews": [],
        "standing": {"state": "waiting", "decision": ""},
        "problems": list(found.problems),
    }


def test_an_unsigned_record_is_not_good(tmp_path, contents, files):
    write_record(tmp_path / "r", contents, salt=SALT, key=None)
    found = verify_record(tmp_path / "r", files[1], files[0])
    assert (found.is_good, found.signatures) == (False, ())
    assert (found.workbook, found.source, found.replay) == (Match.MATCH,) * 3
    assert found.problems == ("The record is not signed.",)


def _review(folder, number, key, **changes):
    document = {
        "who": "Bob",
        "role": "second checker",
        "when": "2026-11-22T10:00:00Z",
        "record_sha256": _sha256(folder / "record.json"),
        "decision": "approve",
        **changes,
    }
    data = canonical(document)
    (folder / f"review-{number}.json").write_bytes(data)
    (folder / f"review-{number}.json.sig").write_text(sign(data, key))
    with (folder / "allowed_signers").open("a", encoding="utf-8") as file:
        file.write(allowed_signers_line("Bob", key))


def _sha256(path):
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_review_of_this_record_joins_the_chain(record):
    _review(record, 2, Ed25519PrivateKey.generate())
    found = verify_record(record)
    assert found.problems == ()
    assert [one.signer for one in found.signatures] == ["Zoë Example", "Bob"]


@pytest.mark.parametrize(
    ("number", "changes"), [(2, {"record_sha256": "00" * 32}), (3, {}), (2, {"record_sha256": 5})]
)
def test_a_review_of_another_record_or_out_of_turn_breaks_the_chain(record, number, changes):
    _review(record, number, Ed25519PrivateKey.generate(), **changes)
    found = verify_record(record)
    assert (found.is_good, found.is_chain_good) == (False, False)


def test_every_changed_byte_of_a_review_is_detected(record):
    _review(record, 2, Ed25519PrivateKey.generate())
    for name in ("review-2.json", "review-2.json.sig"):
        data = (record / name).read_bytes()
        for place in range(0, len(data), 3):
            changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
            (record / name).write_bytes(changed)
            assert not verify_record(record).is_good
        (record / name).write_bytes(data)


def test_a_review_that_lost_its_signature_breaks_the_chain(record):
    _review(record, 2, Ed25519PrivateKey.generate())
    (record / "review-2.json.sig").unlink()
    assert not verify_record(record).is_chain_good


def test_fields_of_the_future_do_no_harm(record):
    document = json.loads((record / "record.json").read_bytes()) | {"mood": {"of": ["the", "day"]}}
    _sign_anew(record, document)
    assert verify_record(record).is_good


def test_a_newer_format_is_said_to_be_newer(record):
    document = json.loads((record / "record.json").read_bytes()) | {"format_version": 2}
    _sign_anew(record, document)
    with pytest.raises(NewerRecordError):
        verify_record(record)


def test_signed_json_in_another_form_is_refused(record):
    data = json.dumps(json.loads((record / "record.json").read_bytes()), indent=1).encode()
    (record / "record.json").write_bytes(data)
    (record / "record.json.sig").write_text(sign(data, KEY))
    with pytest.raises(RecordBrokenError):
        verify_record(record)


def _sign_anew(folder, document):
    data = canonical(document)
    (folder / "record.json").write_bytes(data)
    (folder / "record.json.sig").write_text(sign(data, KEY))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_an_unsigned_file_that_is_no_record_is_an_error(tmp_path, data):
    (tmp_path / "record.json").write_bytes(data)
    with pytest.raises(RecordBrokenError) as caught:
        verify_record(tmp_path)
    assert caught.value.hint


def test_a_record_without_anything_in_it_is_not_good(tmp_path):
    (tmp_path / "record.json").write_bytes(b"{}")
    assert not verify_record(tmp_path).is_good


def test_no_record_at_all_is_an_error_with_a_hint(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(RecordMissingError) as caught:
            verify_record(folder)
        assert "record.json" in caught.value.hint


def test_a_workbook_that_is_not_there_is_an_error(record, tmp_path):
    with pytest.raises(RecordUnreadableError, match=r"nowhere\.xlsx"):
        verify_record(record, tmp_path / "nowhere.xlsx")


def test_a_folder_that_holds_something_is_left_alone(tmp_path, contents):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "mine").write_text("x")
    with pytest.raises(RecordFolderTakenError):
        write_record(tmp_path / "r", contents, salt=SALT, key=KEY)
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["mine"]


def test_an_empty_folder_is_filled(tmp_path, contents):
    (tmp_path / "r").mkdir()
    write_record(tmp_path / "r", contents, salt=SALT, key=KEY)
    assert verify_record(tmp_path / "r").is_good


def test_a_full_disk_leaves_nothing_behind(tmp_path, contents, monkeypatch):
    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sdc_desktop.workbook.record_file.os.fsync", fail)
    with pytest.raises(RecordNotWrittenError, match="no space left"):
        write_record(tmp_path / "r", contents, salt=SALT, key=KEY)
    assert list(tmp_path.iterdir()) == []


def test_the_same_check_gives_the_same_bytes(contents):
    once, again = (record_files(contents, salt=SALT, key=KEY) for _ in range(2))
    assert once == again


def test_no_file_holds_a_withheld_number_or_a_parameter(written):
    from pypdf import PdfReader

    texts = {path.name: path.read_bytes().decode("latin-1") for path in written.iterdir()}
    texts["report.pdf"] += "".join(
        page.extract_text() for page in PdfReader(written / "report.pdf").pages
    )
    canaries = {str(NUMBERS[name]) for name in WITHHELD} | {"86315", str(NUMBERS["C2"]), "160608"}
    canaries |= {f"{int(number):,}" for number in canaries}
    for name, text in texts.items():
        assert not [canary for canary in canaries if canary in text], name
    del texts["sealed.json"]
    assert not [name for name, text in texts.items() if "87431" in text or "87432" in text]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not at hand")
def test_ssh_keygen_verifies_a_record_without_this_program(record):
    words = ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "Zoë Example"]
    words += ["-n", NAMESPACE, "-s", "record.json.sig"]
    data = (record / "record.json").read_bytes()
    good = subprocess.run(words, input=data, cwd=record, capture_output=True)
    assert good.stdout.startswith(b'Good "sdc-desktop-record" signature for Zo')
    bad = subprocess.run(words, input=data + b"x", cwd=record, capture_output=True)
    assert bad.returncode != 0


@pytest.mark.parametrize("name", ["record.json", "sealed.json"])
def test_every_field_is_described(written, name):
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    fields = json.loads((written / name).read_bytes())
    assert [field for field in fields if f"`{field}`" not in page] == []
