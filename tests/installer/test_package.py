"""The Debian package, built, installed into a clean root, started and run there.

The demo runs without machine code: compiling it takes half a minute and is tried on its own.
"""

import os
import shutil
import subprocess
import sys

import pytest

COMPILING = """
import sys
sys.path.append(sys.argv[1])
import bcrypt, highspy, lxml.etree, matplotlib.figure, numba, pyscipopt, sqlalchemy, typst
import PySide6.QtPrintSupport
print(numba.njit(lambda number: number + 1)(41))
"""

HAS_DPKG = shutil.which("dpkg-deb") is not None and sys.platform.startswith("linux")
pytestmark = pytest.mark.skipif(
    not HAS_DPKG, reason="dpkg is not installed here, so no Debian package can be built"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A tree that held nothing before the package was installed into it."""
    import build

    out = tmp_path_factory.mktemp("package")
    assert build.main(["deb", "--quick", "--out", str(out)]) == 0
    [package] = out.glob("*.deb")
    shutil.rmtree(out / "SDC Desktop")
    install(package, out / "root")
    package.unlink()
    yield out / "root"
    shutil.rmtree(out)


def install(package, root):
    """Install as dpkg does where that is allowed; other users can only unpack."""
    (root / "var/lib/dpkg/info").mkdir(parents=True)
    (root / "var/lib/dpkg/updates").mkdir()
    (root / "var/lib/dpkg/status").touch()
    command = ["dpkg-deb", "--extract", str(package), str(root)]
    if os.geteuid() == 0:
        options = ["--force-depends", "--force-script-chrootless"]
        command = ["dpkg", f"--root={root}", *options, "--install", str(package)]
    subprocess.run(command, check=True, capture_output=True)


def run(root, *words):
    """Run a program of the package with nothing of this user's or of the tests' environment."""
    home = root / "home"
    home.mkdir(exist_ok=True)
    variables = {"HOME": str(home), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
    variables["NUMBA_DISABLE_JIT"] = "0" if COMPILING in words else "1"
    command = [str(root / "usr" / words[0]), *words[1:]]
    return subprocess.run(command, env=variables, cwd=home, capture_output=True, text=True)


def test_the_package_brings_a_menu_entry_an_icon_and_a_command(root):
    shared = root / "usr/share"
    assert (shared / "applications/sdc-desktop.desktop").is_file()
    assert (shared / "icons/hicolor/scalable/apps/sdc-desktop.svg").is_file()
    assert (root / "usr/bin/sdc-desktop").resolve() == root / "usr/lib/sdc-desktop/sdc-desktop"


def test_the_program_runs_on_the_python_that_came_with_it(root):
    code = "import sys, zlib, sqlite3, hashlib, ctypes; print(sys.prefix, sys.path)"
    python = "lib/sdc-desktop/python"
    done = run(root, f"{python}/bin/python3", "-I", "-S", "-c", code)
    [prefix, *path] = done.stdout.split()
    assert prefix == str(root / "usr" / python), done.stderr
    assert all(str(root) in place for place in path)


def test_the_packages_that_came_with_it_load_and_machine_code_is_made(root):
    packages = str(root / "usr/lib/sdc-desktop/packages")
    python = "lib/sdc-desktop/python/bin/python3"
    done = run(root, python, "-I", "-S", "-c", COMPILING, packages)
    assert done.stdout.split() == ["42"], done.stderr


def test_the_installed_window_is_painted_off_screen(root):
    done = run(root, "bin/sdc-desktop", "--exit-after-first-paint")
    assert done.returncode == 0, done.stderr


def test_the_installed_demo_protects_and_proves(root):
    done = run(root, "bin/sdc-desktop", "demo", "--out", str(root / "demo"))
    assert done.returncode in (0, 1), done.stderr
    assert "The saved file was read back: nothing is left." in done.stdout
    assert (root / "demo/record/report.pdf").is_file()
    assert (root / "demo/window.png").is_file()
