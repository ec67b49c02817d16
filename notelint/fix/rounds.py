"""Fixing a collection: round by round, each fix proved, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from notelint.finding import Edit, Finding, Report
from notelint.fix.edits import apply, by_path, compatible
from notelint.fix.proof import Feature, damage, features
from notelint.markdown import parser
from notelint.source import Source, read

if TYPE_CHECKING:
    from notelint.engine import Session

ROUNDS = 10

Progress = Callable[[int], None]


class Refused(msgspec.Struct, frozen=True):
    """A fix that was not made, and why: `damage` it would do, or what stands in its way."""

    rule: str
    path: str
    line: int
    reason: str


class Fixed(msgspec.Struct):
    """What came of fixing. `contents` holds the bytes of the notes that changed, by path from the root."""

    report: Report
    before: dict[str, bytes] = {}  # as they were when the findings were made
    contents: dict[str, bytes] = {}
    fixed: Counter[str] = msgspec.field(default_factory=Counter)  # by rule
    refused: list[Refused] = []


def fix(session: Session, unsafe: bool = False) -> Fixed:
    """Makes the fixes of the session's findings in memory; nothing is written.

    The session's notes are read already. In a round all fixes are made that do not meet, and each note is proved; then
    the collection is looked at again. A fix that does damage, does not mend, or makes an error is refused.
    """
    result = Fixed(session.report())
    fixer = _Fixer(session, result, unsafe)
    for _ in range(ROUNDS):
        chosen = fixer.choose()
        while fixer.hold(chosen):
            chosen = fixer.choose()
        if not chosen:
            break
        fixer.round(chosen)
    result.contents = {path: data for path, data in session.contents.items() if data != result.before[path]}
    return result


class _Fixer:
    def __init__(self, session: Session, result: Fixed, unsafe: bool) -> None:
        self.session = session
        self.result = result
        self.unsafe = unsafe
        self.never: set[tuple[str, str, str]] = set()  # rule, path and edits of what was refused
        self.seen: dict[tuple[str, bytes], list[Finding]] = {}  # a note as it was, and what changed it

    def choose(self) -> list[Finding]:
        """The fixes of the next round: the worst finding first, one that meets another later."""
        return compatible(
            finding
            for finding in self.result.report.findings
            if finding.fix is not None
            and (finding.fix.safe or self.unsafe)
            and self._key(finding) not in self.never
            and self._may_be_written(finding)
        )

    def hold(self, chosen: Sequence[Finding]) -> bool:
        """Keeps the notes that are to be changed as they are now, and looks at them once more if some were not kept:
        a note may have changed since it was read.
        """
        paths = {edit.path for finding in chosen if finding.fix for edit in finding.fix.edits}
        new = {path: self.session.source(path).original() for path in paths - self.result.before.keys()}
        self.result.before |= new
        if new:
            self.result.report = self._look(new)
        return bool(new)

    def round(self, chosen: list[Finding]) -> None:
        """Makes the fixes of one round, less those that the proof refuses."""
        before = self.result.report
        good = self._sound(chosen)
        contents = self._contents(good)
        self._cycles(contents, good)
        good = [finding for finding in good if self._key(finding) not in self.never]
        contents = self._contents(good)
        old = {path: self.session.source(path).original() for path in contents}
        after = self._look(contents)
        bad = self._unmended(good, before, after)
        while bad:
            for finding, reason in bad:
                self._refuse(finding, reason)
            dropped = {self._key(finding) for finding, _ in bad}
            self._look(old)
            good = [finding for finding in good if self._key(finding) not in dropped]
            contents = self._contents(good)
            after = self._look(contents)
            bad = self._unmended(good, before, after)
        self.result.report = after
        self.result.fixed.update(finding.rule for finding in good)

    def _look(self, contents: Mapping[str, bytes]) -> Report:
        self.session.replace(contents)
        return self.session.report()

    # What a round may do

    def _may_be_written(self, finding: Finding) -> bool:
        """Not what a program writes, templates, and not, on the way, translations of the note."""
        assert finding.fix is not None
        own = self.session.notes[self.session.run.relative(finding.path)]
        for edit in finding.fix.edits:
            note = self.session.notes.get(edit.path)
            if (
                note is None
                or note.generated
                or note.template
                or note.locale != own.locale
                or note.encoding == "unknown"
            ):
                return False
        return True

    def _sound(self, chosen: Sequence[Finding]) -> list[Finding]:
        """Those whose edits leave everything else in each note as it is."""
        groups: dict[str, list[Finding]] = {}
        for finding in chosen:
            assert finding.fix is not None
            for path in dict.fromkeys(edit.path for edit in finding.fix.edits):
                groups.setdefault(path, []).append(finding)
        bad: dict[tuple[str, str, str], tuple[Finding, str]] = {}
        for path, findings in groups.items():
            for finding, reason in self._guilty(path, findings):
                bad.setdefault(self._key(finding), (finding, reason))
        for finding, reason in bad.values():
            self._refuse(finding, reason)
        return [finding for finding in chosen if self._key(finding) not in bad]

    def _guilty(self, path: str, findings: list[Finding]) -> list[tuple[Finding, str]]:
        """The fixes of a note that do damage, found by halves."""
        reason = self._damage(path, findings)
        if not reason:
            return []
        if len(findings) == 1:
            return [(findings[0], reason)]
        half = len(findings) // 2
        bad = self._guilty(path, findings[:half]) + self._guilty(path, findings[half:])
        # Either half is fine, both together are not: the second waits.
        return bad or [(finding, reason) for finding in findings[half:]]

    def _damage(self, path: str, findings: Sequence[Finding]) -> str:
        old = self.session.source(path)
        edits = self._edits(path, findings)
        try:
            data = old.encode([(edit.start, edit.end, edit.new) for edit in edits])
            text = apply(old.text, edits)
        except ValueError as error:
            return str(error)
        new = read(path, data)
        if (new.text, new.encoding, new.bom) != (text, old.encoding, old.bom):
            return "the note would be read otherwise than it is written"
        return damage(self._features(old), self._features(new), edits, findings)

    def _features(self, source: Source) -> list[Feature]:
        settings = self.session.run.reading.settings
        chosen = settings.mdx if source.path.endswith(".mdx") else settings.features
        return features(source, parser(chosen))

    def _cycles(self, contents: Mapping[str, bytes], good: Sequence[Finding]) -> None:
        """Refuses what would make a note again what it was before: two rules want different things."""
        for path, data in contents.items():
            now = (path, self.session.source(path).original())
            mine = [finding for finding in good if self._edits(path, [finding])]
            self.seen[now] = mine
            if (path, data) in self.seen:
                others = {finding.rule for finding in self.seen[path, data]}
                for finding in mine:
                    self._refuse(finding, f"`{finding.rule}` and `{', '.join(sorted(others))}` undo each other")

    def _unmended(self, good: Sequence[Finding], before: Report, after: Report) -> list[tuple[Finding, str]]:
        """The fixes whose finding is still there, and those in notes that have an error they had not."""
        left = Counter((finding.rule, finding.path, finding.message) for finding in after.findings)
        had = Counter((finding.rule, finding.path, finding.message) for finding in before.findings)
        made = Counter((finding.rule, finding.path, finding.message) for finding in good)
        bad = []
        for finding in good:
            key = (finding.rule, finding.path, finding.message)
            if left[key] > had[key] - made[key]:
                bad.append((finding, "the finding is still there"))
        for finding in after.findings:
            key = (finding.rule, finding.path, finding.message)
            if finding.severity == "error" and left[key] > had[key]:
                mine = [each for each in good if each.path == finding.path]
                bad += [(each, f"it makes an error: {finding.message}") for each in mine]
        return bad

    # Helpers

    def _contents(self, findings: Sequence[Finding]) -> dict[str, bytes]:
        edits = by_path(finding.fix for finding in findings if finding.fix)
        return {path: self._encoded(self.session.source(path), own) for path, own in edits.items()}

    @staticmethod
    def _encoded(source: Source, edits: Iterable[Edit]) -> bytes:
        return source.encode([(edit.start, edit.end, edit.new) for edit in edits])

    @staticmethod
    def _edits(path: str, findings: Sequence[Finding]) -> list[Edit]:
        return by_path(finding.fix for finding in findings if finding.fix).get(path, [])

    def _refuse(self, finding: Finding, reason: str) -> None:
        if self._key(finding) not in self.never:
            self.never.add(self._key(finding))
            self.result.refused.append(Refused(finding.rule, finding.path, finding.line, reason))

    @staticmethod
    def _key(finding: Finding) -> tuple[str, str, str]:
        return finding.rule, finding.path, f"{finding.line}:{finding.column} {finding.message}"
