"""The help's topics: texts that come with the program, and what its rules say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sdc_desktop.gui.help_words import meanings, words_of
from sdc_desktop.register.resource_files import resource

_BOOKS = ("first-hour", "methods", "words")
_OWN_WORD = 2
_SEE = re.compile(r" ?\(see \w+\.py\)")


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help.

    Attributes:
        key: What links and settings call it, such as "rule:threshold" or "methods/suppression".
        book: The heading under which it stands.
        title: Its name.
        text: Its words, as Markdown without the title.
    """

    key: str
    book: str
    title: str
    text: str

    def matches(self, wanted: str) -> int:
        """Return how well the topic fits what was typed: 0 not at all, title counts more.

        A word that the help calls by another name counts less than one that stands there.
        """
        score = 0
        for word in words_of(wanted):
            own = self._score(word) * _OWN_WORD
            found = own or max((self._score(other) for other in meanings(word)), default=0)
            if not found:
                return 0
            score += found
        return score

    def _score(self, word: str) -> int:
        in_title = word in self.title.casefold() or word in self.key
        return 3 * in_title + (word in self.text.casefold())


def search(topics: Sequence[Topic], wanted: str) -> tuple[Topic, ...]:
    """Return the topics that hold every word of `wanted` or another word for it, best first."""
    if not wanted.strip():
        return tuple(topics)
    scored = [(topic.matches(wanted), topic) for topic in topics]
    fitting = [pair for pair in scored if pair[0]]
    return tuple(topic for _, topic in sorted(fitting, key=lambda pair: -pair[0]))


def read_topics(shortcuts: Iterable[tuple[str, str]] = ()) -> tuple[Topic, ...]:
    """Return all topics: the texts, the rules, and the shortcuts given as (what, keys)."""
    found = [topic for book in _BOOKS for topic in _topics_of(book)]
    found += _rule_topics()
    found.append(_shortcut_topic(shortcuts))
    return tuple(found)


def _topics_of(book: str) -> Iterator[Topic]:
    text = resource(f"help/{book}.md").read_text(encoding="utf-8")
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    name = head.strip().removeprefix("# ").strip()
    for section in sections:
        title, _, body = section.partition("\n")
        yield Topic(f"{book}/{_key(title)}", name, title.strip(), body.strip())


def _rule_topics() -> Iterator[Topic]:
    from sdc_desktop.core.rules.rule_texts import rule_texts
    from sdc_desktop.gui.words import rule_in_words

    for told in rule_texts():
        is_primary = tr("Its cells are unsafe themselves and are withheld by *Protect all*.")
        is_other = tr("It asks for nothing to be withheld; it tells you what to look at.")
        parts = [
            f"**{_PARTS[part]()}** {_SEE.sub('', text)}"
            for part, text in told.parts
            if part in _PARTS
        ]
        body = [told.title, is_primary if told.is_primary else is_other, *parts]
        title = rule_in_words(told.name)
        yield Topic(f"rule:{told.name}", tr("The rules"), title, "\n\n".join(body))


def _shortcut_topic(shortcuts: Iterable[tuple[str, str]]) -> Topic:
    rows = [f"| {what} | {keys} |" for what, keys in shortcuts if keys]
    table = "\n".join([f"| {tr('What')} | {tr('Keys')} |", "|---|---|", *rows])
    sheet = tr(
        "On a sheet the arrow keys go from cell to cell, Shift with them selects, Ctrl+A selects "
        "all. F6 or Tab goes to the next part of the window. Shift+F1 explains what has the focus."
    )
    return Topic("keys", tr("The keyboard"), tr("Shortcuts"), f"{sheet}\n\n{table}")


def _key(title: str) -> str:
    return "-".join(re.findall(r"[a-z]+", title.casefold()))


def tr(text: str) -> str:
    """Return `text` in the user's language."""
    return QCoreApplication.translate("", text)


_PARTS = {
    "Formula": lambda: tr("When."),
    "Source": lambda: tr("Where it comes from."),
    "It cannot see": lambda: tr("What it cannot see:"),
}
"""What the parts of a rule are called here; its parameters stand in the policy's own page."""
