"""Suppression problems leave the program and come back, on the command line."""

from __future__ import annotations

import stat


def test_a_workbook_becomes_a_jj_file_that_is_protected_as_the_workbook_is(run, counts, tmp_path):
    jj, done = tmp_path / "a.jj", tmp_path / "b.jj"
    words = ("convert", counts, "--policy", "uk-tre-acro", "--out", jj, "--json")
    first = run(*words).document
    assert (first["cells"], first["primary"], first["secondary"]) == (25, 1, 0)
    second = run("convert", jj, "--protect", "--out", done, "--json")
    assert (second.code, second.document["unprotected"]) == (0, [])
    out = tmp_path / "out.xlsx"
    protected = run("protect", counts, "--policy", "uk-tre-acro", "--out", out, "--json").document
    assert second.document["objective"] == protected["objective"]


def test_a_workbook_becomes_a_table_of_tau_argus_and_a_jj_file_of_that(run, counts, tmp_path):
    words = ("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "t.rda", "--json")
    names = [one.rpartition("/")[2] for one in run(*words).document["out"]]
    assert names == ["t.rda", "t.tab"]
    answer = run("convert", tmp_path / "t.rda", "--protect", "--out", tmp_path / "t.jj", "--json")
    assert (answer.document["sums"], answer.document["unprotected"]) == (10, [])


def test_files_with_every_number_are_for_their_user_only(run, counts, tmp_path):
    run("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "a.jj")
    assert stat.S_IMODE((tmp_path / "a.jj").stat().st_mode) == 0o600


def test_nothing_is_written_over(run, counts, tmp_path):
    (tmp_path / "a.jj").write_text("mine")
    answer = run("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "a.jj")
    assert (answer.code, (tmp_path / "a.jj").read_text()) == (2, "mine")


def test_what_does_not_go_together_is_said(run, counts, tmp_path):
    run("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "a.jj")
    wrong = [
        ("convert", counts, "--out", tmp_path / "b.jj"),
        ("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "b.txt"),
        ("convert", tmp_path / "a.jj", "--out", tmp_path / "b.rda"),
        ("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "b.tab", "--table", 2),
        ("convert", tmp_path / "none.jj", "--out", tmp_path / "b.jj"),
    ]
    for words in wrong:
        answer = run(*words)
        assert answer.code == 2
        assert "Hint:" in answer.err


def test_the_result_is_said_in_words(run, counts, tmp_path):
    words = ("convert", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "a.jj")
    assert "keep them safe" in run(*words, "--protect").out
