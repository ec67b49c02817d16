"""What a run knows of web addresses: what it has asked, or what is remembered from a run that did."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from notelint.model.finding import Links
from notelint.model.items import Image, Link, NoteItems
from notelint.online.verdict import Verdict, address
from notelint.writing import cache

NAME = "links.sqlite"

# Nothing was found out: the time was over, or the user's patience.
_NOT_REACHED = frozenset({"budget", "stopped"})


class Web(msgspec.Struct, frozen=True):
    """`verdicts` by address. `requests` is None where this run asks nobody.

    `ignored` is the code of the notice that says why what is remembered was not used.
    """

    verdicts: Mapping[str, Verdict] = {}
    requests: int | None = None
    ignored: str = ""


def recalled(root: Path) -> Web:
    """What is remembered and still believed. Where there is nothing, no data base is opened."""
    if not os.path.lexists(root / cache.FOLDER / NAME):
        return Web()
    from notelint.online.memory import Memory

    memory = Memory(root)
    return Web(memory.believed(), ignored=memory.ignored)


def given(facts: Mapping[str, str]) -> Web:
    """What an example states: `404=URL,URL` are dead, `301=OLD>NEW` have moved for good.

    Of an address with a fragment, the page is there and has no such section.
    """
    gone = [
        Verdict(url=url, state="dead", reason="no-section" if "#" in url else "missing", status=404)
        for url in _listed(facts, "404")
    ]
    moves = [each.partition(">") for each in _listed(facts, "301")]
    moved = [Verdict(url=old, state="alive", status=200, moved=new, kept=True) for old, _, new in moves]
    return Web({each.url: each for each in (*gone, *moved)})


def _listed(facts: Mapping[str, str], name: str) -> list[str]:
    return facts[name].split(",") if name in facts else []


def web_links(notes: Iterable[NoteItems]) -> Iterator[Link | Image]:
    """The links and images that lead into the web."""
    for note in notes:
        items: tuple[Link | Image, ...] = (*note.links, *note.images)
        for item in items:
            if item.target.startswith(("http://", "https://")):
                yield item


def tally(notes: Iterable[NoteItems], web: Web) -> Links:
    """How many links there are of each verdict, each place counted."""
    total, counts = 0, {"alive": 0, "dead": 0, "undecided": 0}
    for item in web_links(notes):
        total += 1
        verdict = web.verdicts.get(address(item.target)) if web.verdicts else None
        if verdict is not None and verdict.reason not in _NOT_REACHED:
            counts[verdict.state] += 1
    return Links(total=total, **counts, unasked=total - sum(counts.values()), requests=web.requests)
