"""Which of two rules speaks where both have found the same: what `yields-to` in a rule's front matter says.

A rule yields to others that say better what is wrong. That is settled among the findings of the rules that ran: where
the other one is off, was not selected or found nothing, this one speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.data import located
from notelint.model.finding import Finding

if TYPE_CHECKING:
    from notelint.rule.rule import Rule


def check(known: Mapping[str, Rule], rules: Iterable[Rule]) -> None:
    """Raises RuleError for a rule that yields to itself, to one that is not known, or to one that yields to it."""
    for rule in rules:
        for number, name in enumerate(rule.yields_to):
            if name == rule.id:
                raise _mistake(rule, number, f"`{name}` cannot yield to itself")
            if name not in known:
                raise _mistake(rule, number, located.no_such("rule", name, known))
            if circle := _way(known, name, rule.id):
                names = " to ".join(f"`{each}`" for each in (rule.id, *circle))
                raise _mistake(rule, number, f"a circle, in which nobody speaks: {names}")


def _way(known: Mapping[str, Rule], start: str, goal: str) -> list[str]:
    """The rules by which one yields to another, in the end; [] where it does not."""
    before = {start: ""}
    pending = [start]
    while pending and goal not in before:
        name = pending.pop()
        for each in known[name].yields_to if name in known else ():
            if each not in before:
                before[each] = name
                pending.append(each)
    way = [goal] if goal in before else []
    while way and before[way[-1]]:
        way.append(before[way[-1]])
    return way[::-1]


def _mistake(rule: Rule, number: int, message: str) -> Exception:
    """The mistake at its place. The file is read again for that: hardly any rule has one."""
    from notelint.rule.rule import RuleError, declaration

    document, _, _ = declaration(Path(rule.path).read_text("utf-8-sig"))
    return RuleError(rule.path, *document.mark(("yields-to", number)), message)


class _Places(NamedTuple):
    """The spans that a rule has found something at, in one note: by their starts, with the furthest end so far."""

    starts: list[int]
    ends: list[int]

    def meet(self, start: int, end: int) -> bool:
        before = bisect_left(self.starts, end)
        return before > 0 and self.ends[before - 1] > start


def yielding(findings: Sequence[Finding], rules: Iterable[Rule]) -> frozenset[int]:
    """The findings, by position, that leave what they say to another rule's at the same place.

    Two are at the same place if something that they are about overlaps, see `Hit.about`. It does not matter whether the
    other one yields itself: a rule yields to none that yields to it, so one of them always speaks.
    """
    yields = {rule.id: rule.yields_to for rule in rules if rule.yields_to}
    better = {name for names in yields.values() for name in names}
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for finding in findings:
        if finding.rule in better:
            for place, start, end in _about(finding):
                spans[finding.rule, place].append((start, end))
    told = {key: _places(found) for key, found in spans.items()}
    return frozenset(
        number
        for number, finding in enumerate(findings)
        if finding.rule in yields and _is_told(finding, yields[finding.rule], told)
    )


def _is_told(finding: Finding, names: Sequence[str], told: Mapping[tuple[str, str], _Places]) -> bool:
    return any(
        (places := told.get((name, place))) is not None and places.meet(start, end)
        for place, start, end in _about(finding)
        for name in names
    )


def _about(finding: Finding) -> Iterator[tuple[str, int, int]]:
    """What a finding is about: paths and spans of a character at least."""
    if finding.about is None:
        yield finding.path, finding.start, max(finding.end, finding.start + 1)
        return
    for place in finding.about:
        yield place.path, place.start, max(place.end, place.start + 1)


def _places(spans: list[tuple[int, int]]) -> _Places:
    spans.sort()
    return _Places([start for start, _ in spans], list(accumulate((end for _, end in spans), max)))
