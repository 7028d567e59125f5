"""Every method of `protect` that changes numbers, as a user runs it."""

import json
from pathlib import Path

import openpyxl
import pytest

POLICY = ("--policy", "uk-dwp-sample", "--set", "base=4")
BASES = {"round": 4, "random-round": 4, "controlled-round": 4}
METHODS = (*BASES, "midpoint", "small-count", "noise")


def numbers_in(file: Path) -> list[list[float]]:
    sheet = openpyxl.load_workbook(file)["Table 1"]
    return [[sheet.cell(row, column).value for column in range(2, 7)] for row in range(4, 9)]


@pytest.mark.parametrize("method", METHODS)
def test_a_seed_gives_the_same_workbook_again_and_the_record_replays_it(
    run, counts: Path, tmp_path: Path, method: str
) -> None:
    wish = ("protect", counts, *POLICY, "--method", method, "--seed", 7, "--json")
    first = run(*wish, "--out", tmp_path / "a.xlsx", "--record", tmp_path / "record").document
    run(*wish, "--out", tmp_path / "b.xlsx")
    assert first["method"] == method
    assert first["saved_file_check"]["passed"]
    assert numbers_in(tmp_path / "a.xlsx") == numbers_in(tmp_path / "b.xlsx")
    wish = ("verify", tmp_path / "record", "--workbook", tmp_path / "a.xlsx", "--source", counts)
    assert run(*wish, "--json").document["replay"] == "match"


@pytest.mark.parametrize(("method", "base"), BASES.items())
def test_rounded_numbers_are_multiples_of_the_base(
    run, counts: Path, tmp_path: Path, method: str, base: int
) -> None:
    run("protect", counts, *POLICY, "--method", method, "--out", tmp_path / "a.xlsx")
    assert all(one % base == 0 for row in numbers_in(tmp_path / "a.xlsx") for one in row)


def test_controlled_rounding_adds_up_and_says_how_near_it_is(
    run, counts: Path, tmp_path: Path
) -> None:
    wish = ("--method", "controlled-round", "--out", tmp_path / "a.xlsx", "--json")
    document = run("protect", counts, *POLICY, *wish).document
    numbers = numbers_in(tmp_path / "a.xlsx")
    assert [sum(row[:-1]) for row in numbers] == [row[-1] for row in numbers]
    assert [sum(part) for part in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert document["optimal"]
    assert document["objective"] == document["lower_bound"]


@pytest.mark.parametrize("method", METHODS)
def test_base_seed_and_key_are_in_the_sealed_part_of_the_record_only(
    run, counts: Path, tmp_path: Path, method: str
) -> None:
    wish = ("--method", method, "--seed", 918273645, "--out", tmp_path / "a.xlsx")
    run("protect", counts, *POLICY, *wish, "--record", tmp_path / "record")
    sealed = json.loads((tmp_path / "record" / "sealed.json").read_text())
    keys = {one.get("parameters", {}).get("key", "") for one in sealed["bases"]} - {""}
    for file in (tmp_path / "record").iterdir():
        if file.name != "sealed.json":
            assert b"918273645" not in file.read_bytes()
            assert not any(key.encode() in file.read_bytes() for key in keys)
    record = json.loads((tmp_path / "record" / "record.json").read_text())
    assert not any({"base", "parameters"} & one.keys() for one in record["actions"])
    assert bool(keys) == (method in {"random-round", "noise"})


def test_the_public_statement_names_the_method_and_no_parameter(
    run, counts: Path, tmp_path: Path
) -> None:
    wish = ("--method", "controlled-round", "--out", tmp_path / "a.xlsx")
    run("protect", counts, *POLICY, *wish, "--record", tmp_path / "record")
    statement = (tmp_path / "record" / "public-statement.txt").read_text().splitlines()[0]
    assert "Numbers were changed (controlled rounding)" in statement
    assert "4" not in statement


def test_without_a_seed_every_run_has_its_own_key(run, counts: Path, tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        wish = ("--method", "random-round", "--out", tmp_path / f"{name}.xlsx")
        run("protect", counts, *POLICY, *wish, "--record", tmp_path / name)
        sealed = json.loads((tmp_path / name / "sealed.json").read_text())
        keys.add(sealed["bases"][0]["parameters"]["key"])
    assert len(keys) == 2


def test_a_key_file_gives_the_same_numbers_in_every_run(run, counts: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a sentence that nobody else knows\n")
    wish = ("protect", counts, *POLICY, "--method", "noise", "--set", f"key_file={secret}")
    for name in ("one.xlsx", "two.xlsx"):
        run(*wish, "--out", tmp_path / name)
    assert numbers_in(tmp_path / "one.xlsx") == numbers_in(tmp_path / "two.xlsx")


def test_a_perturbation_table_from_a_file_decides_the_noise(
    run, counts: Path, tmp_path: Path
) -> None:
    table = tmp_path / "p.csv"
    table.write_text("i;v;p_ij_ub\n0;0;1\n1;2;1\n")
    wish = ("--method", "noise", "--set", f"p_table={table}", "--out", tmp_path / "a.xlsx")
    run("protect", counts, *POLICY, *wish)
    before, after = numbers_in(counts), numbers_in(tmp_path / "a.xlsx")
    assert [[one + 2 for one in row] for row in before] == after


def test_cell_keys_come_from_the_records_of_each_cell(run, counts: Path, tmp_path: Path) -> None:
    table, records, out = tmp_path / "p.csv", tmp_path / "keys.csv", tmp_path / "a.xlsx"
    lines = [f"{count},{key},{key - 1}" for count in range(1, 751) for key in range(3)]
    table.write_text("\n".join(["pcv,ckey,pvalue", *lines]))
    cells = [f"{column}{row}" for row in range(4, 9) for column in "BCDEF"]
    lines = [f"Table 1,{cell},{2 if cell == 'B4' else 1}" for cell in cells]
    records.write_text("\n".join(["sheet,cell,record_key", *lines]))
    wish = ("--method", "cell-key", "--set", f"records={records}", "--set", f"p_table={table}")
    answer = run("protect", counts, *POLICY, *wish, "--out", out, "--json")
    before, after = numbers_in(counts), numbers_in(out)
    before[0][0] += 1
    assert answer.document["method"] == "cell-key"
    assert before == after


@pytest.mark.parametrize(
    "words",
    [
        ("--method", "midpoint", "--set", "base=5.5"),
        ("--method", "round", "--set", "ties=down"),
        ("--method", "controlled-round", "--set", "base=nothing"),
        ("--method", "round", "--set", "figures=0"),
        ("--method", "round", "--set", "totals=perhaps"),
        ("--method", "random-round", "--set", "graduated=perhaps"),
        ("--method", "noise", "--set", "variance=400"),
        ("--method", "noise", "--set", "largest=0"),
        ("--method", "noise", "--set", "p_table=no-such-file"),
        ("--method", "noise", "--set", "key_file=no-such-file"),
        ("--method", "small-count", "--set", "figures=2"),
        (
            "--method",
            "cell-key",
        ),
    ],
)
def test_parameters_that_cannot_be_used_get_a_sentence_and_a_hint(
    run, counts: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    answer = run("protect", counts, "--policy", "uk-tre-acro", *words, "--out", tmp_path / "a.xlsx")
    sentence, _, hint = answer.err.strip().partition("\n")
    assert answer.code == 2
    assert sentence.endswith(".")
    assert hint.startswith("Hint: ")
    assert "inside the program" not in answer.err
    assert not (tmp_path / "a.xlsx").exists()
