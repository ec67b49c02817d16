"""The check of values that say that there is nothing: is one fact said in one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.finding import Edit, Fix, Hit
from notelint.items import Field
from notelint.learning import Habit, series_of

if TYPE_CHECKING:
    from notelint.view import View

# Four facts that are never one: there is none, the paper is silent, nobody has looked, it is announced.
_FACTS = {
    "none": r"无|暂无|没有|无代码|无公开代码|none|no|n/?a|nil|[-–—/]",
    "silent": r"未提及|未提到|未说明|未提供|论文未提及|not mentioned|not stated|not given",
    "unknown": r"待确认|待查|待核实|未知|不详|不清楚|unknown|unclear|tbd|[?？]+",
    "announced": r"待公开|待开源|即将公开|即将开源|coming soon|soon|to be released|upcoming",
}
_OF = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _FACTS.items()), re.IGNORECASE)


def fact_of(value: str) -> str:
    """Which of the four facts a value states, "" where it states another."""
    found = _OF.fullmatch(value.strip())
    return (found.lastgroup or "") if found else ""


def inconsistent_absent_value(items: Sequence[Field], options: Any, view: View) -> Iterator[Hit]:
    """Values that state one of the four facts in other words than is usual for the label."""
    habits: dict[tuple[str, str], Habit[str]] = defaultdict(Habit)
    for note, entry in view.learned.voters.entries:
        for index in entry.fields:
            field = note.fields[index]
            if fact := fact_of(field.value):
                habits[field.name, fact].add(note.path, field.value, series_of(note))
    for (name, _), habit in habits.items():
        if habit.is_open:
            view.leave_open("absent-value", name, habit.counts)
    for field in items:
        note = view.note(field.path)
        habit_of = habits.get((field.name, fact_of(field.value)))
        usual = habit_of.verdict(note.path, series_of(note)) if habit_of is not None and not note.generated else None
        if usual is None or usual.value == field.value:
            continue
        facts = {"label": field.label, "value": field.value, "usual": usual.value}
        edit = Edit(field.path, field.value_start, field.value_end, usual.value)
        as_written = field.value_end - field.value_start == len(field.value)
        yield Hit(
            field,
            facts={**facts, "count": usual.count, "total": usual.total},
            fix=Fix((edit,), safe=usual.declared, changes=("text",)) if as_written else None,
            start=field.value_start,
            end=field.value_end,
        )
