"""The set-up's decisions, without touching the system."""

import sys
from pathlib import Path

import bootstrap
import environment
import pytest
import system_packages
from announce import SetupError
from system_packages import Need

GLIB = Need("libglib-2.0.so.0", ("libglib2.0-0", "libglib2.0-0t64"))
OFFICE = Need("no-such-office", ("libreoffice-calc-nogui",), kind="tool")
MISSING = Need("libnosuchlibrary.so.9", ("libnosuch9",))


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[dependency-groups]\ndev = ["pytest>=9"]\n')
    return tmp_path


@pytest.fixture
def no_rights(monkeypatch):
    """A Debian on which packages can be named but not installed."""
    monkeypatch.setattr(system_packages, "privilege", lambda: None)
    monkeypatch.setattr(system_packages, "_has_apt", lambda: True)
    monkeypatch.setattr(system_packages, "_has_lists", lambda: True)
    monkeypatch.setattr(system_packages, "is_known", lambda package: True)
    monkeypatch.setattr(sys, "platform", "linux")


def fill(project, *, with_tests):
    python = environment.python_of(project / ".venv")
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    file = environment.stamp_file(project / ".venv", with_tests=with_tests)
    file.write_text(environment.stamp(project))


def test_the_package_that_this_release_knows_is_chosen():
    assert system_packages.chosen_packages([GLIB], {"libglib2.0-0t64"}.__contains__) == [
        "libglib2.0-0t64"
    ]


def test_the_usual_name_is_advised_where_no_package_lists_are():
    assert system_packages.chosen_packages([GLIB], lambda package: False) == ["libglib2.0-0"]


def test_a_missing_library_is_asked_for_in_one_line(no_rights):
    with pytest.raises(SetupError) as problem:
        system_packages.install([MISSING, MISSING])
    assert str(problem.value).endswith("sudo apt-get install libnosuch9 libnosuch9")


def test_package_lists_are_fetched_first_where_there_are_none(no_rights, monkeypatch):
    monkeypatch.setattr(system_packages, "_has_lists", lambda: False)
    assert "sudo apt-get update && sudo apt-get install" in system_packages.advice([GLIB])


def test_what_the_environment_needs_is_asked_for_only_until_there_is_one(project, monkeypatch):
    assert environment.needs(project) == [system_packages.VENV]
    monkeypatch.setattr(environment, "_runs", lambda python: True)
    assert environment.needs(project) == []


def test_a_missing_tool_of_the_tests_is_said_and_does_not_stop_them(no_rights, capsys):
    system_packages.install([], wanted=[OFFICE])
    assert "Tests that need no-such-office are skipped." in capsys.readouterr().out


def test_other_systems_are_named_the_libraries_themselves():
    sentence = system_packages.advice([GLIB, MISSING], has_apt=False)
    assert sentence.endswith(": libglib-2.0.so.0, libnosuchlibrary.so.9")
    assert "apt-get" not in sentence


def test_nothing_is_called_where_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(system_packages, "privilege", lambda: pytest.fail("asked for rights"))
    system_packages.install([Need(sys.executable, (), kind="tool")])


def test_an_environment_filled_from_the_present_pyproject_is_fresh(project):
    fill(project, with_tests=False)
    assert environment.is_fresh(project, with_tests=False)


def test_a_changed_pyproject_makes_the_environment_stale(project):
    fill(project, with_tests=True)
    (project / "pyproject.toml").write_text('[dependency-groups]\ndev = ["pytest>=10"]\n')
    assert not environment.is_fresh(project, with_tests=True)


def test_an_environment_for_tests_serves_the_window_too_but_not_the_other_way_round(project):
    fill(project, with_tests=False)
    assert not environment.is_fresh(project, with_tests=True)
    fill(project, with_tests=True)
    assert environment.is_fresh(project, with_tests=False)


def test_an_environment_that_lost_its_python_is_stale(project):
    fill(project, with_tests=False)
    environment.python_of(project / ".venv").unlink()
    assert not environment.is_fresh(project, with_tests=False)


def test_the_requirements_of_the_tests_are_read_from_pyproject(project):
    assert environment.dev_requirements(project) == ["pytest>=9"]


def test_the_checks_run_in_order_and_pytest_gets_the_arguments():
    checks = bootstrap.checks(Path("bin/python"), ["-k", "relations"])
    assert [title for title, _ in checks] == [
        "Format",
        "Lint",
        "Types",
        "Import contracts",
        "Tests",
    ]
    assert checks[-1][1][-2:] == ["-k", "relations"]


def test_the_first_failing_check_stops_the_rest_and_gives_the_exit_code(monkeypatch, capsys):
    codes = iter([0, 7])
    monkeypatch.setattr(system_packages, "install", lambda needed, wanted=(): None)
    monkeypatch.setattr(environment, "prepare", lambda project, *, with_tests: Path("python"))
    monkeypatch.setattr(bootstrap, "_call", lambda *command: next(codes))
    assert bootstrap.main(["test", "-x"]) == 7
    assert capsys.readouterr().out.splitlines()[-1].endswith("Stopped: lint failed (exit code 7).")


def test_a_second_demo_does_not_write_over_the_first(tmp_path):
    first = bootstrap.demo_folder(tmp_path)
    first.mkdir()
    assert bootstrap.demo_folder(tmp_path) != first
