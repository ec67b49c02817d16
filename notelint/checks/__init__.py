"""The checks, by the name that rules use for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from notelint.checks import each, front_matter, images, links, papers, sections
from notelint.finding import Hit


class Check(NamedTuple):
    """`run(items, options, view)` yields hits; `options` is the type of the check's own options, if it has any."""

    run: Callable[[Any, Any, Any], Iterator[Hit]]
    options: type | None = None


def _by_the_engine(items: Any, options: Any, view: Any) -> Iterator[Hit]:
    """What a suppression silences is known only after all other checks."""
    return iter(())


CHECKS = {
    "broken-anchor": Check(links.broken_anchor),
    "broken-link": Check(links.broken_link),
    "broken-wikilink": Check(links.broken_wikilink),
    "duplicate-key": Check(front_matter.duplicate_key),
    "duplicate-paper": Check(papers.duplicate_paper, papers.DuplicateOptions),
    "each": Check(each.each),
    "empty-link": Check(links.empty_link),
    "empty-section": Check(sections.empty_section),
    "id-conflicts": Check(each.id_conflicts),
    "image-case": Check(images.image_case),
    "invalid-front-matter": Check(front_matter.invalid_front_matter),
    "missing-field": Check(front_matter.missing_field, front_matter.FieldOptions),
    "missing-front-matter": Check(front_matter.missing_front_matter, front_matter.FieldOptions),
    "missing-image": Check(images.missing_image),
    "stub-entry": Check(papers.stub_entry),
    "suppressions": Check(_by_the_engine),
    "unlinked-paper": Check(papers.unlinked_paper),
    "unrendered-link": Check(links.unrendered_link),
}
