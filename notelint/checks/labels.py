"""Checks about the labels of entries' fields: is each written as the collection writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.learning import Form, Verdict, form_of
from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Field
from notelint.rule.contract import Check, Checks, Told, Undecided

if TYPE_CHECKING:
    from notelint.collection.view import View


def inconsistent_label(items: Sequence[Field], options: Any, view: View) -> Iterator[Told]:
    """Labels that are spelled, marked up or separated from their value otherwise than is usual for this label."""
    learned = view.learned
    for name, forms in learned.forms.items():
        if forms.is_open and not view.profiles.declare_entries:
            yield Undecided("label-form", name, {form.around(name): n for form, n in forms.counts.items()})
    for name, spellings in learned.spellings.items():
        if spellings.is_open and not view.profiles.declare_entries:
            yield Undecided("label-spelling", name, spellings.counts)
    for field in items:
        note = view.note(field.path)
        form = form_of(field)
        if form is not None and not note.generated:
            yield from _odd(field, form, learned.form(note, field.name), learned.spelling(note, field.name))


def _odd(field: Field, form: Form, usual: Verdict[Form] | None, spelling: Verdict[str] | None) -> Iterator[Hit]:
    odd: Verdict[Any] | None = None
    if usual is not None and usual.value != form:
        odd = usual
    elif spelling is not None and spelling.value != field.label:
        odd = spelling
    if odd is None:
        return
    right, label = usual.value if usual else form, spelling.value if spelling else field.label
    linked = field.form[field.value_start - field.start :]
    yield Hit(
        field,
        case="declared" if odd.declared else "",
        facts={
            "form": form.around(field.label) + linked,
            "usual": right.around(label) + linked,
            "count": odd.count,
            "total": odd.total,
        },
        fix=_fix(field, form, right, label, odd.declared),
        end=field.value_start,
    )


def _fix(field: Field, form: Form, right: Form, label: str, safe: bool) -> Fix | None:
    """Each part that differs is an edit of its own, so that the markup stays where it is."""
    bold = right.open == form.open and right.close == form.close
    # Behind a mark, bold text does not end before a letter.
    ends = right.outside or not right.close or field.form.endswith("[") or (label[-1:].isalnum() and not right.inside)
    if not bold or not ends:
        return None
    edits, at = [], field.start + len(form.open)
    for old, new in ((field.label, label), (form.inside, right.inside), (form.close, right.close)):
        if old != new:
            edits.append(Edit(field.path, at, at + len(old), new))
        at += len(old)
    if form.outside != right.outside:
        edits.append(Edit(field.path, at, field.value_start, right.outside))
    return Fix(tuple(edits), safe, changes=("text",))


CHECKS: Checks = {
    "inconsistent-label": Check(
        inconsistent_label,
        items=("fields",),
        across="view",
        facts={"": "form usual count total", "declared": "form usual count total"},
    ),
}
