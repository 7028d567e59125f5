"""Methods side by side on the command line, before one is applied."""

from __future__ import annotations


def test_methods_are_listed_with_loss_and_risk(run, counts):
    answer = run("compare-methods", counts, "--policy", "uk-tre-acro", "--seed", "1", "--json")
    methods = {one["method"]: one for one in answer.document["methods"]}
    best = methods["suppress --cost value"]
    assert answer.code == 0
    assert best["risk"] == {"at_risk": 0, "to_look_at": 0, "worked_out": 0}
    assert best["loss"]["primary"] == {"cells": 1, "value": 3}
    assert [one["body"] for one in best["loss"]["tables"]] == ["B4:F8"]
    assert methods["round"]["loss"]["mean_absolute_deviation"] > 0


def test_nothing_is_written_and_the_table_is_plain_text(run, counts):
    before = sorted(counts.parent.iterdir())
    answer = run("compare-methods", counts, "--policy", "uk-tre-acro", "--seed", "1")
    heading, *rows = answer.out.splitlines()
    assert heading.split()[:2] == ["method", "withheld"]
    assert len({len(row) for row in (heading, *rows)}) == 1
    assert sorted(counts.parent.iterdir()) == before


def test_the_same_seed_gives_the_same_figures(run, counts):
    words = ("compare-methods", counts, "--policy", "uk-tre-acro", "--seed", "7", "--json")
    assert run(*words).document == run(*words).document


def test_protect_says_what_readers_lose(run, counts, tmp_path):
    words = ("protect", counts, "--policy", "uk-tre-acro", "--out", tmp_path / "out.xlsx")
    loss = run(*words, "--json").document["loss"]
    assert loss["primary"] == {"cells": 1, "value": 3}
    assert loss["share_of_cells"] == 100 * (1 + loss["secondary"]["cells"]) / 25
    (tmp_path / "out.xlsx").unlink()
    assert "Readers lose" in run(*words).out
