"""A register in a file of the test's own, and one on a real PostgreSQL server if there is one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    if shutil.which("initdb") is None or shutil.which("pg_ctl") is None:
        pytest.skip("there is no PostgreSQL server to start")
    user = _server_user()
    with tempfile.TemporaryDirectory(prefix="sdc", dir="/tmp") as name:
        shutil.chown(name, user)
        data = Path(name) / "data"
        options = f"-k {name} -c listen_addresses= -c fsync=off"
        _run(user, "initdb", "-D", data, "-U", "sdc", "-A", "trust", "-E", "UTF8")
        _run(user, "pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{name}/said", "start")
        try:
            yield f"postgresql://sdc@/postgres?host={name}"
        finally:
            _run(user, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty register is to be made."""
    if request.param == "file":
        return str(tmp_path / "register.sqlite")
    import psycopg

    server = request.getfixturevalue("server")
    name = f"register_{abs(hash(tmp_path)):x}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return str(server).replace("/postgres?", f"/{name}?")


def _server_user() -> str:
    """Return under whose name the server runs: it refuses to run as root."""
    pwd = pytest.importorskip("pwd")
    if os.getuid():
        return str(pwd.getpwuid(os.getuid()).pw_name)
    try:
        return str(pwd.getpwnam("postgres").pw_name)
    except KeyError:
        pytest.skip("a PostgreSQL server does not run as root")


def _run(user: str, *words: object) -> None:
    other = {"user": user} if not os.getuid() else {}
    subprocess.run(
        [str(word) for word in words], check=True, cwd="/", stdout=subprocess.DEVNULL, **other
    )
