"""The perturbation table designer, and what is said of keys and tables."""

from pathlib import Path

import pytest

POLICY = ("--policy", "uk-dwp-sample", "--set", "base=4")


def test_a_designed_table_is_written_and_judged(run, tmp_path: Path) -> None:
    out = tmp_path / "p.csv"
    answer = run("p-table", "--largest", 4, "--variance", 1.5, "--smallest", 2, "--out", out)
    assert answer.code == 0
    assert "Unbiased." in answer.out
    judged = run("p-table", out, "--json").document
    assert (judged["largest"], judged["unbiased"], judged["keeps_zeros"]) == (4, True, True)
    assert judged["variance"] == pytest.approx(1.5, abs=1e-4)
    assert judged["smallest_shown"] == 2


@pytest.mark.parametrize(
    "words",
    [("--variance", "25"), ("no-such-file",), ("--largest", "0"), ("--out", "no-such-folder/p")],
)
def test_what_makes_no_table_gets_a_sentence_and_a_hint(run, words) -> None:
    answer = run("p-table", *words)
    assert answer.code == 2
    assert "Hint: " in answer.err


def test_noise_from_a_biased_table_says_so(run, counts: Path, tmp_path: Path) -> None:
    table = tmp_path / "p.csv"
    table.write_text("i;v;p_ij_ub\n0;0;1\n1;2;1\n")
    wish = ("--method", "noise", "--set", f"p_table={table}", "--out", tmp_path / "a.xlsx")
    said = run("protect", counts, *POLICY, *wish, "--json").document["said"]
    assert any("biased" in one for one in said)


@pytest.mark.parametrize(
    ("secret", "mode", "words"),
    [
        ("a sentence that nobody else knows", 0o600, []),
        ("Xq7+", 0o600, ["too short"]),
        ("a" * 40, 0o600, ["too simple"]),
        ("a sentence that nobody else knows", 0o644, ["Other users"]),
    ],
)
def test_a_key_file_that_is_no_secret_is_told(
    run, counts: Path, tmp_path: Path, secret: str, mode: int, words: list[str]
) -> None:
    file = tmp_path / "secret"
    file.write_text(secret)
    file.chmod(mode)
    wish = ("--method", "noise", "--set", f"key_file={file}", "--out", tmp_path / "a.xlsx")
    said = run("protect", counts, *POLICY, *wish, "--json").document["said"]
    about = [one for one in said if "key file" in one]
    assert len(about) == len(words)
    assert all(word in one for word, one in zip(words, about, strict=True))
    assert not any(secret in one for one in said)
