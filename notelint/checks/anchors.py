"""What must follow when a heading gets another text: the fragments of the links that lead to it, in all notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from notelint.model.finding import Edit, Fix
from notelint.model.items import Heading, Link, Wikilink
from notelint.text.slugs import normalise, renamed

if TYPE_CHECKING:
    from notelint.collection.view import View

_MANY = 1000  # headings of a note


def rewritten(heading: Heading, new: str, edits: Sequence[Edit], view: View) -> Fix | None:
    """The fix that makes a heading's text `new` by edits in it, with the links that lead to its anchor.

    The heading is one of its note's; `new` is what anchors are made of, as `Heading.slug_text`. It is safe where no
    anchor changes by it, and None where a link to one cannot be changed, or where the note has so many headings that to
    number all of them for each of them takes too long. The view must be that of the whole collection (`across: view`).
    """
    headings = view.note(heading.path).headings
    if len(headings) > _MANY:
        return None
    after = [replace(each, slug_text=new) if each is heading else each for each in headings]
    other = renamed(_named(headings), _named(after), view.site.of(heading.path).dialect.slugs)
    links = [(link, fragment) for link, fragment in view.fragments[heading.path] if normalise(fragment) in other]
    inbound = [_led(link, fragment, other[normalise(fragment)]) for link, fragment in links]
    found = [edit for edit in inbound if edit is not None]
    if len(found) < len(inbound):
        return None
    return Fix((*edits, *found), safe=not other, changes=("heading", "text"))


def _named(headings: Sequence[Heading]) -> list[tuple[str, str | None]]:
    return [(heading.slug_text, heading.anchor) for heading in headings]


def _led(link: Link | Wikilink, old: str, new: str) -> Edit | None:
    """The edit that changes the fragment of a link; None where its text in the source is not sure."""
    wiki = isinstance(link, Wikilink)
    written = f"{link.target}#{link.fragment}" if isinstance(link, Wikilink) else link.target
    if len(written) != link.dest_end - link.dest_start or not written.endswith(old):
        return None
    if not wiki and ("%" in old or any(c in new for c in " ()<>")):
        new = quote(new)
    return Edit(link.path, link.dest_end - len(old), link.dest_end, new)


def in_heading(path: str, start: int, view: View) -> Heading | None:
    """The heading that a place stands in."""
    return view.heading_at(path, start)
