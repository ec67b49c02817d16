"""Checks about what a link is called and where it leads: a name with a slip in it, a label of something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.identity import PAPER_SCHEMES
from notelint.model.finding import Hit
from notelint.model.items import Field, Link
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.near import one_edit
from notelint.text.spelling import folded

if TYPE_CHECKING:
    from notelint.collection.view import View

_REPOSITORY = lazy_re(r"https?://(?:www\.)?(?:github\.com|huggingface\.co)/[\w.-]+/(?P<name>[\w.-]+?)(?:\.git)?/?")
# A DOI may be of software, too.
_PAPERS = PAPER_SCHEMES - {"doi"}
_NO_LETTERS = lazy_re(r"[\W_]|v(?=\d)")
_DIGITS = lazy_re(r"\d+")
# Below it, one letter makes another name.
_LONG = 6


def label_target_mismatch(items: Sequence[Field], options: Any, view: View) -> Iterator[Hit]:
    """Code fields whose link leads to a paper."""
    for field in items:
        if field.label_class != "code":
            continue
        for each in field.ids:
            if each.where == "target" and each.scheme in _PAPERS:
                facts = {"label": field.label, "id": each.shown}
                yield Hit(field, facts=facts, start=each.start, end=each.end)


def name_target_mismatch(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links that call a repository by its name, but for one letter."""
    for link in items:
        found = _REPOSITORY.fullmatch(link.target) if link.kind == "inline" else None
        if found is None or not link.text.isascii():
            continue
        said, name = (_NO_LETTERS.sub("", folded(text)) for text in (link.text, found["name"]))
        if (
            said[:1] == name[:1]
            and said != name
            and min(len(said), len(name)) >= _LONG
            and one_edit(said, name)
            and _differ(said, name)
        ):
            yield Hit(link, facts={"text": link.text, "name": found["name"]})


def _differ(one: str, other: str) -> bool:
    """Is it a slip within the name, and no other number, no plural and nothing that is added?"""
    return _DIGITS.findall(one) == _DIGITS.findall(other) and one[:-1] != other and other[:-1] != one


CHECKS: Checks = {
    "label-target-mismatch": Check(label_target_mismatch, items=("fields",), facts={"": "label id"}),
    "name-target-mismatch": Check(name_target_mismatch, items=("links",), facts={"": "text name"}),
}
