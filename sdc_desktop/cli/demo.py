"""The main job on the sample workbook, without a display."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.opening import open_check, open_policy
from sdc_desktop.cli.protect import protect
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress
from sdc_desktop.register.resource_files import resource
from sdc_desktop.workbook.finish import FinishWish, Signer

_SAMPLE = "apprenticeship-complaints-2026.xlsx"
_POLICY = "uk-tre-acro"
_SIGNER = "demo.checker@example.org"


class DemoFolderError(SdcError):
    """Raised when the folder for the demo's results cannot be made or holds results already."""

    hint = "Choose a new folder with --out."


def run_demo(
    out: Path,
    version: str,
    take_screenshot: Callable[[Path, Path], None],
    progress: Progress,
) -> Document:
    """Protect the sample, sign the record with a key made for the moment, picture the window.

    The key is never written: the demo shows what a signature looks like, it proves nobody.
    """
    sample = resource("samples") / _SAMPLE
    protected, record = out / f"{sample.stem}-protected.xlsx", out / "record"
    _make_folder(out, protected, record)
    signer = Signer(_SIGNER, Ed25519PrivateKey.generate())
    check = open_check(sample, open_policy(_POLICY, ()), None, progress)
    wish = FinishWish(out=protected, record=record, signer=signer)
    document = protect(check, sample, wish, version=version, progress=progress)
    picture = out / "window.png"
    take_screenshot(sample, picture)
    document["screenshot"] = str(picture)
    return document


def _make_folder(out: Path, protected: Path, record: Path) -> None:
    if protected.exists() or record.exists():
        raise DemoFolderError(f"{out} holds the results of a demo already.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoFolderError(f"The folder {out} cannot be made.") from error
