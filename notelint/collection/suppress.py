"""Comments that silence rules: `notelint-disable-next-line rule: reason` and its kin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import NamedTuple

import msgspec

from notelint.data.located import LocatedError, nearest, read_yaml
from notelint.model.finding import Hit
from notelint.model.items import Comment, Item, Key, NoteItems
from notelint.text.lazy import lazy_re

EVERY = "*"
# Looking for the nearest name takes most of a millisecond.
MOST_SUGGESTIONS = 50
COMMANDS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")

_COMMAND = lazy_re(r"\s*notelint-([\w-]+)([^:：]*)")
_NAMES = lazy_re(r"[^\s,，、]+")
_END = 1 << 62


class _Silence(msgspec.Struct, gc=False):
    """A rule (or every rule) silenced on the lines `first` to `last`; `holes` says after which line others are not."""

    item: Item
    rule: str
    first: int
    last: int
    used: bool = False
    holes: dict[str, int] = {}


class Ran(NamedTuple):
    """Of a run: the rules that there are, those that ran for a note, and whether these are all that there are."""

    known: Collection[str]
    rules: Collection[str]
    complete: bool


class Suppressions:
    """The silenced rules of one note. Lines are 1-based."""

    def __init__(self, note: NoteItems) -> None:
        self._all: list[_Silence] = []
        self._lines: dict[tuple[str, int], _Silence] = {}
        self._ranges: dict[str, list[_Silence]] = {}  # of one rule: in order, never overlapping
        self._files: dict[str, _Silence] = {}
        self._open: dict[str, _Silence] = {}
        self._mistakes: list[Hit] = []
        self._starts = note.line_starts or [0]
        for key in note.keys:
            if key.name == "notelint":
                self._read_key(key)
        for comment in sorted(note.comments, key=lambda comment: comment.start):
            if found := _COMMAND.match(comment.text):
                self._read(comment, found[1], _NAMES.findall(found[2]) or [EVERY])

    def covers(self, rule: str, line: int) -> bool:
        """Whether the rule is silenced on the line; what silences it counts as used."""
        for silence in self._candidates(rule, line):
            if silence.first <= line <= silence.last and line <= silence.holes.get(rule, _END):
                silence.used = True
                return True
        return False

    def unknown(self, known_rules: Collection[str]) -> list[Hit]:
        """Rules and commands that do not exist: cases `rule`, `similar-rule` and `command`."""
        unknown = [silence for silence in self._all if silence.rule not in known_rules and silence.rule != EVERY]
        names = list(dict.fromkeys(silence.rule for silence in unknown))
        near = {name: nearest(name, known_rules) for name in names[:MOST_SUGGESTIONS]}
        hits = list(self._mistakes)
        for silence in unknown:
            facts = {"name": silence.rule, "nearest": near.get(silence.rule, "")}
            hits.append(Hit(silence.item, "similar-rule" if facts["nearest"] else "rule", facts))
        return sorted(hits, key=lambda hit: hit.item.start)

    def unused(self, ran_rules: Collection[str], all_ran: bool = False) -> list[Hit]:
        """What silenced nothing although its rule ran: cases `rule` and, where no rule is named, `every-rule`.

        The latter are judged only if `all_ran`: they may be meant for a rule that did not.
        """
        return [
            Hit(silence.item, "every-rule" if silence.rule == EVERY else "rule", {"name": silence.rule})
            for silence in self._all
            if not silence.used and (all_ran if silence.rule == EVERY else silence.rule in ran_rules)
        ]

    def _candidates(self, rule: str, line: int) -> Iterator[_Silence]:
        """What may silence a rule on a line, the closest first."""
        names = (rule, EVERY)
        for name in names:
            if silence := self._lines.get((name, line)):
                yield silence
        for name in names:
            ranges = self._ranges.get(name, [])
            at = bisect_right(ranges, line, key=lambda silence: silence.first)
            # Where one range ends and the next begins on a line, both cover it.
            yield from reversed(ranges[max(0, at - 2) : at])
        for name in names:
            if silence := self._files.get(name):
                yield silence

    def _read(self, comment: Comment, command: str, rules: list[str]) -> None:
        first, last = (bisect_right(self._starts, at) for at in (comment.start, max(comment.start, comment.end - 1)))
        for rule in dict.fromkeys(rules):
            if command == "disable-next-line":
                self._silence_lines(comment, rule, last + 1, last + 1)
            elif command == "disable-line":
                self._silence_lines(comment, rule, first, last)
            elif command == "disable-file":
                self._silence_file(comment, rule)
            elif command == "disable":
                self._silence_from(comment, rule, first)
            elif command == "enable":
                self._enable(rule, last)
        if command not in COMMANDS:
            self._mistake(comment, f"notelint-{command}", f"notelint-{nearest(command, COMMANDS) or COMMANDS[0]}")

    def _read_key(self, key: Key) -> None:
        """`notelint: {disable: [rule]}` in the front matter."""
        column = key.value_start - self._starts[bisect_right(self._starts, key.value_start) - 1]
        try:
            data = read_yaml(" " * column + key.raw).data
        except LocatedError:
            data = None
        named = data.get("disable") if isinstance(data, dict) else None
        rules = [named] if isinstance(named, str) else named if isinstance(named, list) else []
        if not rules or len(data) > 1:
            self._mistake(key, " ".join(["notelint:", *key.raw.split()]), "notelint: {disable: [rule]}")
        for rule in rules:
            self._silence_file(key, str(rule))

    def _mistake(self, item: Item, name: str, near: str) -> None:
        self._mistakes.append(Hit(item, "command", {"name": name, "nearest": near}))

    def _silence_lines(self, item: Item, rule: str, *lines: int) -> None:
        silence = _Silence(item, rule, min(lines), max(lines))
        self._all.append(silence)
        for line in lines:
            self._lines.setdefault((rule, line), silence)

    def _silence_file(self, item: Item, rule: str) -> None:
        silence = _Silence(item, rule, 1, _END)
        self._all.append(silence)
        self._files.setdefault(rule, silence)

    def _silence_from(self, item: Item, rule: str, line: int) -> None:
        silence = _Silence(item, rule, line, _END)
        self._all.append(silence)
        if rule not in self._open:
            self._open[rule] = silence
            self._ranges.setdefault(rule, []).append(silence)

    def _enable(self, rule: str, line: int) -> None:
        for name in list(self._open) if rule == EVERY else [rule]:
            if name in self._open:
                self._open.pop(name).last = line
        if EVERY in self._open:
            self._open[EVERY].holes.setdefault(rule, line)
