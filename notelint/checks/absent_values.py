"""The check of values that say that there is nothing: is one fact said in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.learning.absence import fact_of
from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Field
from notelint.rule.contract import Check, Checks, Told, Undecided

if TYPE_CHECKING:
    from notelint.collection.view import View


def inconsistent_absent_value(items: Sequence[Field], options: Any, view: View) -> Iterator[Told]:
    """Values that state one of the four facts in other words than is usual for the label."""
    learned = view.learned
    for (name, _), habit in learned.absences.items():
        if habit.is_open and not view.profiles.declare_entries:
            yield Undecided("absent-value", name, habit.counts)
    for field in items:
        note = view.note(field.path)
        fact = fact_of(field.value)
        usual = learned.absent(note, field.name, fact) if fact and not note.generated else None
        if usual is None or usual.value == field.value:
            continue
        facts = {"label": field.label, "value": field.value, "usual": usual.value}
        edit = Edit(field.path, field.value_start, field.value_end, usual.value)
        as_written = field.value_end - field.value_start == len(field.value)
        yield Hit(
            field,
            case="declared" if usual.declared else "",
            facts={**facts, "count": usual.count, "total": usual.total},
            fix=Fix((edit,), safe=usual.declared, changes=("text",)) if as_written else None,
            start=field.value_start,
            end=field.value_end,
        )


CHECKS: Checks = {
    "inconsistent-absent-value": Check(
        inconsistent_absent_value,
        items=("fields",),
        across="view",
        facts={"": "label value usual count total", "declared": "label value usual count total"},
    ),
}
