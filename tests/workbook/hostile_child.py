"""Tries hostile files in a process of its own: `python -m tests.workbook.hostile_child FOLDER`.

The process may take 2 GB and 180 seconds of the processor; whatever it opens is noted. Prints
for each file of the folder one line of JSON: its name, the sentence it ended in ("" where it was
read), what is wrong, and what was opened beside Python's own files.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"
MOST_MEMORY, MOST_SECONDS = 2 << 30, 180
ACTS = ("socket.", "subprocess.", "urllib.", "ftplib.", "http.", "os.exec", "os.fork", "os.system")


def main(folder: Path) -> None:
    from sdc_desktop.core.errors import SdcError
    from sdc_desktop.workbook.reader import read_workbook
    from tests.fuzz_running import run_case

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    opened: set[str] = set()
    inside = (str(folder), sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]))

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(ACTS):
            opened.add(event)
        elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            name = str(Path(os.fsdecode(arguments[0])).absolute())
            if not name.startswith(inside):
                opened.add(name)

    sys.addaudithook(watch)
    for path in sorted(folder.iterdir()):
        opened.clear()
        sentence = ""
        try:
            read_workbook(path)
        except SdcError as error:
            sentence = str(error)
        except Exception:  # noqa: BLE001 - run_case says what it is
            sentence = "?"
        faults = [
            f"{one.step} {one.error} {one.place}"
            for one in run_case(1, path, "", is_judged=False).faults
        ]
        outcome = {"name": path.name, "sentence": sentence, "faults": faults, "opened": [*opened]}
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
