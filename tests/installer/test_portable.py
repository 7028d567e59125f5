"""What goes into the folder and the packages that people install."""

import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

import deb
import gathering
import interpreter
import macos_app
import pytest
import windows_setup
from announce import SetupError
from portable import PARTS, requirements

from sdc_desktop import __version__

DESKTOP = (PARTS / "linux/sdc-desktop.desktop").read_text(encoding="utf-8")
INNO = (PARTS / "windows/sdc-desktop.iss").read_text(encoding="utf-8")

NEEDED = (
    "numpy/core.py",
    "llvmlite/binding/libllvmlite.so",
    "sqlalchemy-2.1.9.dist-info/licenses/LICENSE",
    "PySide6/__init__.py",
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtWidgets.pyd",
    "PySide6/Qt6Widgets.dll",
    "PySide6/libpyside6.abi3.so.6.11",
    "PySide6/Qt/lib/libQt6XcbQpa.so.6",
    "PySide6/Qt/lib/libicudata.so.73",
    "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/Qt/translations/qtbase_de.qm",
)
NOT_NEEDED = (
    "numpy/core.pyi",
    "scipy/stats/tests/test_fit.py",
    "../../../bin/f2py",
    "matplotlib/mpl-data/sample_data/topobathy.npz",
    "PySide6/QtQuick.abi3.so",
    "PySide6/Qt6Quick.dll",
    "PySide6/designer",
    "PySide6/Qt/lib/libQt6Quick.so.6",
    "PySide6/Qt/qml/QtQuick/qmldir",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
    "PySide6/Qt/translations/designer_de.qm",
)


@pytest.mark.parametrize("file", NEEDED)
def test_what_the_program_loads_is_taken_along(file):
    assert gathering.is_needed(PurePosixPath(file))


@pytest.mark.parametrize("file", NOT_NEEDED)
def test_what_the_program_never_loads_is_left_out(file):
    assert not gathering.is_needed(PurePosixPath(file))


def test_the_packages_that_packages_need_are_taken_along_and_those_of_the_tests_are_not():
    names = {found.name.lower() for found in gathering.runtime_distributions(requirements())}
    assert {"numpy", "llvmlite", "shiboken6", "cffi", "bcrypt"} <= names
    assert not names & {"pytest", "mypy", "openpyxl", "pip"}


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(SetupError, match="no-such-package is not installed"):
        gathering.runtime_distributions(["no-such-package>=1"])


def test_qt_modules_that_the_program_imports_are_all_taken_along():
    sources = (PARTS.parent / "sdc_desktop").rglob("*.py")
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    for module in set(re.findall(r"PySide6\.(Qt\w+)", text)):
        assert gathering.is_needed(PurePosixPath(f"PySide6/{module}.abi3.so")), module


@pytest.mark.skipif(sys.platform == "win32", reason="the copied Python lies elsewhere there")
def test_the_program_of_the_copied_python_is_no_link_into_an_environment():
    assert interpreter.program().is_file()
    assert Path(sys.prefix) not in interpreter.program().parents or sys.prefix == sys.base_prefix


def test_a_python_for_windows_is_copied_with_its_libraries_and_without_its_tests(tmp_path):
    base, target = tmp_path / "base", tmp_path / "copy"
    for name in ("Lib/os.py", "Lib/test/x.py", "Lib/site-packages/pip.py", "DLLs/_ssl.pyd"):
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).touch()
    for name in ("python.exe", "pythonw.exe", "python311.dll", "vcruntime140.dll", "NEWS.txt"):
        (base / name).touch()
    interpreter.copy_from_windows(base, target)
    found = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file()}
    programs = {"python.exe", "pythonw.exe", "python311.dll", "vcruntime140.dll"}
    assert found == {"Lib/os.py", "DLLs/_ssl.pyd"} | programs


def test_a_package_is_asked_for_under_its_old_and_its_new_name():
    assert deb.both_names("libssl3t64") == "libssl3 | libssl3t64" == deb.both_names("libssl3")
    assert deb.both_names("libc6") == ""


def test_the_version_of_the_packages_is_the_programs():
    assert deb.version() == __version__
    assert macos_app.information()["CFBundleVersion"] == __version__
    assert f"/DVersion={__version__}" in windows_setup.definitions(Path(), Path(), Path())


