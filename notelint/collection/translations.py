"""Which note another one is translated from: what its original lacks, or has empty, is to be mended there."""

from __future__ import annotations

from collections.abc import Iterable

from notelint.model.items import NoteItems
from notelint.site.locales import without_locale
from notelint.site.model import Site


def originals(notes: Iterable[NoteItems], site: Site) -> dict[str, NoteItems]:
    """By the path of each translation: the note beside the folders of languages, else the first of the translations.

    The original itself is not in it, nor is a note that has no translation.
    """
    first: dict[str, NoteItems] = {}
    translated: list[tuple[NoteItems, str]] = []
    for note in notes:
        path = without_locale(note.path, site) if note.locale else note.path
        if note.locale:
            translated.append((note, path))
        known = first.get(path)
        if known is None or (known.locale and not note.locale):
            first[path] = note
    return {note.path: original for note, path in translated if (original := first[path]) is not note}
