"""Brings the file of the papers' metadata up to date: who is asked about, and what is kept of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from notelint.model.items import NoteItems
from notelint.papers.file import FORMER, Paper
from notelint.papers.library import Library
from notelint.papers.occurrences import of_note

# After so many days a paper is asked about again: it may have a new version, or be withdrawn.
LIFETIME = timedelta(days=180)


class Update(NamedTuple):
    """The papers as they are now, and the ids that came, changed and went."""

    papers: dict[str, Paper]
    added: list[str]
    changed: list[str]
    removed: list[str]


def wanted(notes: Iterable[NoteItems]) -> dict[str, int]:
    """The arXiv ids of the notes, each with the highest version that is written, 0 for none."""
    found: dict[str, int] = {}
    for note in notes:
        for each in of_note(note):
            found[each.id] = max(each.version, found.get(each.id, 0))
    return dict(sorted(found.items()))


def due(ids: Mapping[str, int], known: Mapping[str, Paper], today: date, everything: bool = False) -> list[str]:
    """The ids to ask about: new ones, those asked long ago, those that arXiv did not have or not in that version."""
    oldest = (today - LIFETIME).isoformat()
    return [
        id
        for id, version in ids.items()
        if everything
        or (paper := known.get(id)) is None
        or paper.unknown
        or paper.version < version
        or not oldest <= paper.asked <= today.isoformat()
    ]


def merged(
    ids: Iterable[str], known: Mapping[str, Paper], papers: Mapping[str, Paper], missing: Iterable[str], today: date
) -> Update:
    """What was known with what was learned: `papers` that were found, and the `missing` that arXiv does not have.

    A title that has changed is kept as a former one. What the notes no longer name is left out.
    """
    day = today.isoformat()
    unknown = Paper(unknown=True, asked=day)
    learned = {id: replace(_with_former(paper, known.get(id)), asked=day) for id, paper in papers.items()}
    everything = {**known, **dict.fromkeys(missing, unknown), **learned}
    now = {id: everything[id] for id in sorted(ids) if id in everything}
    return Update(
        now,
        added=[id for id in now if id not in known],
        changed=[id for id in now if id in known and replace(known[id], asked="") != replace(now[id], asked="")],
        removed=[id for id in known if id not in now],
    )


def _with_former(paper: Paper, before: Paper | None) -> Paper:
    """The paper with the titles that it had before, the last ones of them."""
    if before is None:
        return paper
    titles = (*before.former, *paper.former, before.title)
    former = [title for title in dict.fromkeys(titles) if title and title != paper.title]
    return replace(paper, former=tuple(former[-FORMER:]))


def doubtful(notes: Iterable[NoteItems], papers: Mapping[str, Paper]) -> list[str]:
    """Of these papers, those whose heading nothing explains but perhaps their first version's title: `2304.08485v1`."""
    library = Library(papers)
    found = {
        each.value
        for note in notes
        for entry in note.entries
        for each in entry.ids
        if each.value in papers and papers[each.value].version > 1 and library.misfit(entry.title, each.value)
    }
    return [f"{id}v1" for id in sorted(found)]


def with_first_titles(papers: Mapping[str, Paper], first: Mapping[str, Paper]) -> dict[str, Paper]:
    """The papers with their `first` versions' titles as former ones."""
    return {id: _with_former(paper, first.get(id)) for id, paper in papers.items()}
