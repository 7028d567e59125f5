"""Write a record as an RO-Crate in a BagIt bag: a folder, or a zip file with one folder in it.

Source: Five Safes RO-Crate 0.4, "Archive serialisation"; RFC 8493.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.core.crate import (
    METADATA,
    CrateContents,
    CrateFile,
    crate_metadata,
    may_leave,
)
from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.record_verification import (
    ALLOWED_SIGNERS,
    PUBLIC_HTML,
    PUBLIC_PDF,
    RECORD,
    verify_record,
)
from sdc_desktop.workbook.verification import Verification

_FILES = ("record.json.sig", "report.html", "report.pdf", "public-statement.txt", ALLOWED_SIGNERS)
_OUTPUTS = "outputs"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class CrateError(SdcError):
    """Raised when a record cannot be written as a crate; nothing is left behind."""

    hint = "Verify the record first: sdc-desktop verify RECORD --workbook F"


@dataclass(frozen=True, slots=True)
class CrateWish:
    """What is wanted of a crate.

    Attributes:
        out: A new folder, or a new file whose name ends in .zip.
        identifier: A random UUID that stands for the crate.
        when: UTC, such as "2026-11-21T09:30:00Z".
        workflow, project, licence: As `CrateContents` has them.
    """

    out: Path
    identifier: str
    when: str
    workflow: str = ""
    project: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class WrittenCrate:
    """A crate on the disk.

    Attributes:
        out: The folder or zip file.
        files: What it holds, from the crate's root.
        has_workbook: Whether the protected workbook is in it: only when it is approved.
        is_five_safes: Whether it has everything that the Five Safes profile must have.
    """

    out: Path
    files: tuple[str, ...]
    has_workbook: bool
    is_five_safes: bool


def write_crate(record: Path, workbook: Path, wish: CrateWish) -> WrittenCrate:
    """Write a record with its protected workbook as a crate; the sealed part stays at home.

    Args:
        record: The record's folder.
        workbook: The protected workbook: a file.
        wish: What is wanted.

    Raises:
        CrateError: The record does not hold, or the crate cannot be written.
        SdcError: The record cannot be read.
    """
    if wish.out.exists():
        raise CrateError(
            f"There is something at {wish.out.name} already.", hint="Choose a new name."
        )
    verified = verify_record(record, workbook)
    if not verified.is_good:
        raise CrateError(f"The record cannot be exported: {verified.problems[0]}")
    try:
        payload = _payload(record, workbook, verified)
        contents = _contents(payload, verified, wish)
        metadata = json.dumps(crate_metadata(contents), indent=1, ensure_ascii=False)
        payload[METADATA] = metadata.encode()
        _write(wish.out, _bag(payload, wish))
    except OSError as error:
        reason = (error.strerror or "the disk refused it").lower()
        raise CrateError(
            f"The crate {wish.out.name} cannot be written: {reason}.",
            hint="Choose a folder that you may write to, on a disk that is not full.",
        ) from error
    return WrittenCrate(
        wish.out, tuple(sorted(payload)), bool(contents.workbook), contents.is_five_safes
    )


def _payload(record: Path, workbook: Path, verified: Verification) -> dict[str, bytes]:
    """Return path and bytes of what goes into the crate's root, without its metadata."""
    reviews = [name for one in verified.reviews for name in (one.name, f"{one.name}.sig")]
    public = [name for name in (PUBLIC_HTML, PUBLIC_PDF) if (record / name).exists()]
    names = (RECORD, *_FILES, *public, *reviews)
    payload = {name: (record / name).read_bytes() for name in names}
    if may_leave(verified.opinions):
        payload[f"{_OUTPUTS}/{workbook.name}"] = workbook.read_bytes()
    return payload


def _contents(
    payload: Mapping[str, bytes], verified: Verification, wish: CrateWish
) -> CrateContents:
    return CrateContents(
        record=json.loads(payload[RECORD]),
        opinions=verified.opinions,
        keys=tuple(one.key for one in verified.signatures),
        files=tuple(CrateFile(path, len(payload[path])) for path in sorted(payload)),
        workbook=next((path for path in payload if path.startswith(f"{_OUTPUTS}/")), ""),
        when=wish.when,
        workflow=wish.workflow,
        project=wish.project,
        licence=wish.licence,
    )


def _bag(payload: Mapping[str, bytes], wish: CrateWish) -> dict[str, bytes]:
    """Return path and bytes of all files of the bag."""
    data = {f"data/{path}": content for path, content in payload.items()}
    size = sum(map(len, payload.values()))
    info = (
        f"Bagging-Date: {wish.when[:10]}\nExternal-Identifier: urn:uuid:{wish.identifier}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
    )
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info.encode(),
        "manifest-sha512.txt": _manifest(data),
    }
    return {**tags, "tagmanifest-sha512.txt": _manifest(tags), **data}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """Return one line for each file; RFC 8493 wants % and line ends in a name to be escaped."""
    lines = [
        f"{hashlib.sha512(files[path]).hexdigest()}  {_escaped(path)}\n" for path in sorted(files)
    ]
    return "".join(lines).encode()


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    """Write a bag; it is there with all its files or not at all."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        if out.suffix.lower() == ".zip":
            unfinished.write_bytes(_zipped(out.stem, files))
        else:
            for path, content in files.items():
                place = unfinished / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        unfinished.rename(out)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with all files in one folder; its bytes depend on nothing else."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{path}", _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()
