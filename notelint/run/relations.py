"""What the rules across notes have found, kept from run to run, rule by rule.

A rule's findings hold as long as the kinds of items that it read are what they were in all notes, but for their places,
and the world that the run asked about is the same. Which kinds these are is noted while the rule runs
(`collection.watch`), so that none can be forgotten. Findings in a note that was edited go where their items went; where
that is not known of one, its rule runs again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from notelint.collection.view import View
from notelint.collection.watch import DAY, GIT, Watch
from notelint.files import witness
from notelint.model.finding import Finding, Notice
from notelint.model.items import NoteItems
from notelint.model.moves import BODIES, Moves, moved_finding, speaks_of
from notelint.rule.contract import Remark, Undecided
from notelint.rule.facts import RuleMistakeError
from notelint.rule.rule import Rule
from notelint.run import notices
from notelint.run.ruleset import RuleSet, Variant, chosen
from notelint.run.stamping import Stamper
from notelint.run.timing import Timing, timed
from notelint.run.workers import applied
from notelint.text.digest import digest_of

# What a finding rests on besides what its rule has read: its severity, and whether it may be mended.
_STAMPED = frozenset({"draft", "generated", "template", "encoding", "locale"})
_MANY = 100  # notes that were edited: hardly a rule would have nothing to do

Told = Finding | Remark | Undecided


class Memo(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a rule told, and the kinds of items that it read."""

    kinds: list[str]
    ordered: bool  # which note comes first made a difference
    findings: list[Finding]
    remarks: list[tuple[str, dict[str, Any]]]
    undecided: list[tuple[str, str, dict[str, int]]]

    @classmethod
    def of(cls, told: Sequence[Told], kinds: frozenset[str], ordered: bool) -> Memo:
        return cls(
            sorted(kinds | _STAMPED),
            ordered,
            [each for each in told if isinstance(each, Finding)],
            [(each.code, dict(each.facts)) for each in told if isinstance(each, Remark)],
            [(each.what, each.name, dict(each.counts)) for each in told if isinstance(each, Undecided)],
        )

    def told(self) -> list[Told]:
        remarks = [Remark(*each) for each in self.remarks]
        return [*self.findings, *remarks, *(Undecided(*each) for each in self.undecided)]


class Relations(msgspec.Struct, array_like=True):
    """All memos of a run, the keys of its notes' items by path, and what it asked of the world, and when."""

    asked: list[tuple[witness.Question, bytes]] = []
    of_git: list[tuple[witness.Question, bytes]] = []  # what git was asked for rules alone
    day: str = ""
    order: bytes = b""
    keys: dict[str, bytes] = {}
    memos: dict[str, Memo] = {}
    sums: dict[str, tuple[list[str], Any]] = {}  # `View.sum`, by name: the kinds that it read, and its value
    old: dict[str, Any] = {}  # those that have to be made again, as they were


_relations = msgspec.msgpack.Decoder(Relations)


def read_relations(data: bytes | None) -> Relations:
    """What a run has kept; nothing where that cannot be read."""
    try:
        return _relations.decode(data or b"")
    except msgspec.MsgspecError:
        return Relations()


def held(
    found: Relations,
    known: dict[witness.Question, bytes],
    keys: dict[str, bytes],
    day: str,
    order: bytes,
    note: Callable[[bytes], NoteItems | None],
) -> Relations:
    """That part of what an earlier run has found which holds now. `keys` are those of the notes' items now, by path,
    `order` tells the order in which notes are looked through, and `note` gives the items of a key.
    """
    if found.keys.keys() != keys.keys() or not witness.is_same(found.asked, known):
        return Relations()
    edited = [path for path, key in keys.items() if found.keys[path] != key]
    if len(edited) > _MANY:
        return Relations()
    moves: dict[str, Moves] = {}
    for path in edited:
        before, now = note(found.keys[path]), note(keys[path])
        if before is None or now is None:
            return Relations()
        moves[path] = Moves(before, now)
    changed = {kind for each in moves.values() for kind in each.changed} | {f"text:{path}" for path in edited}
    changed |= {f"{BODIES}:{path}" for path in edited if BODIES in moves[path].changed}
    if found.day not in ("", day):
        changed.add(DAY)
    if not witness.is_same(found.of_git, known):
        changed.add(GIT)
    # What is found in a note alone, all others asked, is the same wherever it comes.
    stale = _stale(found.sums, changed)
    memos = {
        rule: _held(memo, changed, moves)
        for rule, memo in found.memos.items()
        if order == found.order or not memo.ordered
    }
    return Relations(
        memos={rule: memo for rule, memo in memos.items() if memo is not None},
        sums={name: each for name, each in found.sums.items() if name not in stale},
        of_git=[] if GIT in changed else found.of_git,
        old={name: found.sums[name][1] for name in stale},
    )


