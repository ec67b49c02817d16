"""Fixing a collection: round by round, each fix proved, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from notelint.fix.proof import Claim, damage
from notelint.fix.proof import read as read_for_proof
from notelint.markdown import Features, parser
from notelint.model.edits import Shift, apply, by_path, compatible
from notelint.model.finding import Edit, Finding
from notelint.run.outcome import Outcome
from notelint.run.workers import mapped, uncollected
from notelint.text.source import Source, read

if TYPE_CHECKING:
    from notelint.run.session import Session

ROUNDS = 10
# How often the fixes of a round, or of a note, are tried in search of those that do not hold. Each costs a look at all
# that was read again; a few fixes that do not hold among ten thousand take some dozens.
_LOOKS = 400

_Key = tuple[str, str, int]  # a finding's rule, its path, and where it starts
# Says what is wrong with fixes that are made together, "" for nothing; and which of them it may come from.
_Judge = Callable[[Sequence[Finding]], tuple[str, Sequence[Finding]]]


class Refused(msgspec.Struct, frozen=True):
    """A fix that was not made, and why: `damage` it would do, or what stands in its way. `path` is from the root."""

    rule: str
    path: str
    line: int
    reason: str


class Made(msgspec.Struct, frozen=True):
    """A fix that was made: its rule, and the notes that it changed together."""

    rule: str
    paths: frozenset[str]


class Fixed(msgspec.Struct):
    """What came of fixing. `contents` holds the bytes of the notes that changed, by path from the root."""

    outcome: Outcome
    before: dict[str, bytes] = {}  # as they were when the findings were made
    contents: dict[str, bytes] = {}
    made: list[Made] = []
    refused: list[Refused] = []


def fix(session: Session, unsafe: bool = False) -> Fixed:
    """Makes the fixes of the session's findings in memory; nothing is written.

    The session's notes are read already. In a round all fixes are made that do not meet, and each note is proved; then
    the collection is looked at again. A fix that does damage, does not mend, or makes an error is refused, and so are
    those that never come to an end.
    """
    fixer = _Fixer(session, unsafe)
    while chosen := fixer.choose():
        if not fixer.hold(chosen):
            fixer.round(chosen)
    contents = {path: session.contents[path] for path, data in fixer.before.items() if session.contents[path] != data}
    return Fixed(fixer.outcome, fixer.before, contents, fixer.made, fixer.endless + fixer.refused)


class _Task(NamedTuple):
    """A note, and what fixes that are made together do in it: what a process must know to prove them."""

    source: Source
    features: Features
    claims: list[Claim]


def _proved(task: _Task) -> str:
    """What is wrong with them, "" for nothing."""
    old, features, claims = task
    edits = sorted((edit for claim in claims for edit in claim.edits), key=lambda edit: (edit.start, edit.end))
    try:
        new = read(old.path, _encoded(old, edits))
        text = apply(old.text, edits)
    except ValueError as error:
        return str(error)
    if (new.text, new.encoding, new.bom) != (text, old.encoding, old.bom):
        return "the note would be read otherwise than it is written"
    return damage(read_for_proof(old, parser(features)), read_for_proof(new, parser(features)), claims)


class _Fixer:
    def __init__(self, session: Session, unsafe: bool) -> None:
        self.session = session
        self.unsafe = unsafe
        self.outcome = session.outcome()
        self.before: dict[str, bytes] = {}
        self.unreadable: set[str] = set()  # notes that went away
        self.endless: list[Refused] = []
        self.barred: set[tuple[str, str]] = set()  # rules that do not come to an end, and the notes
        self._begin()

    def _begin(self) -> None:
        self.made: list[Made] = []
        self.refused: list[Refused] = []
        self.never: set[_Key] = set()  # what was refused
        self.history: dict[str, list[tuple[bytes, list[str]]]] = {}  # a note as it was, and what rules changed it

    # What a round may do

    def choose(self) -> list[Finding]:
        """The fixes of the next round; of two that meet, the first."""
        return compatible(filter(self._may_be_made, self.session.wanted(self.outcome.findings)))

    def _may_be_made(self, finding: Finding) -> bool:
        if finding.fix is None or not (finding.fix.safe or self.unsafe) or _key(finding) in self.never:
            return False
        paths = _paths(finding).keys()
        if not paths <= self.session.notes.keys() or paths & self.unreadable:
            return False
        return not any((finding.rule, path) in self.barred for path in paths)

    def hold(self, chosen: Sequence[Finding]) -> bool:
        """Keeps the notes that are to be changed as they are now. Has one of them changed since it was read? Then the
        collection was looked at once more.
        """
        new: dict[str, bytes] = {}
        for path in by_path(chosen).keys() - self.before.keys():
            try:
                new[path] = self.session.source(path).original()
            except OSError:
                self.unreadable.add(path)
                return True
        self.before |= new
        changed = self.session.replace(new)
        if changed:
            self.outcome = self.session.outcome()
        return changed

    def round(self, chosen: Sequence[Finding]) -> None:
        """Makes the fixes of one round, less those that are refused."""
        sources = {path: self.session.source(path) for path in by_path(chosen)}
        good = self._lasting(self._sound(chosen, sources), sources)
        edits = by_path(good)
        if loop := self._loop(good):
            self._give_up(good, *loop)
            return
        shifts = {path: Shift(own) for path, own in edits.items()}
        self.never = {
            (rule, path, shifts[path].before(start) if path in shifts else start) for rule, path, start in self.never
        }
        self.made += [Made(finding.rule, frozenset(_paths(finding))) for finding in good]

    def _look(self, contents: Mapping[str, bytes]) -> Outcome:
        self.session.replace(contents)
        return self.session.outcome()

    # The proof

    @uncollected()
    def _sound(self, chosen: Sequence[Finding], sources: Mapping[str, Source]) -> list[Finding]:
        """Those whose edits leave everything else in each note as it is."""
        good = list(chosen)
        tasks = [self._task(sources[path], fixes) for path, fixes in _in_note(good).items()]
        problems = zip(tasks, mapped(_proved, tasks, self.session.jobs), strict=True)
        # How many fixes of a note are proved together.
        proved = {task.source.path: len(task.claims) for task, problem in problems if not problem}
        again = True
        while again:  # a fix that one note refuses is missing in its other notes, which are proved anew
            again = False
            in_note = _in_note(good)
            dropped: set[_Key] = set()
            for path, source in sources.items():
                here = [finding for finding in in_note.get(path, ()) if _key(finding) not in dropped]
                if len(here) in (0, proved.get(path)):
                    continue
                kept = set(map(_key, self._sifted(here, self._prover(source))))
                proved[path] = len(kept)
                lost = [finding for finding in here if _key(finding) not in kept]
                dropped.update(map(_key, lost))
                again = again or any(len(_paths(finding)) > 1 for finding in lost)
            good = [finding for finding in good if _key(finding) not in dropped]
        return good

    def _prover(self, source: Source) -> _Judge:
        return lambda fixes: (_proved(self._task(source, fixes)), ())

    def _task(self, source: Source, fixes: Sequence[Finding]) -> _Task:
        features = self.session.run.reading.profiles.of(source.path).features_of(source.path)
        return _Task(source, features, [self._claim(finding, source.path) for finding in fixes])

    def _claim(self, finding: Finding, path: str) -> Claim:
        assert finding.fix is not None
        own = "construct" in finding.fix.changes and finding.path == path
        inside = (finding.start, finding.end) if own else None
        return Claim(by_path([finding])[path], frozenset(finding.fix.changes), inside)

    # What becomes of the collection

    def _lasting(self, fixes: list[Finding], sources: Mapping[str, Source]) -> list[Finding]:
        """Those after which their findings are gone and no note has more errors. The session goes on with them."""
        before, most = self.outcome, 0

        def judge(tried: Sequence[Finding]) -> tuple[str, Sequence[Finding]]:
            nonlocal most
            outcome = self._look(_contents(tried, sources))
            reason, suspects = self._unmended(tried, before, outcome)
            if not reason and len(tried) > most:  # whatever else is good by itself is less
                self.outcome, most = outcome, len(tried)
            return reason, suspects

        good = self._sifted(fixes, judge)
        self.session.replace(_contents(good, sources))
        return good

    def _unmended(self, fixes: Sequence[Finding], before: Outcome, after: Outcome) -> tuple[str, Sequence[Finding]]:
        # Of two findings the one is the other if the same is said of both: facts besides may have changed.
        said_of, now_said_of = self._said(before), self._said(after)
        had, left = Counter(map(said_of, before.findings)), Counter(map(now_said_of, after.findings))
        made = Counter(map(said_of, fixes))
        still = [each for each in fixes if left[said_of(each)] > had[said_of(each)] - made[said_of(each)]]
        if still:
            return "the finding is still there", still
        had_of, left_of = Counter(map(_rule_of, before.findings)), Counter(map(_rule_of, after.findings))
        more = [finding for finding in fixes if left_of[_rule_of(finding)] > had_of[_rule_of(finding)]]
        if more:
            return "it makes another of its kind", more
        new = [finding for finding in after.findings if finding.severity == "error"]
        errors = Counter(_rule_of(finding) for finding in before.findings if finding.severity == "error")
        for (rule, path), count in Counter(map(_rule_of, new)).items():
            if count > errors[rule, path]:
                said = next(finding for finding in new if _rule_of(finding) == (rule, path))
                own = [finding for finding in fixes if path in _paths(finding)]
                shown = self.session.wording(after).finding(said)
                return f"it makes an error: {shown.path}:{shown.line}: {shown.message}", own
        return "", ()

    def _said(self, outcome: Outcome) -> Callable[[Finding], tuple[str, str, str]]:
        message = self.session.wording(outcome).message
        return lambda finding: (finding.rule, finding.path, message(finding))

    # What never comes to an end

    def _loop(self, good: Sequence[Finding]) -> tuple[set[str], list[str]] | None:
        """The notes that are again what they were before, or change in every round, and the rules that do it."""
        for path, own in _in_note(good).items():
            rules = list(dict.fromkeys(finding.rule for finding in own))
            states = self.history.setdefault(path, [(self.before[path], [])])
            now = self.session.contents[path]
            same = next((at for at, (data, _) in enumerate(states) if data == now), None)
            states.append((now, rules))
            if same is not None or len(states) > ROUNDS + 1:
                turns = states[-ROUNDS // 2 if same is None else same + 1 :]
                return {path}, list(dict.fromkeys(rule for _, changed in turns for rule in changed))
        return None

    def _give_up(self, good: Sequence[Finding], paths: set[str], rules: Sequence[str]) -> None:
        """Begins again without these rules in these notes."""
        path = min(paths)
        first = next(finding for finding in good if path in _paths(finding))
        names = " and ".join(f"`{rule}`" for rule in rules)
        reason = f"{names} undo each other" if len(rules) > 1 else f"{names} comes to no end"
        self.endless.append(Refused(first.rule, first.path, first.line, reason))
        self.barred |= {(rule, path) for rule in rules}
        self.outcome = self._look(self.before)
        self._begin()

    # Helpers

    def _sifted(self, fixes: list[Finding], judge: _Judge) -> list[Finding]:
        """As many as are good together; the guilty are found by halves, and the same fixes are judged but once.

        One that is good by itself, and not together with the others, waits for the next round. Where the search would
        take too long, all that is left of it is refused.
        """
        judged: dict[frozenset[int], tuple[str, Sequence[Finding]]] = {}

        def once(tried: Sequence[Finding]) -> tuple[str, Sequence[Finding]]:
            if len(judged) == _LOOKS:
                return "too many fixes do not hold", ()
            key = frozenset(map(id, tried))
            if key not in judged:
                judged[key] = judge(tried)
            return judged[key]

        return self._halved(fixes, once)

    def _halved(self, fixes: list[Finding], judge: _Judge, kept: Sequence[Finding] = ()) -> list[Finding]:
        """As many as are good together with those that are `kept`."""
        reason, suspects = judge([*kept, *fixes]) if fixes else ("", ())
        if not reason:
            return fixes
        if len(fixes) == 1:
            if kept:
                reason, _ = judge(fixes)
            if reason:
                self._refuse(fixes[0], reason)
            return []
        guilty = {_key(finding) for finding in suspects}
        first = [finding for finding in fixes if _key(finding) not in guilty]
        second = [finding for finding in fixes if _key(finding) in guilty]
        if not first or not second:
            first, second = fixes[: len(fixes) // 2], fixes[len(fixes) // 2 :]
        good = self._halved(first, judge, kept)
        return good + self._halved(second, judge, [*kept, *good])

    def _refuse(self, finding: Finding, reason: str) -> None:
        self.never.add(_key(finding))
        self.refused.append(Refused(finding.rule, finding.path, finding.line, reason))


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.path, finding.start


def _rule_of(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.path


def _paths(finding: Finding) -> dict[str, None]:
    """The notes that a finding's fix changes, in the order of its edits."""
    return dict.fromkeys(edit.path for edit in finding.fix.edits) if finding.fix else {}


def _in_note(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """By note: the findings whose fixes change it."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for path in _paths(finding):
            found.setdefault(path, []).append(finding)
    return found


def _contents(fixes: Iterable[Finding], sources: Mapping[str, Source]) -> dict[str, bytes]:
    """What notes hold once these fixes are made."""
    edits = by_path(fixes)
    return {path: _encoded(source, edits.get(path, ())) for path, source in sources.items()}


def _encoded(source: Source, edits: Sequence[Edit]) -> bytes:
    return source.encode([(edit.start, edit.end, edit.new) for edit in edits])
