"""The check of links to papers: do they lead to the same page, in the same way, as the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.checks.targets import replaced
from notelint.learning import Verdict
from notelint.learning.links import LinkFeature, paper_links, rewritten
from notelint.model.finding import Hit
from notelint.model.items import Link, NoteItems
from notelint.rule.contract import Check, Checks, Told, Undecided

if TYPE_CHECKING:
    from notelint.collection.view import View


# A version is part of what was read: only where hardly anybody gives one, it was left there by a copy.
_HARDLY = 0.95


def inconsistent_link_form(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Told]:
    """Links of a label to a host that are unlike most links of this label to this host; one hit for a link."""
    habits = view.learned.links
    for feature, habit in habits.items():
        if habit.is_open and feature.aspect != "version" and not view.profiles.declare_entries:
            yield Undecided("link-form", f"{feature.label} {feature.host}".lstrip(), habit.counts)
    for note in items:
        if note.generated:
            continue
        for link, shape in paper_links(note, note.entries):
            odd = [each for feature, value in shape.items() if (each := _odd(view, note, feature, value)) is not None]
            if odd:
                yield _hit(link, odd, view)


class _Odd(NamedTuple):
    feature: LinkFeature
    value: str
    usual: Verdict[str]


def _odd(view: View, note: NoteItems, feature: LinkFeature, value: str) -> _Odd | None:
    usual = view.learned.link(note, feature)
    if usual is None or usual.value == value:
        return None
    rare = usual.declared or usual.count >= _HARDLY * usual.total
    return _Odd(feature, value, usual) if feature.aspect != "version" or rare else None


def _hit(link: Link, odd: Sequence[_Odd], view: View) -> Hit:
    """What is told is the page, else the version, else the scheme; all is written right at once."""
    feature, value, usual = min(odd, key=lambda each: each.feature.aspect != "page")
    new = link.target
    for each in odd:
        # Which version somebody has read is no matter of form, unless nothing else is told.
        if each.feature.aspect != "version" or len(odd) == 1:
            new = rewritten(new, each.feature.aspect, each.usual.value) or new
    facts = {"value": value, "usual": usual.value, "host": feature.host, "count": usual.count, "total": usual.total}
    fixable = new != link.target and (feature.aspect != "version" or usual.declared)
    return Hit(
        link,
        case=_case(feature.aspect, value, usual.declared),
        facts={**facts, "new": new},
        fix=replaced(link, new, view, safe=all(each.usual.declared for each in odd)) if fixable else None,
        start=link.dest_start,
        end=link.dest_end,
    )


def _case(aspect: str, value: str, declared: bool) -> str:
    if declared:
        return "declared"
    return f"{aspect}-{value}" if aspect == "version" else aspect


CHECKS: Checks = {
    "inconsistent-link-form": Check(
        inconsistent_link_form,
        across="view",
        facts={"page scheme version-plain version-versioned declared": "value usual host count total new"},
    ),
}
