"""A report says what was found, done and decided, and reads nobody's text as markup."""

import re
from io import BytesIO

import pytest
from lxml import etree
from pypdf import PdfReader

from sdc_desktop.core.actions import RoundCells, Stamp, SuppressionRole, Withhold
from sdc_desktop.core.audit import Audit
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.policy import Policy, UnsafeRange
from sdc_desktop.core.record import HashedFile, RecordContents, TableDecision, build_record
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.workbook.cell_ranges import ranges_in_words, rectangles
from sdc_desktop.workbook.report import html_report, pdf_report, public_statement
from sdc_desktop.workbook.report_view import view_report

STAMP = Stamp("Ann", "2026-11-21T09:30:00Z", "#sys <script>alert(1)</script> *why* $x$ @y")
TITLE = 'Births <b>by</b> #let x = 1 *area* _and_ $a^2$ `raw` [link] \\ "quoted" // & @ref'


def cell(name):
    return CellRef.parse("Sheet #1", name)


def record(title=TITLE, key="SHA256:abc", **changes):
    withheld = Withhold((cell("B2"), cell("B3")), SuppressionRole.PRIMARY, "[c]", STAMP)
    words = {
        "who": "Ann O'Neill",
        "when": "2026-11-21T10:00:00Z",
        "program_version": "0.1.0",
        "source": HashedFile("tables.xlsx", "ab" * 32),
        "result": HashedFile("out.xlsx", "cd" * 32),
        "policy": Policy("own", "1", "Our policy", unsafe_counts=UnsafeRange(1, 87_431)),
        "tables": {
            "sheets": [
                {
                    "sheet": "Sheet #1",
                    "tables": [
                        {"title": title, "body": "B2:C4", "statistic": "count", "relations": 1},
                        {"title": "", "body": "B8:C9", "statistic": "sum", "relations": 0},
                    ],
                }
            ]
        },
        "findings": (
            Finding("threshold", Severity.FAIL, "Sheet #1", (cell("B2"), cell("B3")), ""),
            Finding("layout", Severity.REVIEW, "Sheet #1", (cell("Z99"),), ""),
        ),
        "outstanding": (),
        "actions": (withheld,),
        "audit": Audit(),
        "saved_file_check": {"passed": True},
        "decisions": (TableDecision("Sheet #1", "B2:C4", Decision.APPROVE, STAMP),),
    } | changes
    contents = RecordContents(**words, key=key)
    return build_record(contents, salt=bytes(32)).record


def html_of(*words, **more):
    return etree.HTML(html_report(record(*words, **more)))


def pdf_of(*words, **more):
    return PdfReader(BytesIO(pdf_report(record(*words, **more))))


def pdf_text(*words, **more):
    return " ".join(page.extract_text() for page in pdf_of(*words, **more).pages)


def test_every_table_has_a_caption_and_named_rows_and_columns():
    page = html_of()
    assert page.get("lang") == "en-GB"
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert all(header.get("scope") in {"row", "col"} for header in table.iter("th"))


def test_the_html_needs_nothing_else_and_runs_nothing():
    page = html_of()
    assert not list(page.iter("script", "link", "img", "iframe", "b"))
    assert not [one for one in page.iter() for name in ("src", "href") if one.get(name)]
    assert TITLE in "".join(page.itertext())


def test_the_pdf_shows_text_as_it_is():
    text = re.sub(r"\s+", "", pdf_text())
    assert re.sub(r"\s+", "", TITLE) in text
    assert "<script>alert(1)</script>" in text


def test_the_pdf_is_tagged_and_has_a_language_and_a_title():
    catalogue = pdf_of().trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]
    assert str(catalogue["/Lang"]).startswith("en")
    assert pdf_of().metadata.title == "Disclosure check of tables.xlsx"


def test_characters_without_a_font_are_a_box_and_the_report_says_so():
    text = pdf_text(title="出生数 Ώ")
    assert "\u25a1\u25a1\u25a1" in text
    assert "report.html shows them" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    "title", ["\x00\x07", "\ud800", "\u202e\u200b", "x" * 3000, "😀\n\n😀", ""]
)
def test_strange_titles_do_no_harm(title):
    assert html_report(record(title=title)).encode()
    assert pdf_of(title=title).pages


