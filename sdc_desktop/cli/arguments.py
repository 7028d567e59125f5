"""The commands and options of the command line; their names are fixed by DESIGN.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from sdc_desktop.cli.preference_options import add_preferences
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.review import ReviewDecision

METHODS = (
    "suppress",
    "round",
    "random-round",
    "controlled-round",
    "midpoint",
    "small-count",
    "cell-key",
    "noise",
)


_KEY = "a private key of OpenSSH, or the .pub file of a key that ssh-agent holds"
_OUT = (
    "where the protected workbook goes, in the format of FILE (.xlsx for xls and xlsb); a clean "
    "copy is written as its name says: .xlsx, .ods, .zip with csv files and metadata, or a folder "
    "of them where the name has no ending"
)


class ArgumentsError(SdcError):
    """Raised when the words after the command cannot be understood."""

    hint = "sdc-desktop COMMAND --help lists what can be given."


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong like every other part of the program."""

    def error(self, message: str) -> NoReturn:
        sentence = message[0].upper() + message[1:].rstrip(".")
        raise ArgumentsError(f"{sentence}.")


def make_parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of all commands; the command is in `command`, "" when none is given."""
    parser = _Parser(
        prog="sdc-desktop",
        description="Check and protect a workbook of statistical tables before publication. "
        "Without a command the window opens: sdc-desktop [FILE].",
    )
    parser.add_argument("--version", action="version", version=f"SDC Desktop {version}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _add_demo(commands.add_parser("demo", help="do the main job on a sample, without a display"))
    _add_tables(commands.add_parser("tables", help="list the tables that were found"))
    _add_check(commands.add_parser("check", help="list what is at risk"))
    _add_protect(commands.add_parser("protect", help="write a protected workbook and a record"))
    _add_compare(
        commands.add_parser(
            "compare-methods", help="show what each way to protect costs and what risk it leaves"
        )
    )
    _add_convert(
        commands.add_parser(
            "convert", help="exchange suppression problems with other systems (JJ, tau-ARGUS)"
        )
    )
    _add_audit(commands.add_parser("audit", help="list what a reader can work out"))
    _add_inspect(commands.add_parser("inspect", help="list the hidden parts of a file"))
    _add_review(commands.add_parser("review", help="sign a record as a further checker"))
    _add_crate(commands.add_parser("crate", help="write a record as an RO-Crate"))
    _add_verify(commands.add_parser("verify", help="check a record, its signatures and files"))
    _add_policies(commands.add_parser("policies", help="list the policies, or show one"))
    _add_p_table(commands.add_parser("p-table", help="design a perturbation table, or judge one"))
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _add_demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, default=Path("sdc-desktop-demo"), metavar="DIR")


def _add_tables(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)
    _add_layout(command)


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)
    command.add_argument("--policy", default="strict", metavar="ID|FILE.toml")
    _add_set(command)
    _add_layout(command)
    _add_evidence(command)
    command.add_argument(
        "--ask",
        type=Path,
        metavar="OUT",
        help="write what the researcher has to be asked for, ready to send",
    )


def _add_protect(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)
    command.add_argument("--policy", required=True, metavar="ID|FILE.toml")
    command.add_argument("--out", type=Path, required=True, metavar="OUT", help=_OUT)
    command.add_argument("--method", choices=METHODS, default="suppress")
    command.add_argument("--record", type=Path, metavar="DIR")
    command.add_argument("--key", type=Path, metavar="KEYFILE", help=_KEY)
    command.add_argument("--passphrase-file", type=Path, metavar="FILE")
    command.add_argument("--time-limit", type=float, metavar="SECONDS")
    command.add_argument("--seed", type=int, metavar="N")
    command.add_argument("--remove-hidden", action="store_true")
    add_preferences(command)
    command.add_argument(
        "--release",
        type=Path,
        metavar="FILE.toml",
        help="what is released, from which data, what was decided and what the policy asks for",
    )
    _add_copy(command)
    _add_set(command)
    _add_layout(command)
    _add_evidence(command)


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)
    command.add_argument("--policy", required=True, metavar="ID|FILE.toml")
    command.add_argument("--seed", type=int, metavar="N", help="for methods of chance")
    _add_set(command)
    _add_layout(command)
    _add_evidence(command)


def _add_convert(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", type=Path, metavar="FILE", help="a workbook, a .jj file, or a .rda with its .tab"
    )
    _add_password(command)
    command.add_argument(
        "--out", type=Path, required=True, metavar="OUT", help=".jj, or .rda with .tab and .hrc"
    )
    command.add_argument("--protect", action="store_true", help="choose the cells to withhold too")
    command.add_argument("--policy", metavar="ID|FILE.toml", help="for a workbook")
    command.add_argument("--table", type=int, metavar="N", help="for .rda: the table, from 1")
    command.add_argument("--cost", choices=("value", "cells", "entropy"), default="value")
    command.add_argument("--seed", type=int, metavar="N")
    _add_set(command)
    _add_layout(command)
    _add_evidence(command)


def _add_copy(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--clean-copy",
        action="store_true",
        help="write a new accessible workbook with nothing but tables, titles and notes",
    )
    copy = command.add_argument_group("with --clean-copy")
    copy.add_argument("--title", dest="copy_title", default="", help="instead of the source's")
    copy.add_argument("--publisher", dest="copy_publisher", default="", help="on the cover")
    copy.add_argument("--contact", dest="copy_contact", default="", help="on the cover")
    copy.add_argument(
        "--tables-together",
        action="store_true",
        help="worksheets as in the source; else each table has a worksheet",
    )


def _add_audit(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)
    command.add_argument("--policy", metavar="ID|FILE.toml")
    _add_set(command)
    _add_layout(command)
    _add_earlier(command)


def _add_inspect(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _add_password(command)


def _add_review(command: argparse.ArgumentParser) -> None:
    command.add_argument("record", type=Path, metavar="RECORD")
    command.add_argument("--workbook", type=Path, required=True, metavar="F")
    command.add_argument("--key", type=Path, required=True, metavar="KEYFILE", help=_KEY)
    command.add_argument("--passphrase-file", type=Path, metavar="FILE")
    command.add_argument("--decision", choices=[one.value for one in ReviewDecision], required=True)
    command.add_argument("--comment", default="", metavar="TEXT")
    command.add_argument(
        "--role", default="", metavar="ROLE", help='for a countersignature, such as "data owner"'
    )


def _add_crate(command: argparse.ArgumentParser) -> None:
    command.add_argument("record", type=Path, metavar="RECORD")
    command.add_argument("--workbook", type=Path, required=True, metavar="F")
    command.add_argument(
        "--out", type=Path, required=True, metavar="OUT", help="a new folder, or a file.zip"
    )
    command.add_argument(
        "--workflow", default="", metavar="URL", help="the Workflow RO-Crate that made the source"
    )
    command.add_argument("--project", default="", metavar="NAME", help="on whose behalf")
    command.add_argument("--licence", default="", metavar="URL", help="of the workbook")


def _add_verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("record", type=Path, metavar="RECORD")
    command.add_argument("--workbook", type=Path, metavar="F")
    command.add_argument("--source", type=Path, metavar="F")
    command.add_argument("--signers", type=Path, metavar="ALLOWED_SIGNERS")
    _add_password(command)


def _add_policies(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", nargs="?", metavar="ID")


def _add_p_table(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a table to judge")
    command.add_argument("--largest", type=int, default=5, metavar="D", help="the largest noise")
    command.add_argument("--variance", type=float, default=2.0, metavar="V", help="of the noise")
    command.add_argument(
        "--smallest", type=int, default=0, metavar="N", help="no count from 1 to below it is shown"
    )
    command.add_argument("--out", type=Path, metavar="OUT", help="where the table goes")


def _add_password(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-file", type=Path, metavar="FILE", help="its first line opens a locked workbook"
    )


def _add_layout(command: argparse.ArgumentParser) -> None:
    command.add_argument("--layout", type=Path, metavar="L.json")


def _add_set(command: argparse.ArgumentParser) -> None:
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")


def _add_evidence(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--companion",
        type=Path,
        action="append",
        default=[],
        metavar="F",
        help="evidence: a workbook of the same labels with the numbers of contributors, the "
        "largest contributions and so on, or the records; may be given again",
    )
    command.add_argument(
        "--extract",
        action="append",
        default=[],
        metavar="[SHEET=]KIND",
        help="what the numbers were counted from: 100%%, sample, survey or public, of all tables "
        "or of one sheet's; sample:grossed where a sample or survey is grossed, else "
        "sample:not-grossed",
    )
    _add_earlier(command)


def _add_earlier(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--earlier",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="F",
        help="earlier releases that a reader has as well",
    )