def test_every_system_offers_the_program_for_the_same_kinds_of_files():
    kinds = set(macos_app.information()["CFBundleDocumentTypes"][0]["CFBundleTypeExtensions"])
    assert kinds == set(re.findall(r'#emit OpenWith\("\.(\w+)"\)', INNO))
    assert len(re.search(r"MimeType=(.*);", DESKTOP).group(1).split(";")) == len(kinds)


def test_windows_installs_without_an_administrator_and_for_one_user():
    assert "PrivilegesRequired=lowest" in INNO
    assert "{localappdata}" in INNO
    assert "HKLM" not in INNO


def test_the_entitlements_and_the_information_of_the_macos_application_can_be_read():
    entitlements = plistlib.loads((PARTS / "macos/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.cs.allow-jit"] is True
    assert plistlib.loads(plistlib.dumps(macos_app.information()))["CFBundlePackageType"] == "APPL"


def test_a_macos_application_starts_with_the_python_beside_its_launcher(tmp_path):
    contents = tmp_path / "Contents"
    python = contents / "Resources/python/bin/python3"
    python.parent.mkdir(parents=True)
    python.touch()
    macos_app.arrange(contents)
    assert (contents / "MacOS/python3").is_file()
    launcher = (contents / "MacOS/sdc-desktop").read_text(encoding="utf-8")
    assert 'exec "$here/python3"' in launcher
    assert (contents / "Info.plist").is_file()


def test_the_icon_is_drawn_for_systems_that_read_no_svg(tmp_path, qapp):
    from icon_picture import draw_icon

    assert draw_icon(64).save(str(tmp_path / "icon.ico"))
    assert draw_icon(64).pixelColor(32, 58).name() == "#1d5bb8"
    assert draw_icon(64).pixelColor(0, 0).alpha() == 0


@pytest.fixture
def signed(tmp_path):
    """Return a function that runs the script for macOS with tools that note what they are asked."""
    tools, application = tmp_path / "tools", tmp_path / "SDC Desktop.app"
    tools.mkdir()
    noted = tmp_path / "noted"
    for name in ("codesign", "hdiutil", "xcrun"):
        (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{noted}"\n')
    magic = 'head -c 4 "$2" | grep -q FAKE && echo "Mach-O 64-bit bundle" || echo data'
    (tools / "file").write_text(f"#!/bin/sh\n{magic}\n")
    for tool in tools.iterdir():
        tool.chmod(0o755)
    qt = "Contents/Resources/packages/PySide6/Qt/lib/QtCore.framework/Versions/A"
    for name in ("Contents/MacOS/python3", f"{qt}/QtCore", "Contents/Resources/packages/a.so"):
        (application / name).parent.mkdir(parents=True, exist_ok=True)
        (application / name).write_text("FAKE machine code")
    (application / qt / "Resources").mkdir()
    (application / "Contents/Resources/start.py").write_text("words")

    def run(*words):
        path = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
        script = [str(PARTS / "macos/sign_and_pack.sh"), str(application), *words]
        subprocess.run(script, env=path, check=True, timeout=30)
        return noted.read_text().splitlines(), application

    return run


@pytest.mark.skipif(sys.platform == "win32", reason="a script for macOS")
def test_a_signature_for_one_machine_has_no_hardened_runtime_that_would_refuse_all_libraries(
    signed,
):
    lines, _ = signed()
    signing = [line for line in lines if "--sign" in line]
    assert len(signing) == 5
    assert all("--sign -" in line for line in signing)
    assert not [line for line in lines if "runtime" in line or "--timestamp" in line]
    assert not [line for line in lines if line.startswith("xcrun")]


@pytest.mark.skipif(sys.platform == "win32", reason="a script for macOS")
def test_all_machine_code_is_signed_from_the_inside_out_and_frameworks_get_their_links(signed):
    lines, application = signed("Developer ID Application: A (B)", "profile")
    ends = [line.split("SDC Desktop.app")[-1] for line in lines if "--options runtime" in line]
    framework = "/Contents/Resources/packages/PySide6/Qt/lib/QtCore.framework"
    inside = {f"{framework}/Versions/A/QtCore", "/Contents/Resources/packages/a.so"}
    assert set(ends[:2]) == inside
    assert ends[2:] == [framework, "/Contents/MacOS/python3", ""]
    made = application / framework.removeprefix("/")
    assert (made / "QtCore").resolve() == made / "Versions/A/QtCore"
    assert (made / "Resources").is_symlink()
    assert [line.split()[1] for line in lines if line.startswith("xcrun")] == [
        "notarytool",
        "stapler",
    ]
