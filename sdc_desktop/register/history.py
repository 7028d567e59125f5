"""What was done, undone and redone, in steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class History(Generic[T]):
    """Steps of actions, of which the first `shown` actions are in force.

    Attributes:
        steps: The actions that one undo takes back together, oldest first; undone ones at the end.
        shown: How many actions are in force.
    """

    steps: tuple[tuple[T, ...], ...] = ()
    shown: int = 0

    @property
    def actions(self) -> tuple[T, ...]:
        """All actions, those that were undone at the end too."""
        return tuple(action for step in self.steps for action in step)

    def do(self, step: Sequence[T]) -> History[T]:
        """Return the history after one more step; what was undone is forgotten."""
        kept: list[tuple[T, ...]] = []
        room = self.shown
        for earlier in self.steps:
            if room > 0:
                kept.append(earlier[:room])
            room -= len(earlier)
        return History((*kept, tuple(step)), self.shown + len(step))

    def show(self, count: int) -> History[T]:
        """Return the history with the first `count` actions in force.

        Raises:
            ValueError: There are not so many.
        """
        if not 0 <= count <= sum(len(step) for step in self.steps):
            raise ValueError(f"there are no {count} actions")
        return replace(self, shown=count)

    def count_common(self, actions: Sequence[T]) -> int:
        """Return how many of the first `actions` are the same as here, undone ones included."""
        common = 0
        for ours, theirs in zip(self.actions, actions, strict=False):
            if ours is not theirs and ours != theirs:
                break
            common += 1
        return common

    def map(self, change: Callable[[T], U]) -> History[U]:
        """Return the history with each action changed."""
        return History(tuple(tuple(map(change, step)) for step in self.steps), self.shown)
