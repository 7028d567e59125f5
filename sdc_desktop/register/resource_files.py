"""Where the files that come with the program are: icons, policies, samples, help."""

from __future__ import annotations

from pathlib import Path

import sdc_desktop

_PACKAGE = Path(sdc_desktop.__file__).resolve().parent


def resource(path: str) -> Path:
    """Return the file or folder called `path`, such as "policies" or "icons/app.svg".

    An installed program has them inside its package, a checkout beside it.
    """
    installed = _PACKAGE / "_resources"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return folder / path
