"""Checks about the fields of entries beside each other: is one missing, and do they stand in the usual order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.learning import NOTED, Verdict, kind_of, names_of, pairs, series_of
from notelint.model.finding import Hit
from notelint.model.items import Entry, Field, NoteItems
from notelint.model.labels import ARXIV_LIKE
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


def missing_entry_field(items: Sequence[Entry], options: Any, view: View) -> Iterator[Hit]:
    """Entries without a field that is declared, or that nearly all others have."""
    class_of = {field.name: field.label_class for note in view.notes.values() for field in note.fields}
    for entry in items:
        note = view.note(entry.path)
        if entry.form not in NOTED or not entry.fields or note.generated:
            continue
        own = names_of(note, entry)
        on_arxiv = not own.isdisjoint(ARXIV_LIKE) or any(each.scheme == "arxiv" for each in entry.ids)
        usual = view.learned.wanted(note)
        # Another label of the class says the same, 代码 and GitHub, unless the entries have both.
        classes = {each.label_class for index in entry.fields if (each := note.fields[index]).name not in usual} - {""}
        missing = [
            wanted
            for name, wanted in usual.items()
            if name not in own
            and class_of.get(name) not in classes
            # Translators take what is on arXiv.
            and (on_arxiv or class_of.get(name) != "translation")
        ]
        if missing:
            yield _missing(
                entry, note, [label for label, _ in missing], min((found for _, found in missing), key=_share)
            )


def _share(wanted: Verdict[bool]) -> float:
    return wanted.count / wanted.total if wanted.total else 1.0


def _missing(entry: Entry, note: NoteItems, labels: Sequence[str], wanted: Verdict[bool]) -> Hit:
    fields = [note.fields[index] for index in entry.fields]
    place = next((field for field in fields if field.label_class == "paper"), fields[0])
    facts = {"names": ", ".join(labels), "title": entry.title, "count": wanted.count, "total": wanted.total}
    return Hit(entry, case="declared" if wanted.declared else "", facts=facts, start=place.start, end=place.end)


def wrong_value_kind(items: Sequence[Field], options: Any, view: View) -> Iterator[Hit]:
    """Values that cannot be opened where a link is declared, and the other way round."""
    for field in items:
        note = view.note(field.path)
        wanted = view.learned.kind(note, field.name)
        kind = kind_of(field) if wanted is not None and field.entry >= 0 else ""
        if wanted is not None and kind and kind != wanted.value and not note.generated:
            facts = {"label": field.label, "value": field.value}
            yield Hit(field, case=wanted.value, facts=facts, start=field.value_start, end=field.value_end)


def inconsistent_field_order(items: Sequence[Entry], options: Any, view: View) -> Iterator[Hit]:
    """Entries whose fields stand in another order than is usual: the first pair that is the wrong way round."""
    orders = view.learned.orders
    for entry in items:
        note = view.note(entry.path)
        if entry.form not in NOTED or note.generated:
            continue
        first: dict[str, Field] = {}
        for index in entry.fields:
            first.setdefault(note.fields[index].name, note.fields[index])
        for pair, in_order in pairs(tuple(first)):
            habit = orders.get(pair)
            usual = habit.verdict(note.path, series_of(note)) if habit is not None else None
            if usual is not None and usual.value != in_order:
                one, other = (first[name] for name in (pair if in_order else pair[::-1]))
                facts = {"first": one.label, "then": other.label, "count": usual.count, "total": usual.total}
                yield Hit(other, facts=facts)
                break


CHECKS: Checks = {
    "missing-entry-field": Check(
        missing_entry_field,
        items=("entries",),
        across="view",
        facts={"": "names title count total", "declared": "names title count total"},
    ),
    "wrong-value-kind": Check(wrong_value_kind, items=("fields",), across="view", facts={"link text": "label value"}),
    "inconsistent-field-order": Check(
        inconsistent_field_order, items=("entries",), across="view", facts={"": "first then count total"}
    ),
}
