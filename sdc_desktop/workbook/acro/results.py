"""What a results.json of ACRO says; everything in it was written by somebody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.package import read_file

NAMES = ("results.json", "outputs.json")
_NOT_FOR_RELEASE = "DONT_RELEASE"
_FOLDERS = re.compile(r"[\\/]")

Place = tuple[int, int]
"""Row and column of the outcome, from 0."""


class NoResultsError(SdcError):
    """Raised when a folder is no folder of results, or its list of results cannot be read."""

    hint = "Choose a folder that ACRO wrote, with its results.json, or open a single workbook."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The folder {folder.name} holds no list of results that can be read.")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of an output.

    Attributes:
        name: Without folders; it may begin with a blank.
        cells: ACRO's name of each check, with the places that did not pass it.
    """

    name: str
    cells: tuple[tuple[str, tuple[Place, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One output.

    Attributes:
        uid: Its name.
        status: "fail", "review" or "pass"; "" where nobody said.
        kind: Such as "table", "regression", "custom".
        command: What made it.
        summary: What ACRO says of it.
        files: Its files.
        columns: The columns of its outcome, the table as ACRO judged it.
        rows: The rows of its outcome.
        comments: The researcher's.
        exception: Why the researcher asks for it in spite of a failure, "" for no reason.
    """

    uid: str
    status: str = ""
    kind: str = ""
    command: str = ""
    summary: str = ""
    files: tuple[OutputFile, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    exception: str = ""

    @property
    def is_for_release(self) -> bool:
        """Whether it is meant to leave; what ACRO adds for the checker is not."""
        return _NOT_FOR_RELEASE not in self.uid


@dataclass(frozen=True, slots=True)
class Results:
    """A list of results.

    Attributes:
        name: Of its file.
        version: Of ACRO, "" where it is not said.
        outputs: In their order.
        document: The whole list as it was read.
    """

    name: str
    version: str
    outputs: tuple[Output, ...]
    document: Mapping[str, Any]


def read_results(folder: Path) -> Results:
    """Return what the list of results in a folder says.

    Raises:
        NoResultsError: There is none, or it is not what ACRO writes.
        SdcError: It cannot be read.
    """
    file = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if file is None:
        raise NoResultsError(folder)
    try:
        document = json.loads(read_file(file))
    except (ValueError, RecursionError) as error:
        raise NoResultsError(folder) from error
    listed = _mapping(document).get("results", document)
    outputs = tuple(_output(str(uid), _mapping(one)) for uid, one in _mapping(listed).items())
    if not any(one.files for one in outputs):
        raise NoResultsError(folder)
    return Results(file.name, _text(_mapping(document).get("version")), outputs, document)


def _output(uid: str, said: Mapping[str, Any]) -> Output:
    outcome = _outcome(said.get("outcome"))
    return Output(
        uid=_text(said.get("uid")) or uid,
        status=_text(said.get("status")) or _status_in(_text(said.get("summary"))),
        kind=_text(said.get("type")),
        command=_text(said.get("command")),
        summary=_text(said.get("summary")),
        files=tuple(_files(said)),
        columns=tuple(outcome),
        rows=tuple(next(iter(outcome.values()), {})),
        comments=tuple(map(_text, _list(said.get("comments")))),
        exception=_text(said.get("exception")).strip(),
    )


def _status_in(summary: str) -> str:
    """Return the status that lists of 2023 have at the front of their summary."""
    first = summary.partition(";")[0].strip()
    return first if first in {"fail", "review", "pass"} else ""


def _files(said: Mapping[str, Any]) -> Iterator[OutputFile]:
    """Yield the files of an output; a path is cut to its name and never followed."""
    for one in _list(said.get("files")):
        sdc = _mapping(_mapping(one).get("sdc"))
        cells = _mapping(sdc.get("cells"))
        yield OutputFile(
            _file_name(_text(_mapping(one).get("name"))),
            tuple((str(check), tuple(_places(told))) for check, told in cells.items()),
        )
    older = _text(said.get("output"))
    if older:
        yield OutputFile(_file_name(older))


def _file_name(text: str) -> str:
    return _FOLDERS.split(text)[-1]


def _places(told: object) -> Iterator[Place]:
    for one in _list(told):
        if isinstance(one, list) and len(one) == 2 and all(type(n) is int and n >= 0 for n in one):
            yield one[0], one[1]


def _outcome(told: object) -> dict[str, dict[str, Any]]:
    """Return columns and rows of an outcome, which lists of 2023 wrote as a text."""
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            return {}
    return {str(name): dict(_mapping(column)) for name, column in _mapping(told).items()}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
