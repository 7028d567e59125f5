"""How `protect` is to change numbers: a method with its parameters, keys and files."""

from __future__ import annotations

import argparse
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.key_files import read_secret, text_of
from sdc_desktop.cli.opening import open_policy, read_settings
from sdc_desktop.cli.p_tables import designed
from sdc_desktop.cli.sums import for_sums
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.perturbation.p_table import PTable, read_p_table
from sdc_desktop.core.perturbation.p_table_quality import judge_p_table
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.perturbing import Perturbed, PerturbWish
from sdc_desktop.core.protection.record_keys import KeySource
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.record_keys import read_record_keys

_METHODS = {
    "round": Method.CONVENTIONAL,
    "random-round": Method.RANDOM,
    "controlled-round": Method.CONTROLLED,
    "midpoint": Method.MIDPOINT,
    "small-count": Method.SMALL_COUNT,
    "cell-key": Method.CELL_KEY,
    "noise": Method.NOISE,
}
_OWN = {
    "round": ("base", "figures", "ties", "totals", "gross", "least_base"),
    "random-round": ("base", "graduated", "totals", "key_file", "gross", "least_base"),
    "controlled-round": ("base", "gross", "least_base"),
    "midpoint": ("base", "totals"),
    "small-count": ("base",),
    "cell-key": (
        *("records", "p_table", "largest", "variance", "smallest", "least", "totals"),
        *("sums", "sums_table", "point", "weights"),
    ),
    "noise": ("p_table", "largest", "variance", "smallest", "least", "totals", "key_file", "sums"),
}
"""Method to the parameters that `--set` gives it, whether the policy knows them or not."""

_KEYED = {Method.RANDOM, Method.GRADUATED, Method.NOISE}
_KEY_BYTES = 32
_MOST = 1e9
_MIDPOINT_BASE = 6
_TOTALS = {"independent": False, "summed": True}


@dataclass(frozen=True, slots=True)
class Wished:
    """What the words of the command ask for.

    Attributes:
        policy: What is checked against.
        wish: How numbers are changed; None when cells are withheld instead.
        warnings: What a checker should know of keys and perturbation tables, one sentence each.
    """

    policy: Policy
    wish: PerturbWish | None = None
    warnings: tuple[str, ...] = ()


def policy_and_wish(arguments: argparse.Namespace) -> Wished:
    """Return the policy, and how numbers are changed.

    Parameters that both the policy and the method know are given to both.

    Raises:
        SdcError: A parameter is missing, unknown or out of range, or a file cannot be read.
    """
    own = _OWN.get(arguments.method, ())
    open_ones = {parameter.name for parameter in load_policy(arguments.policy).open_parameters}
    given = read_settings(arguments.set)
    for_policy = [one for one in arguments.set if _name(one) in open_ones or _name(one) not in own]
    policy = open_policy(arguments.policy, for_policy)
    if not own:
        return Wished(policy)
    return _wished(arguments, policy, {name: given[name] for name in own if name in given})


def said_of(found: Perturbed) -> list[str]:
    """Return in words what a checker should know of changed numbers."""
    said = []
    if found.apart:
        said.append(f"{found.apart} sums no longer hold exactly between the numbers shown.")
    if found.beyond:
        said.append(
            f"{found.beyond} numbers had to move further than to the next multiple, or nothing "
            "would add up."
        )
    if found.left_out:
        said.append(
            f"{found.left_out} numbers are no counts from 0 and stay as they are: the method is "
            "made for counts. Noise for sums needs --set sums=10-20 and a companion."
        )
    return said


def _name(setting: str) -> str:
    return setting.partition("=")[0].strip()


def _wished(arguments: argparse.Namespace, policy: Policy, given: Mapping[str, str]) -> Wished:
    method = _METHODS[arguments.method]
    if "figures" in given:
        method = Method.FIGURES
    if _chosen(given, "ties", {"away": False, "even": True}, "away"):
        method = Method.HALF_EVEN
    if _chosen(given, "graduated", {"yes": True, "no": False}, "no"):
        method = Method.GRADUATED
    key = _key(arguments.seed, given) if method in _KEYED else _NO_KEY
    table = _p_table(given) if method in {Method.CELL_KEY, Method.NOISE} else None
    records = _records(given, table) if method is Method.CELL_KEY and table else None
    wish = PerturbWish(
        method=method,
        base=_base(method, policy, given),
        figures=_number(given, "figures", "0", least=1, most=15) if "figures" in given else 0,
        key=key.key,
        p_table=table,
        cell_keys=records,
        least=_number(given, "least", "0", least=0, most=10**6),
        for_sums=for_sums(method, given),
        is_grossed=_chosen(given, "gross", {"yes": True, "no": False}, "no"),
        least_base=_number(given, "least_base", "0", least=0, most=10**6),
        totals_are_summed=_chosen(given, "totals", _TOTALS, "independent"),
        parameters=(*given.items(), *key.kept),
    )
    about_table = judge_p_table(table).warnings if table is not None else ()
    return Wished(policy, wish, (*key.warnings, *about_table))


