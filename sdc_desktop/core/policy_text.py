"""Reading the values of a policy file: each of its type, and a sentence where one is not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from sdc_desktop.core.errors import SdcError

_T = TypeVar("_T")

_PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class PolicyError(SdcError):
    """Raised when a policy, or a value given for it, cannot be used."""

    hint = "See the files of the presets for how a policy is written."


def parse_toml(text: str, where: str, thing: str = "policy") -> dict[str, object]:
    """Return the keys of the file called `where`, which holds a `thing`.

    Raises:
        PolicyError: `text` is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            f"{where} cannot be read as a {thing}: {error}.",
            hint=f"A {thing} is a TOML file: texts in quotes, numbers without, true or false.",
        ) from error


def parameters_in(text: str) -> tuple[str, ...]:
    """Return the names in curly brackets: "< {threshold}" names "threshold"."""
    return tuple(_PARAMETER.findall(text))


def fill_in(text: str, values: Mapping[str, str]) -> str | None:
    """Return `text` with its parameters replaced; None when one of them has no value."""
    if any(name not in values for name in parameters_in(text)):
        return None
    return _PARAMETER.sub(lambda match: values[match[1]], text)


class Keys:
    """The keys of one part of a policy file, or of another `thing`, taken out one by one.

    A wrong type is a PolicyError that names the key, and so is a key that nobody asked for.
    """

    def __init__(
        self, values: Mapping[str, object], where: str, prefix: str = "", thing: str = "policy"
    ) -> None:
        self._values = dict(values)
        self._where = where
        self._prefix = prefix
        self._thing = thing

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text that is not empty; without `default` the key must be there."""

        def parse(value: object) -> str:
            if not isinstance(value, str) or not value.strip():
                raise ValueError("a text in quotes")
            return value.strip()

        if key not in self._values and default is None:
            raise PolicyError(
                f'{self._where} lacks the key "{self._prefix}{key}".',
                hint=f'Add a line such as {key} = "..." to the file.',
            )
        return self.take(key, parse, default or "")

    def take(self, key: str, parse: Callable[[object], _T], default: _T) -> _T:
        """Take what `parse` makes of a key's value, `default` when the key is not there.

        `parse` says in the text of a ValueError what it wants.
        """
        if key not in self._values:
            return default
        value = self._values.pop(key)
        try:
            return parse(value)
        except ValueError as error:
            raise PolicyError(
                f'In {self._where}, "{self._prefix}{key}" is {_shown(value)}, '
                "which cannot be used.",
                hint=f'"{self._prefix}{key}" must be {error}.',
            ) from error

    def names(self) -> tuple[str, ...]:
        """Return the keys that were not taken yet."""
        return tuple(self._values)

    def part(self, key: str) -> Keys:
        """Take the keys under [key]; none when it is not there."""

        def parse(value: object) -> dict[str, object]:
            if not isinstance(value, dict):
                raise ValueError(f"a part of the file that begins with [{key}]")
            return value

        none: dict[str, object] = {}
        values = self.take(key, parse, none)
        return Keys(values, self._where, f"{self._prefix}{key}.", self._thing)

    def parts(self, key: str) -> tuple[Keys, ...]:
        """Take the keys under each [[key]]."""

        def parse(value: object) -> list[dict[str, object]]:
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                raise ValueError(f"a part of the file that begins with [[{key}]]")
            return value

        none: list[dict[str, object]] = []
        parts = self.take(key, parse, none)
        return tuple(Keys(one, self._where, f"{key}.", self._thing) for one in parts)

    def finish(self, known: Iterable[str] = ()) -> None:
        """Complain about keys that nobody took; `known` are the names a hint may offer."""
        for key in self._values:
            offered = ", ".join(sorted(known))
            raise PolicyError(
                f'{self._where} has a key "{self._prefix}{key}", which no {self._thing} has.',
                hint=f"Correct its name; known here: {offered}." if offered else "Remove it.",
            )


def parse_flag(value: object) -> bool:
    """Read true or false, or the "yes" or "no" of a parameter."""
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return value == "yes"
    raise ValueError("true or false")


def parse_whole(value: object) -> int:
    """Read a whole number, or the digits of a parameter; 0 or more."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("a whole number")


def parse_texts(value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("a list of texts in quotes")
    return tuple(value)


def _shown(value: object) -> str:
    """Return a value as the file has it, shortened."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
