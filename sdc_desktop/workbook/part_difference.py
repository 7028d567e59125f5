"""What changed in the file: source and result compared part by part, byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.workbook.errors import DamagedWorkbookError
from sdc_desktop.workbook.folder_listing import folder_entries, read_result
from sdc_desktop.workbook.locked import unlock
from sdc_desktop.workbook.package import UNREADABLE, open_archive, read_file

WHOLE_FILE = ""
_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"


class PartState(StrEnum):
    """What became of a part."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PartDifference:
    """One part of the source, the result, or both.

    Attributes:
        name: Of the part; `WHOLE_FILE` where a file has none.
        state: What became of it; "kept" only where every byte is the same.
        why: In a few words, "" where it was kept or nobody gave a reason.
        before, after: Sizes in bytes, decompressed; 0 where it is not there.
    """

    name: str
    state: PartState
    why: str = ""
    before: int = 0
    after: int = 0


def compare_parts(
    source: Mapping[str, bytes],
    result: Mapping[str, bytes],
    reasons: Mapping[str, str],
    progress: Progress = no_progress,
) -> tuple[PartDifference, ...]:
    """Return what became of each part: changed ones first, then removed, added, and kept ones.

    Args:
        source: Part to its bytes, decompressed.
        result: The same of the saved file.
        reasons: Part to why it was changed or removed.
        progress: Told which part is compared.

    Raises:
        Cancelled: `progress` was asked to stop.
    """
    names = tuple(dict.fromkeys((*source, *result)))
    found = []
    for done, name in enumerate(names):
        progress(done, len(names), name)
        found.append(_compare(name, source, result, reasons))
    order = list(PartState)
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


def compare_files(
    source: Path, result: Path, reasons: Mapping[str, str], progress: Progress = no_progress
) -> tuple[PartDifference, ...]:
    """Do as `compare_parts` with the parts of two files; one without parts is a part itself.

    Raises:
        SdcError: One of them cannot be read.
        Cancelled: `progress` was asked to stop.
    """
    if source.is_dir() and result.is_dir():
        return compare_parts(_files(source), _files(result), reasons, progress)
    before, after = Parts(source), Parts(result)
    if before.is_archive and after.is_archive:
        return compare_parts(before, after, reasons, progress)
    why = "; ".join(dict.fromkeys(one for one in reasons.values() if one))
    return _compare_whole(before, after, why or "the file was written anew")


def _files(folder: Path) -> dict[str, bytes]:
    entries = folder_entries(folder)
    return {name: read_file(entry) for name, entry in entries.items() if entry.is_file()}


def compare_whole(source: Path, result: Path, why: str) -> tuple[PartDifference, ...]:
    """Compare two files as one part each, such as a source and its clean copy.

    Raises:
        SdcError: One of them cannot be read.
    """
    return _compare_whole(Parts(source), Parts(result), why)


def _compare_whole(before: Parts, after: Parts, why: str) -> tuple[PartDifference, ...]:
    return compare_parts({WHOLE_FILE: before.data}, {WHOLE_FILE: after.data}, {WHOLE_FILE: why})


def _compare(
    name: str, source: Mapping[str, bytes], result: Mapping[str, bytes], reasons: Mapping[str, str]
) -> PartDifference:
    if name not in source:
        state = PartState.ADDED
    elif name not in result:
        state = PartState.REMOVED
    else:
        pieces = zip_longest(_pieces(source, name), _pieces(result, name))
        is_same = all(before == after for before, after in pieces)
        state = PartState.KEPT if is_same else PartState.CHANGED
    why = "" if state is PartState.KEPT else reasons.get(name, "")
    return PartDifference(name, state, why, _size(source, name), _size(result, name))


def _pieces(parts: Mapping[str, bytes], name: str) -> Iterator[bytes]:
    """Yield a part piece by piece: a large one need not be in memory as a whole."""
    return parts.pieces(name) if isinstance(parts, Parts) else iter((parts[name],))


def _size(parts: Mapping[str, bytes], name: str) -> int:
    if name not in parts:
        return 0
    return parts.size(name) if isinstance(parts, Parts) else len(parts[name])