def _base(method: Method, policy: Policy, given: Mapping[str, str]) -> float:
    """Return what is rounded to: as given, as the policy says, or as the method is known for."""
    if method in {Method.FIGURES, Method.GRADUATED, Method.CELL_KEY, Method.NOISE}:
        return 0.0
    default = _MIDPOINT_BASE if method is Method.MIDPOINT else policy.rounding_base
    text = given.get("base") or default
    if text is None:
        raise ArgumentsError(
            f"{policy.title} does not say what to round to.", hint="Give it as --set base=5."
        )
    base = _as_base(str(text))
    if method is Method.MIDPOINT and base % 1:
        raise ArgumentsError(f"{base:g} is no number of counts.", hint="Give --set base=6.")
    if method is Method.SMALL_COUNT and base % 1:
        raise ArgumentsError(f"{base:g} is no count.", hint="Give --set base=3.")
    return base


def _as_base(given: str) -> float:
    try:
        base = float(given)
    except ValueError:
        base = 0.0
    if not 1 < base < 1e9:
        raise ArgumentsError(f"{given} is not a base to round to.", hint="Give --set base=5.")
    return base


@dataclass(frozen=True, slots=True)
class _Key:
    """A secret, what of it the sealed part of a record keeps, and why it may be none."""

    key: bytes
    kept: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


_NO_KEY = _Key(b"")


def _key(seed: int | None, given: Mapping[str, str]) -> _Key:
    file, warnings = given.get("key_file"), tuple[str, ...]()
    if file is not None and seed is not None:
        raise ArgumentsError("A seed and a key file are two keys.", hint="Leave --seed out.")
    if file is not None:
        secret = read_secret(Path(file))
        key, warnings = secret.key, secret.warnings
    elif seed is not None:
        key = hashlib.sha256(f"SDC Desktop seed {seed}".encode()).digest()
    else:
        key = secrets.token_bytes(_KEY_BYTES)
    kept = ("key", key.hex()), *((("seed", str(seed)),) if seed is not None else ())
    return _Key(key, kept, warnings)


def _p_table(given: Mapping[str, str]) -> PTable:
    """Return the perturbation table that is given, or one made to measure."""
    if "p_table" in given:
        return read_p_table(text_of(Path(given["p_table"]), "perturbation table"))
    largest = _number(given, "largest", "5", least=1, most=50)
    smallest = _number(given, "smallest", "0", least=0, most=largest)
    return designed(largest, _decimal(given, "variance", "2"), smallest)


def _records(given: Mapping[str, str], table: PTable) -> KeySource:
    if "records" not in given:
        raise ArgumentsError(
            "Cell keys need the keys of the records behind every cell.",
            hint="Give --set records=FILE.csv, or use --method noise: keyed noise needs none.",
        )
    return read_record_keys(Path(given["records"]), table.modulus)


def _number(given: Mapping[str, str], name: str, default: str, *, least: int, most: int) -> int:
    text = given.get(name, default)
    if not text.isdigit() or not least <= int(text) <= most:
        raise ArgumentsError(
            f"{text} cannot be used as {name}.", hint=f"Give a whole number from {least} to {most}."
        )
    return int(text)


def _decimal(given: Mapping[str, str], name: str, default: str) -> float:
    text = given.get(name, default)
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not 0 < number < _MOST:
        raise ArgumentsError(f"{text} cannot be used as {name}.", hint="Give a number above 0.")
    return number


def _chosen(given: Mapping[str, str], name: str, choices: Mapping[str, bool], default: str) -> bool:
    text = given.get(name, default)
    if text not in choices:
        raise ArgumentsError(
            f"{text} cannot be used as {name}.", hint=f"Give one of: {', '.join(choices)}."
        )
    return choices[text]