def test_a_signed_record_without_anything_left_is_clear():
    view = view_report(record())
    assert view.is_clear
    assert view.verdict == "Nothing is outstanding."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": ""}, "not signed"),
        ({"saved_file_check": {}}, "not proved"),
        ({"saved_file_check": {"passed": False}}, "not proved"),
        ({"outstanding": (Finding("zeros", Severity.FAIL, "Sheet #1", (), ""),)}, "1 finding"),
        (
            {"decisions": (TableDecision("Sheet #1", "B2:C4", Decision.REJECT, STAMP),)},
            "1 table not approved",
        ),
    ],
)
def test_whatever_is_left_is_said_first(changes, words):
    view = view_report(record(**changes))
    assert not view.is_clear
    assert words in view.verdict


def test_each_table_says_what_was_found_done_and_decided():
    first, second, elsewhere = view_report(record()).tables
    assert [(row.kind, row.count, row.cells) for row in first.rows[:2]] == [
        ("Found", "2", "B2:B3"),
        ("Done", "2", "B2:B3"),
    ]
    lost, decided = first.rows[2:4]
    assert (lost.kind, decided.kind) == ("Lost", "Decided")
    assert lost.what.startswith("2 of 6 cells withheld")
    assert second.rows[0].what.startswith("Nothing")
    assert elsewhere.rows[0].cells == "Z99"


def test_the_command_in_the_report_is_safe_to_copy():
    view = view_report(record(who='Eve "$(rm -rf ~)"'))
    assert all("$" not in command for _, command in view.commands)


def test_many_cells_are_few_words():
    block = [cell(f"{column}{row}") for column in "BCD" for row in range(5, 9)]
    assert ranges_in_words([*block, cell("F2")]) == "F2, B5:D8"
    assert ranges_in_words([*block, cell("F2")], most=1) == "F2 and 12 more cells"
    assert ranges_in_words([cell("A1"), CellRef("B", 0, 0)]) == "Sheet #1: A1; B: A1"


def test_rectangles_cover_each_place_once():
    places = {(row, column) for row in range(9) for column in range(9) if (row * column) % 4 != 3}
    covered = [
        (row, column) for one in rectangles(places) for row in one.rows for column in one.columns
    ]
    assert sorted(covered) == sorted(places)


def test_the_public_statement_names_methods_and_no_parameter():
    rounded = RoundCells((cell("C2"),), (5.0,), "conventional", 5.0, STAMP)
    text = public_statement(record(actions=(*record_actions(), rounded)))
    assert "not shown" in text
    assert '"[c]"' in text
    assert "conventional rounding" in text
    assert "Our policy" in text
    assert not re.search(r"87.?43|threshold|base|B2|primary|secondary", text)


def record_actions():
    return (Withhold((cell("B2"),), SuppressionRole.PRIMARY, "[c]", STAMP),)


def test_a_statement_about_an_unchanged_workbook_says_so():
    assert "No number had to be changed" in public_statement(record(actions=()))


PARTS = (
    {"part": "xl/worksheets/sheet1.xml", "state": "changed", "why": "2 cells <were> edited"},
    {"part": "docProps/thumbnail.jpeg", "state": "removed", "why": "the picture was removed"},
    {"part": "xl/styles.xml", "state": "kept", "why": ""},
)


def test_the_report_lists_the_parts_that_changed_and_counts_the_others():
    changes = view_report(record(parts=PARTS)).changes
    assert changes.note.endswith("1 part changed, 1 removed, 1 kept byte for byte.")
    assert [row[:2] for row in changes.rows] == [
        ("Changed", "xl/worksheets/sheet1.xml"),
        ("Removed", "docProps/thumbnail.jpeg"),
    ]
    html = html_report(record(parts=PARTS))
    assert "<td>2 cells &lt;were&gt; edited</td>" in html
    assert "What changed in the file" not in html_report(record())


def test_the_pdf_lists_the_parts_too():
    text = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(pdf_report(record(parts=PARTS)))).pages
    )
    assert "What changed in the file" in text
    assert "the picture was removed" in text


def test_a_long_list_of_parts_is_cut_and_says_so():
    many = tuple({"part": f"p{n}", "state": "removed", "why": ""} for n in range(50))
    changes = view_report(record(parts=many)).changes
    assert len(changes.rows) == 40
    assert "The first 40 are listed" in changes.note