class Parts(Mapping[str, bytes]):
    """The parts of a file, read one at a time.

    Attributes:
        data: The file's bytes; those of the workbook inside where it is locked.
        is_archive: Whether it has parts at all.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.data = unlock(path, read_result(path))
        self.is_archive = self.data.startswith(_ZIP)
        self._archive = open_archive(path, self.data) if self.is_archive else None
        infos = self._archive.infolist() if self._archive else []
        self._infos = {info.filename: info for info in infos if not info.is_dir()}

    def __getitem__(self, name: str) -> bytes:
        """Return a part's bytes; raises DamagedWorkbookError when they cannot be inflated."""
        return b"".join(self.pieces(name))

    def size(self, name: str) -> int:
        """Return how many bytes a part has, inflated."""
        return self._infos[name].file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, a megabyte at a time.

        Raises:
            KeyError: There is no such part.
            DamagedWorkbookError: They cannot be inflated.
        """
        info = self._infos[name]
        if self._archive is None:
            return
        try:
            with self._archive.open(info) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except (*UNREADABLE, RuntimeError) as error:
            raise DamagedWorkbookError(self._path, f"its part {name} cannot be read") from error

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


def count_in_words(parts: Iterable[PartDifference]) -> str:
    """Return such as "2 parts changed, 1 removed, 14 kept byte for byte"."""
    counts = Counter(one.state for one in parts)
    told = [f"{counts[state]:,} {words}" for state, words in _COUNTED.items() if counts[state]]
    if not told:
        return "no parts"
    number, rest = told[0].split(" ", 1)
    told[0] = f"{number} {'part' if number == '1' else 'parts'} {rest}"
    return ", ".join(told)


def part_in_words(name: str) -> str:
    """Return what a part of a workbook is, such as "a sheet"; "" where that is not known."""
    return next((words for pattern, words in _SORTS if re.fullmatch(pattern, name)), "")


def difference_as_text(source: str, result: str, parts: Sequence[PartDifference]) -> str:
    """Return the whole comparison as text to be pasted, one part a line.

    Args:
        source: Name of the source's file.
        result: Name of the saved file.
        parts: As `compare_parts` returned them.
    """
    lines = [f"{result} compared with {source}: {count_in_words(parts)}.", ""]
    for one in parts:
        sort = part_in_words(one.name)
        name = one.name or "the whole file"
        where = f"{name} ({sort})" if sort else name
        lines.append(f"{one.state.value:<8} {where}{f': {one.why}' if one.why else ''}")
    return "\n".join(lines) + "\n"


_COUNTED = {
    PartState.CHANGED: "changed",
    PartState.REMOVED: "removed",
    PartState.ADDED: "added",
    PartState.KEPT: "kept byte for byte",
}
_SORTS = (
    (r"\[Content_Types\]\.xml", "what sort each part is"),
    (r"(?:.*/)?_rels/.*\.rels", "links between parts"),
    (r"xl/worksheets/[^/]*", "a sheet"),
    (r"xl/chartsheets/[^/]*", "a chart on a sheet of its own"),
    (r"xl/workbook\.(?:xml|bin)", "the list of sheets and names"),
    (r"xl/sharedStrings\.(?:xml|bin)", "the texts of all sheets"),
    (r"xl/styles\.(?:xml|bin)", "the styles"),
    (r"xl/theme/.*", "colours and fonts"),
    (r"xl/calcChain\.(?:xml|bin)", "the order of calculation"),
    (r"xl/charts/[^/]*", "a chart or its look"),
    (r"xl/drawings/[^/]*", "pictures and charts of a sheet"),
    (r"xl/media/.*|Pictures/.*|media/.*", "a picture"),
    (r"xl/tables/[^/]*", "a table of a sheet"),
    (r"xl/(?:comments|threadedComments|persons).*", "comments"),
    (r"xl/pivot.*|xl/slicer.*|xl/timeline.*", "a pivot table"),
    (r"xl/externalLinks/.*", "copies of another workbook"),
    (r"xl/printerSettings/.*", "settings of a printer"),
    (r"xl/vbaProject.*", "macros"),
    (r"xl/(?:connections|queryTables/).*", "connections to data"),
    (r"docProps/thumbnail.*|Thumbnails/.*", "a picture of the first page"),
    (r"docProps/.*|meta\.xml", "properties of the document"),
    (r"customXml/.*", "data of another program"),
    (r"content\.xml", "all sheets"),
    (r"styles\.xml", "the styles"),
    (r"settings\.xml", "settings of the window"),
    (r"mimetype", "what sort of file it is"),
    (r"META-INF/manifest\.xml", "the list of parts"),
)