def _stale(sums: Mapping[str, tuple[list[str], Any]], changed: set[str]) -> set[str]:
    """Those of the sums that have to be made again, since what they read, or another sum, may be another one now."""
    stale: set[str] = set()
    while more := {
        name
        for name, (kinds, _) in sums.items()
        if name not in stale and not (changed | {f"sum:{each}" for each in stale}).isdisjoint(kinds)
    }:
        stale |= more
    return stale


def order_of(last: Iterable[str]) -> bytes:
    """Tells the order of a run's notes from others: these come last, and else they come by their paths."""
    return digest_of(sorted(last))


def _held(memo: Memo, changed: set[str], moves: Mapping[str, Moves]) -> Memo | None:
    """A memo with its findings where they are now; None where it holds no longer."""
    if not changed.isdisjoint(memo.kinds):
        return None
    if not moves:
        return memo
    findings = []
    for finding in memo.findings:
        now = moved_finding(finding, moves) if speaks_of(finding, [*moves]) else finding
        if now is None:
            return None
        findings.append(now)
    return msgspec.structs.replace(memo, findings=findings)


class Relating:
    """The rules across notes at work: what an earlier run's `memos` hold is not worked out again."""

    def __init__(
        self, view: View, rules: RuleSet, stamper: Stamper, lang: str, known: Relations, timing: Timing
    ) -> None:
        self._view = view
        self._rules = rules
        self._stamper = stamper
        self._lang = lang
        self._known = known
        self._timing = timing
        self.new = Relations()  # what holds after this run
        view.of_git.update(known.of_git)
        for name, (kinds, value) in known.sums.items():
            view.sums[name] = Watch(kinds), value
        self.asked_day = False
        self.complete = True  # each rule has done its work

    def told(self) -> Iterator[Told | Notice]:
        """What the rules tell. A mistake in one of them must not take the others with it."""
        for variant in self._rules.across_collection(self._view.notes):
            try:
                yield from self._of(variant)
            except RuleMistakeError:
                raise
            except Exception as error:
                if os.environ.get("NOTELINT_DEBUG"):
                    raise
                self.complete = False
                facts = {"rule": variant.rule.id, "reason": f"{type(error).__name__}: {error}"}
                yield notices.notice("rule-failed", facts, self._lang)

    def _of(self, variant: Variant) -> Iterable[Told]:
        rule, options, holds = variant
        name = _name_of(rule)
        memo = self._known.memos.get(name)
        if memo is None or not self._sums_hold(memo):
            watch = Watch()
            view = self._view.seen_by(watch)
            with timed(self._timing.rules, rule.id):
                told = list(applied(rule, chosen(rule, view.items(rule.items)), options, view, self._stamper))
            memo = Memo.of(told, watch.kinds, rule.across == "collection")
        self.new.memos[name] = memo
        self.asked_day |= DAY in memo.kinds
        notes = self._view.notes
        # What stands in a file that is no note is told once, whatever the configuration says of single notes.
        return (
            each
            for each in memo.told()
            if not isinstance(each, Finding) or holds(each.path if each.path in notes else next(iter(notes)))
        )

    def _sums_hold(self, memo: Memo) -> bool:
        """Did what has to be made again come out as it was?"""
        sums = [kind.removeprefix("sum:") for kind in memo.kinds if kind.startswith("sum:")]
        return all(self._view.summed(name) == self._known.old[name] for name in sums if name in self._known.old)

    def done(self) -> Relations:
        """What a later run may use."""
        self.new.of_git = list(self._view.of_git.items())
        self.new.sums = {name: (sorted(watch.kinds), value) for name, (watch, value) in self._view.sums.items()}
        return self.new


def _name_of(rule: Rule) -> str:
    """Tells a rule, as the configuration has it, from others. Its words are for people."""
    said = msgspec.structs.replace(rule, path="", body="", title="", zh=None)
    return digest_of(said).hex()
