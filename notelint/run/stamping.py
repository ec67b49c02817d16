"""From hits to findings: where a rule, a severity and a line meet what a check saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from notelint.model.finding import Finding, Fix, Hit, RelatedPlace, Severity
from notelint.model.items import NoteItems
from notelint.rule.facts import UnknownFactError
from notelint.rule.rule import Case, Rule
from notelint.text.source import places


class Stamper:
    """Makes findings. `notes` are those whose places can be named."""

    def __init__(self, notes: Mapping[str, NoteItems]) -> None:
        self.notes = notes

    def finding(self, rule: Rule, hit: Hit) -> Finding | None:
        """The finding of a hit, None where the note's state (a draft) silences it. Raises UnknownFactError for a case
        that the rule does not have.
        """
        note = self._note(hit)
        severity = _severity(rule, case_of(rule, hit.case), note)
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
            path=note.path,
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            case=hit.case,
            facts=hit.facts,
            related=tuple(self._related(hit)),
            fix=hit.fix if hit.fix and self._may_be_made(hit.fix, note) else None,
            about=hit.about,
        )

    def _related(self, hit: Hit) -> Iterator[RelatedPlace]:
        for each in hit.related:
            yield RelatedPlace(each.path, *places(self.notes[each.path].line_starts, each.start), each.message)

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


def case_of(rule: Rule, name: str) -> Case:
    """What a rule says of a case. Raises UnknownFactError where it knows none of this name."""
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
