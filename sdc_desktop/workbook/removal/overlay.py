"""A package as it is after its cells were edited, before it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.splices import Spliced


class EditedView(Package):
    """The parts of a package with some of them changed or left out; the file stays as it is."""

    def __init__(
        self, package: Package, changed: Mapping[str, bytes | Spliced], removed: Collection[str]
    ) -> None:
        self.path, self.data, self.sha256 = package.path, package.data, package.sha256
        self.infos = {name: one for name, one in package.infos.items() if name not in removed}
        self._spelt = {name.lower(): name for name in self.infos}
        self._below, self._changed = package, changed

    def read(self, name: str) -> bytes:
        """Return a part's bytes as they will be written.

        Raises:
            KeyError: There is no such part, or it goes.
            DamagedWorkbookError: It cannot be inflated or its checksum is wrong.
        """
        if name not in self.infos:
            raise KeyError(name)
        return bytes(self._changed[name]) if name in self._changed else self._below.read(name)
