"""What is still to be filled in here, and stands in another entry of the same paper already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from notelint.model.items import Entry, Field, NoteItems
from notelint.model.labels import NO_VALUE


class Answer(NamedTuple):
    """A field with a value, and the entry that it is in."""

    field: Field
    entry: Entry


def answers(notes: Mapping[str, NoteItems]) -> dict[tuple[str, int], Answer]:
    """By the path and offset of each value that is only a placeholder: the first answer to it in the collection.

    That there is none is no answer: who has not looked does not know that either.
    """
    holes = {(note.path, hole.start) for note in notes.values() for hole in note.placeholders if hole.kind != "text"}
    if not holes:
        return {}
    fields = list(_fields(notes.values()))
    known: dict[tuple[str, str], Answer] = {}
    for found, key in fields:
        field = found.field
        if (field.path, field.value_start) not in holes and field.value and not NO_VALUE.fullmatch(field.value):
            known.setdefault(key, found)
    return {
        (found.field.path, found.field.value_start): known[key]
        for found, key in fields
        if key in known and (found.field.path, found.field.value_start) in holes
    }


def _fields(notes: Iterable[NoteItems]) -> Iterator[tuple[Answer, tuple[str, str]]]:
    """The fields of entries with an id, each with what it is about: the paper, and its label."""
    for note in notes:
        for entry in note.entries:
            for number in entry.fields if entry.ids else ():
                field = note.fields[number]
                yield Answer(field, entry), (entry.ids[0].key, field.label_class or field.name)
