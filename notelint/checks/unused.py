"""Checks about what nothing leads to: notes without a link to them, images that no note shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.files.suffixes import FOLDER_PAGES, OVERVIEWS, REPOSITORY_PAGES, plain_stem
from notelint.model.finding import Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View

_SHOWN_ANYWAY = FOLDER_PAGES | OVERVIEWS | REPOSITORY_PAGES
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")
_NAMED = 3  # images that a message names


def orphan_note(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Notes that no other note links."""
    for note in items:
        if plain_stem(note.path) not in _SHOWN_ANYWAY and not note.template and note.path not in view.inbound:
            yield Hit(note, facts={"title": note.title})


def unused_image(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """One hit for each folder of images, in the first note that shows one of them: those that no note shows."""
    used: set[str] = set()
    folders: dict[str, NoteItems] = {}
    texts: list[str] = []  # where front matter may name an image
    for note in items:
        texts += [key.raw for key in note.keys]
        for _, target in view.leads[note.path]:
            used.add(target.path)
            if target.path.lower().endswith(_IMAGES):
                folders.setdefault(target.path.rpartition("/")[0], note)
    named = "\n".join(texts)
    unused: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        for name, kind in sorted(view.listing.names(folder).items()):
            path = f"{folder}/{name}" if folder else name
            if kind == "file" and name.lower().endswith(_IMAGES) and path not in used and name not in named:
                unused[folder].append(name)
    for folder, names in unused.items():
        more = ", …" if len(names) > _NAMED else ""
        facts = {"folder": folder or ".", "count": len(names), "names": ", ".join(names[:_NAMED]) + more}
        yield Hit(folders[folder], facts=facts)


CHECKS: Checks = {
    "orphan-note": Check(orphan_note, across="view", facts={"": "title"}),
    "unused-image": Check(unused_image, across="collection", facts={"": "folder count names"}),
}
