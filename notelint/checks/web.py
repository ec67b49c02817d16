"""Checks about web addresses, by what was learned from asking them: in this run or in one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import msgspec

from notelint.checks.targets import replaced
from notelint.model.finding import Hit
from notelint.model.items import Image, Link, NoteItems
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.online.verdict import Verdict


# Two failures, however long the time between them, may be two bad days.
_OFTEN = 3


class DeadOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`undecided-days`: after so many days of failures, three at least, without a success between them a link
    counts as dead."""

    undecided_days: int = 14


def dead_link(items: Sequence[NoteItems], options: DeadOptions, view: View) -> Iterator[Hit]:
    """Links and images that are dead, and those that have failed for too long."""
    from notelint.online.verdict import WALLS

    for item, verdict in _known(items, view):
        facts = {
            "target": item.target,
            "reason": verdict.reason + (f"-{verdict.via}" if verdict.reason == "unknown-id" else ""),
            "status": verdict.status,
            "since": _day(verdict.failing_since).isoformat(),
        }
        if verdict.state == "dead":
            yield Hit(item, case="dead", facts=facts, start=item.dest_start, end=item.dest_end)
        elif _has_lasted(verdict, options.undecided_days, view.today):
            case = "wall" if verdict.reason in WALLS else "failing"
            yield Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def _has_lasted(verdict: Verdict, days: int, today: date) -> bool:
    """Has it failed for so many days, whenever it was asked, and was it asked often enough?"""
    return verdict.failures >= _OFTEN and (today - _day(verdict.failing_since)).days >= days


def dead_fragment(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links to a section that the page does not have."""
    for item, verdict in _known(items, view, fragment=True):
        if verdict.reason == "no-section":
            page, _, fragment = item.target.partition("#")
            facts = {"page": page, "fragment": unquote(fragment)}
            yield Hit(item, facts=facts, start=item.dest_start, end=item.dest_end)


def redirected_link(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links and images of which the host says that they have moved for good."""
    for item, verdict in _known(items, view):
        if verdict.state != "alive" or not verdict.moved:
            continue
        old, new = urlsplit(item.target), urlsplit(verdict.moved)
        address = verdict.moved + (f"#{old.fragment}" if old.fragment and not new.fragment else "")
        fix = replaced(item, address, view, safe=verdict.kept and _host(old.netloc) == _host(new.netloc))
        secure = (old.scheme, new.scheme) == ("http", "https") and old[1:4] == new[1:4]
        facts = {"target": item.target, "new": address}
        case = "secure" if secure else "moved"
        yield Hit(item, case=case, facts=facts, fix=fix, start=item.dest_start, end=item.dest_end)


def _known(notes: Sequence[NoteItems], view: View, fragment: bool = False) -> Iterator[tuple[Link | Image, Verdict]]:
    """The links and images of the web of which something is known."""
    if not view.verdicts:
        return
    from notelint.online.known import web_links
    from notelint.online.verdict import address

    for item in web_links(notes):
        if verdict := view.verdicts.get(address(item.target, fragment)):
            yield item, verdict


def _host(netloc: str) -> str:
    return netloc.lower().rpartition("@")[2]


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds).date()


CHECKS: Checks = {
    "dead-link": Check(
        dead_link, DeadOptions, across="view", facts={"dead failing wall": "target reason status since"}, of_web=True
    ),
    "dead-fragment": Check(dead_fragment, across="view", facts={"": "page fragment"}, of_web=True),
    "redirected-link": Check(redirected_link, across="view", facts={"moved secure": "target new"}, of_web=True),
}
