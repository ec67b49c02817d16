"""What a check says of itself: what it is about, what it needs to know, and which facts its hits give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from notelint.model.finding import Hit


class Remark(NamedTuple):
    """Something to know about the run rather than about a place in it, told once a code: the first one wins.

    `code` is one of `run.notices.NOTICES`, which has the words for the facts.
    """

    code: str
    facts: Mapping[str, Any]


class Undecided(NamedTuple):
    """No value of a feature is usual, so nothing is said of it, which is told once for each `what` and `name`.

    `what` is one of `run.notices.UNDECIDED`; `counts` are how often each value stands.
    """

    what: str
    name: str
    counts: Mapping[str, int]


# What a check can tell. A hit may stand in a file that is no note, too: its item is then what `View.document` gave.
Told: TypeAlias = Hit | Remark | Undecided

# How much of the collection a check needs: nothing but the note; one note, about which it asks the others, the disk or
# the day; or all notes at once.
Across = Literal["note", "view", "collection"]

# In the place of a case: those that are named where the note is read.
ANY = "*"


class Check(NamedTuple):
    """A check as the table `CHECKS` has it.

    `run(items, options, view)` yields hits, see docs/design.md; one across notes may also tell a `Remark`, or that
    something is `Undecided`. `options` is the type of the check's own options, if it
    has any. `items` are the kinds of items that it can be given, the usual one first; () for every kind. `across` says
    how much it needs: what it says of a note, given that note's items alone, is what it says of it given all.

    `facts` tells by cases which facts the hits give, both parted by blanks: `{"near missing": "target first.title"}`;
    None for the fields of the items themselves. `of_web`: it depends on what the web has said, and to whom.
    `after_all`: it runs when all others are done, and is given the suppressions of a note and `Ran` instead of items
    and view. `leaves_open` is what it cannot judge, one of `notices.NOT_JUDGED`.
    """

    run: Callable[[Any, Any, Any], Iterator[Told]]
    options: type | None = None
    items: tuple[str, ...] = ("notes",)
    across: Across = "note"
    facts: Mapping[str, str] | None = {"": ""}
    of_web: bool = False
    after_all: bool = False
    leaves_open: str = ""

    def names(self, fields: tuple[str, ...]) -> dict[str, frozenset[str]]:
        """By case: the facts that it gives of items with these fields."""
        if self.facts is None:
            return {ANY: frozenset(fields)}
        facts = self.facts.items()
        return {case: frozenset(names.split()) for cases, names in facts for case in cases.split() or [""]}


Checks = dict[str, Check]
