"""`--since`: the findings of what has changed, and those that the change caused elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from copy import copy
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from notelint.collection.texts import Reading
from notelint.files import witness
from notelint.git import runner
from notelint.git.changes import changed_lines, since, unanswered
from notelint.model.finding import Finding, ShownFinding
from notelint.model.items import Item
from notelint.run.remembered import Memory
from notelint.run.workers import digest
from notelint.scope.fingerprint import fingerprints
from notelint.site.listing import Listing
from notelint.site.notes import notes
from notelint.site.root import CONFIG_NAMES
from notelint.site.schema import CONFIGS
from notelint.text.source import places

if TYPE_CHECKING:
    from notelint.run.session import Session

_Key = tuple[str, str, str]


class Since:
    """What has changed in a session's collection since a commit. Raises SinceError.

    The collection is looked at as it was then, too: what was found then and now, at a place that is as it was, is
    nobody's news. Of the notes only those are read again that have changed. The site's own files are those of now.
    """

    def __init__(self, session: Session, ref: str) -> None:
        self.session = session
        self.ref = ref
        with witness.looking_away():  # what has changed is asked in each run, and no outcome rests on it
            self.changes = since(session.run.root, ref)
        self._now = {old: path for path, old in self.changes.old.items()}
        self._contents: dict[str, bytes] = {}
        self._lines = lru_cache(maxsize=None)(self._compared)

    def wanted(self, findings: list[Finding]) -> list[Finding]:
        """Those on changed lines, with a related place there, or that were not found before."""
        left = self._then.copy()
        prints = fingerprints(findings, self.session.source)
        kept = []
        for finding, each in zip(findings, prints, strict=True):
            if self.is_changed(finding) or self._is_related(finding):
                kept.append(finding)
            elif left[each[:3]]:
                left[each[:3]] -= 1
            else:
                kept.append(finding)
        return kept

    def is_changed(self, finding: Finding | ShownFinding) -> bool:
        """Does it stand on a changed line?"""
        last = finding.end_line
        if finding.end_column == 1 and last > finding.line:  # it ends with the line before
            last -= 1
        path = finding.path if isinstance(finding, Finding) else finding.note
        return self._touches(path, finding.line, last)

    def has_changed(self, item: Item) -> bool:
        """Does it begin on a changed line?"""
        line, _ = places(self.session.notes[item.path].line_starts, item.start)
        return self._touches(item.path, line, line)

    def _is_related(self, finding: Finding) -> bool:
        return any(self._touches(place.path, place.line, place.line) for place in finding.related)

    def _touches(self, path: str, first: int, last: int) -> bool:
        if path not in self.changes.old:
            return path in self.changes.new
        try:
            now = self.session.source(path)
        except OSError:
            return True
        lines = self._lines(path, now.text)
        if lines is None:
            return True
        at = bisect_left(lines, first)  # a finding may have as many lines as its note
        return at < len(lines) and lines[at] <= last

    def _compared(self, path: str, text: str) -> list[int] | None:
        """The changed lines of a file, ascending, None for all of them."""
        old = self.changes.old[path]
        before = self._blob(old)
        return None if before is None else sorted(changed_lines(before, text))

    def _blob(self, path: str) -> bytes | None:
        if path not in self._contents and path in self.changes.blobs:
            self._contents |= self._read({path: self.changes.blobs[path]})
        return self._contents.get(path)

    def _read(self, names: Mapping[str, str]) -> dict[str, bytes]:
        """What files held at the base, by their names in git. Raises SinceError."""
        root = self.session.run.root
        try:
            found = runner.blobs(root, sorted(set(names.values())))
            if missing := sorted(path for path, name in names.items() if name not in found):
                raise runner.GitError(f"what {missing[0]} was is missing")
        except runner.GitError as error:
            raise unanswered(root, self.ref, error) from None
        return {path: found[name] for path, name in names.items()}

    # The collection as it was

    @cached_property
    def _then(self) -> Counter[_Key]:
        """What was found, each by rule, path of now, and text. First asked for when nothing is fixed yet."""
        session, run = self.session, copy(self.session.run)
        run.listing = Listing(run.root, self.changes.gone, self.changes.new)
        changed = self._notes_then(run.listing)
        self._contents = changed
        run.reading = Reading(run.root, run.site, {}, run.config.labels)
        run.reading.replace(changed)
        run.texts = {}
        same = set(run.notes) - self.changes.new - set(self.changes.old)
        run.notes = sorted(same | set(changed))
        run.reading.notes = frozenset(run.notes)
        run.selected = frozenset(path for path in run.notes if self._now.get(path, path) in run.selected)
        memory = self._memory()
        earlier = type(session)(run, session.rules, memory)
        if earlier.past and session.past and not (self.changes.gone or self.changes.new):
            # The folders hold what they held, so that only what was edited can make a difference.
            earlier.past.begin_with(session.past, session.verdicts())
        earlier.web = session.web  # a link that has died meanwhile is not the change's doing
        with witness.watching(memory.seen) if memory else nullcontext():
            earlier.take(session, same)
            earlier.read(sorted(changed), jobs=0)
            earlier.save()
            prints = fingerprints(earlier.outcome().findings, earlier.source)
        return Counter((each.rule, self._now.get(each.path, each.path), each.text) for each in prints)

    def _memory(self) -> Memory | None:
        """Where what was found then is remembered: it rests on what has changed, too."""
        past = self.session.past
        if past is None:
            return None
        words = (*self.changes.gone, "", *self.changes.new)
        own = digest("\0".join(sorted(words)).encode("utf-8", "surrogateescape"))
        memory = past.memory
        return Memory(memory.folder, memory.asked_for + own, memory.rules + own, dict(memory.seen), of_past=True)

    def _notes_then(self, listing: Listing) -> dict[str, bytes]:
        """The contents of the notes that have changed or are gone, by their paths then."""
        run, config = self.session.run, self.session.run.config
        here = {old for path, old in self.changes.old.items() if path in self.session.notes}
        gone = self.changes.gone - here
        there = notes(run.root, config.exclude, listing=listing, only=config.notes, known=sorted(gone)) if gone else []
        return self._read({path: self.changes.blobs[path] for path in (*here, *there) if path in self.changes.blobs})

    def settings(self) -> list[str]:
        """Changed files that say how all notes are to be read: what follows from them is not compared."""
        touched = {*self.changes.old, *self.changes.new, *self.changes.gone}
        own = {self.session.run.site.marker, *CONFIG_NAMES}
        return sorted(path for path in touched if path in own or path.endswith(CONFIGS))
