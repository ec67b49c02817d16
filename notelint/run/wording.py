"""From findings to what a report shows: the one place where words, a language and the user's paths are put on facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from posixpath import dirname
from typing import Any

from msgspec.structs import replace

from notelint.model.finding import Finding, Fold, Place, ShownFinding
from notelint.model.items import NoteItems
from notelint.rule.facts import RuleMistakeError, UnknownFactError, render
from notelint.rule.rule import Rule, facts_of, in_language
from notelint.run.stamping import case_of
from notelint.text.source import places


class Wording:
    """Puts findings into words.

    `notes` are those that the findings speak of, `rules` those that made them, and `show_path` turns a note's path into
    the user's.
    """

    def __init__(
        self, notes: Mapping[str, NoteItems], rules: Iterable[Rule], lang: str, show_path: Callable[[str], str]
    ) -> None:
        self.notes = notes
        self.rules = {rule.id: in_language(rule, lang) for rule in rules}
        self.lang = lang
        self.show_path = show_path

    def shown(self, findings: Iterable[Finding]) -> list[ShownFinding]:
        """All of them, by their place. Raises RuleMistakeError for a rule that names a fact which was not given."""
        found = map(self.finding, findings)
        return sorted(found, key=lambda finding: (finding.path, finding.start, finding.rule, finding.message))

    def finding(self, finding: Finding) -> ShownFinding:
        """One finding in words. Raises RuleMistakeError."""
        rule = self.rules[finding.rule]
        message = self.message(finding)
        try:
            case = case_of(rule, finding.case)
            help_ = self._words(rule, case.help, finding.facts, finding.path) if case.help else None
            fold = self._fold(rule, finding)
        except UnknownFactError as error:
            raise RuleMistakeError(f"{rule.path}: {error}") from None
        return ShownFinding(
            rule=finding.rule,
            family=finding.family,
            severity=finding.severity,
            path=self.show_path(finding.path),
            note=finding.path,
            start=finding.start,
            end=finding.end,
            line=finding.line,
            column=finding.column,
            end_line=finding.end_line,
            end_column=finding.end_column,
            message=message,
            help=help_,
            related=tuple(replace(place, path=self.show_path(place.path)) for place in finding.related),
            fix=finding.fix,
            fold=fold,
        )

    def message(self, finding: Finding) -> str:
        """What is said of it. Raises RuleMistakeError."""
        rule = self.rules[finding.rule]
        try:
            return self._words(rule, case_of(rule, finding.case).message, finding.facts, finding.path)
        except UnknownFactError as error:
            raise RuleMistakeError(f"{rule.path}: {error}") from None

    def _words(self, rule: Rule, template: str, facts: Mapping[str, Any], here: str) -> str:
        return render(template, facts, rule.words, self.lang, here, self._line, self.show_path)

    def _line(self, place: Place) -> int:
        return places(self.notes[place.path].line_starts, place.start)[0]

    def _fold(self, rule: Rule, finding: Finding) -> Fold | None:
        path = finding.path
        if path in self.notes and self.notes[path].generated:  # else it is no note
            message = "{count} 处问题，文件是生成的" if self.lang == "zh" else "{count} findings in a generated file"
            return Fold(f"generated {path}", message)
        if rule.fold is None:
            return None
        # `{count}` is filled in by the report, which knows how many share the line.
        facts: dict[str, Any] = {**finding.facts, "count": "{count}"}
        key = {"note": path, "collection": "", "folders": dirname(path)}[rule.fold.by]
        if rule.fold.by == "folders":
            other = dirname(finding.related[0].path) if finding.related else ""
            if other == key:
                return None
            key = f"{key} {other}"
            facts["other"] = self.show_path(other)
        message = rule.fold.message
        if facts_of([message]) != {"count"}:
            message = self._words(rule, message, facts, path)
        return Fold(f"{rule.id} {message} {key}", message)
