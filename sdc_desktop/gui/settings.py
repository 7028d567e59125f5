"""What the window remembers between two starts, as one frozen value in one file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

_LONGEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user chose or did last; everything has a default.

    Attributes:
        recent: Workbooks opened last, the newest first; names of files only, no content.
        policy: Id of the policy used last.
        who: The name under which the user works.
        theme: "system", "light", "dark", "contrast" or "contrast-light".
        text_size: Of words in points, 9 to 24; 0 for the desktop's.
        language: Such as "cy"; "" for the desktop's.
        keeps_recent: Whether names of workbooks are kept in `recent`.
        zoom: Size of sheets, in percent.
        folder: Where a workbook was opened last.
        signing_key: The key file used last.
        register: A file or a PostgreSQL database for the register; "" for a file of the user's.
        authorised_by: Who authorises the accesses of this user, for the access log.
        protection: What automatic protection heeds, as `ProtectionWish` writes it.
        scores: The best scores of exercises, each as "name=percent".
        geometry, panels: Where window and panels stood, as Qt writes it, in hexadecimal digits.
    """

    recent: tuple[str, ...] = ()
    policy: str = "uk-tre-acro"
    who: str = ""
    theme: str = "system"
    text_size: int = 0
    language: str = ""
    keeps_recent: bool = True
    zoom: int = 100
    folder: str = ""
    signing_key: str = ""
    register: str = ""
    authorised_by: str = ""
    protection: str = ""
    scores: tuple[str, ...] = ()
    geometry: str = ""
    panels: str = ""

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with `path` as the workbook opened last, unless none are kept."""
        if not self.keeps_recent:
            return self
        name = str(path)
        others = tuple(one for one in self.recent if one != name)
        recent = (name, *others)[:_LONGEST_LIST]
        return replace(self, recent=recent, folder=str(path.parent))


class SettingsStore:
    """Reads and keeps the settings in `folder`; a broken file counts as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "settings.json"
        self.value = self._read()

    def change(self, **changes: Any) -> None:
        """Replace some of the settings and write them down."""
        self.keep(replace(self.value, **changes))

    def keep(self, settings: Settings) -> None:
        """Use and write down `settings`; a folder that cannot be written to changes nothing."""
        self.value = settings
        text = json.dumps(asdict(settings), indent=2)
        unfinished = self._file.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._file)
        except OSError:
            return

    def _read(self) -> Settings:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Settings()
        if not isinstance(found, dict):
            return Settings()
        return Settings(**dict(_usable(found)))


def _usable(found: dict[str, Any]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for one in fields(Settings):
        value = found.get(one.name)
        if isinstance(one.default, tuple):
            if isinstance(value, list):
                pairs.append((one.name, tuple(str(item) for item in value)))
        elif type(value) is type(one.default):
            pairs.append((one.name, value))
    return pairs
