"""Which of a run's findings are asked for: those that are not known already, of what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from notelint.checks import CHECKS
from notelint.model.finding import Finding, Notice, ShownFinding
from notelint.model.items import Item
from notelint.run.notices import notice
from notelint.run.outcome import Outcome
from notelint.scope import baseline
from notelint.scope.baseline import Compared, Entry
from notelint.scope.fingerprint import fingerprints

if TYPE_CHECKING:
    from notelint.run.session import Session
    from notelint.scope.since import Since


class Scope:
    """`known` is a baseline, `since` what has changed; None where nobody asks for it."""

    def __init__(self, session: Session, known: Sequence[Entry] | None = None, since: Since | None = None) -> None:
        self.session = session
        self.known = known
        self.since = since

    def wanted(self, findings: list[Finding]) -> list[Finding]:
        """Those that are reported, and may be fixed."""
        new = self._new(findings)
        return new if self.since is None else self.since.wanted(new)

    def narrowed(self, outcome: Outcome) -> Outcome:
        """The outcome with these only, and with what there is to say about the others."""
        findings, said = outcome.findings, []
        if self.known is not None:
            compared = compare(self.session, findings, self.known)
            said += self._said("known", len(findings) - len(compared.new))
            said += self._said("known-gone", sum(entry.count for entry in compared.gone))
            findings = [findings[n] for n in compared.new]
        if self.since is not None:
            kept = self.since.wanted(findings)
            said += self._said("unchanged", len(findings) - len(kept), ref=self.since.ref)
            if files := self.since.settings():
                shown = [self.session.run.show_path(path) for path in files[:3]]
                said.append(notice("settings-changed", {"examples": shown}, self.session.run.lang))
            findings = kept
        return outcome.of(findings, said)

    def is_changed(self, finding: Finding | ShownFinding) -> bool:
        """Does it stand on a changed line? All do, where nothing is compared."""
        return self.since is None or self.since.is_changed(finding)

    def has_changed(self, item: Item) -> bool:
        """Does it begin on a changed line?"""
        return self.since is None or self.since.has_changed(item)

    def _new(self, findings: list[Finding]) -> list[Finding]:
        if self.known is None:
            return findings
        return [findings[n] for n in compare(self.session, findings, self.known).new]

    def _said(self, code: str, count: int, **facts: str) -> list[Notice]:
        return [notice(code, {"count": count, **facts}, self.session.run.lang)] if count else []


def compare(session: Session, findings: Sequence[Finding], known: Sequence[Entry]) -> Compared:
    """A session's findings beside a baseline. Gone is only what this session would have found."""
    prints = fingerprints(findings, session.source)
    compared = baseline.compare(prints, known, session.notes)
    return Compared(compared.new, [entry for entry in compared.gone if covers(session, entry)])


def covers(session: Session, entry: Entry) -> bool:
    """Would the session have found it, if it were there? What the web says is known where it was asked only."""
    run, rules = session.run, session.rules
    seen = entry.path in run.selected if entry.path in session.notes else run.is_whole()
    rule = next((rule for rule in rules.all if rule.id == entry.rule), None)
    if rule is None:
        return seen and rules.complete
    asked = session.web is not None and session.web.requests is not None
    return seen and (asked or not CHECKS[rule.check].of_web)
