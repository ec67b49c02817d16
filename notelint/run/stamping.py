"""From hits to findings: the one place where a rule's words, a severity and a line meet what a check saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from posixpath import dirname
from typing import Any

from notelint.model.finding import Finding, Fix, Fold, Hit, Place, RelatedPlace, Severity
from notelint.model.items import NoteItems
from notelint.rule.facts import UnknownFactError, render
from notelint.rule.rule import Case, Rule, facts_of
from notelint.text.source import places


class Stamper:
    """Makes findings. `notes` are those whose places can be named; `show_path` turns a note's path into the user's."""

    def __init__(self, notes: Mapping[str, NoteItems], lang: str, show_path: Callable[[str], str]) -> None:
        self.notes = notes
        self.lang = lang
        self.show_path = show_path

    def finding(self, rule: Rule, hit: Hit) -> Finding | None:
        """The finding of a hit, None where the note's state (a draft) silences it."""
        note = self._note(hit)
        case = _case(rule, hit.case)
        severity = _severity(rule, case, note)
        if severity is None:
            return None
        start = hit.item.start if hit.start is None else hit.start
        end = hit.item.end if hit.end is None else hit.end
        line, column = places(note.line_starts, start)
        end_line, end_column = places(note.line_starts, max(start, end))
        return Finding(
            rule=rule.id,
            family=rule.family,
            severity=severity,
            path=self.show_path(note.path),
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            message=self._words(rule, case.message, hit.facts, note.path),
            help=self._words(rule, case.help, hit.facts, note.path) if case.help else None,
            related=tuple(self._related(hit)),
            fix=hit.fix if hit.fix and self._may_be_made(hit.fix, note) else None,
            fold=self._fold(rule, hit, note),
            about=hit.about,
        )

    def _note(self, hit: Hit) -> NoteItems:
        """The note that a hit stands in, or the file that is none."""
        path = hit.item.path
        return hit.item if path not in self.notes and isinstance(hit.item, NoteItems) else self.notes[path]

    def _may_be_made(self, fix: Fix, own: NoteItems) -> bool:
        """Nothing is ever written into what a program writes, into templates and, on the way, into translations."""
        for path in {edit.path for edit in fix.edits}:
            note = self.notes.get(path)
            if note is None or note.generated or note.template or note.encoding == "unknown":
                return False
            if note.locale != own.locale:
                return False
        return True

    def _related(self, hit: Hit) -> Iterator[RelatedPlace]:
        for each in hit.related:
            line, column = places(self.notes[each.path].line_starts, each.start)
            yield RelatedPlace(self.show_path(each.path), line, column, each.message)

    def _words(self, rule: Rule, template: str, facts: Mapping[str, Any], here: str) -> str:
        return render(template, facts, rule.words, self.lang, here, self._line, self.show_path)

    def _line(self, place: Place) -> int:
        return places(self.notes[place.path].line_starts, place.start)[0]

    def _fold(self, rule: Rule, hit: Hit, note: NoteItems) -> Fold | None:
        if note.generated:
            message = "{count} 处问题，文件是生成的" if self.lang == "zh" else "{count} findings in a generated file"
            return Fold(f"generated {note.path}", message)
        if rule.fold is None:
            return None
        # `{count}` is filled in by the report, which knows how many share the line.
        facts = {**hit.facts, "count": "{count}"}
        key = {"note": note.path, "collection": "", "folders": dirname(note.path)}[rule.fold.by]
        if rule.fold.by == "folders":
            other = dirname(hit.related[0].path) if hit.related else ""
            if other == key:
                return None
            key = f"{key} {other}"
            facts["other"] = self.show_path(other)
        message = rule.fold.message
        if facts_of([message]) != {"count"}:
            message = self._words(rule, message, facts, note.path)
        return Fold(f"{rule.id} {message} {key}", message)


def _case(rule: Rule, name: str) -> Case:
    if name in rule.cases:
        return rule.cases[name]
    if "" in rule.cases:
        return rule.cases[""]
    raise UnknownFactError(f"{rule.id} has no case `{name}`: there is {', '.join(rule.cases)}")


def _severity(rule: Rule, case: Case, note: NoteItems) -> Severity | None:
    """Drafts keep errors; of the rest the rule decides."""
    if not note.draft or case.severity == "error" or rule.drafts == "keep":
        return case.severity
    return "info" if rule.drafts == "info" else None
