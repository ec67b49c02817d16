"""What is known of papers in a run: what arXiv says of the collection's own, and names that everybody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from notelint.files import inputs
from notelint.identity.titles import is_name, title_key
from notelint.papers import evidence, file, known
from notelint.papers.file import Paper

# What technical reports are called, besides what they report on.
_REPORT = (" Technical Report", " System Card")


class Misfit(NamedTuple):
    """A heading that is not its paper's.

    `kind` is other, where it is the name or the title of the paper with the id `other`, else what it surely is: a name
    or a title that nothing in the paper says.
    """

    kind: str
    other: str = ""


class Library:
    """The papers by their ids without versions. `unreadable` is why their file could not be read, "" where it could."""

    def __init__(self, papers: Mapping[str, Paper], unreadable: str = "") -> None:
        self.papers = papers
        self.unreadable = unreadable

    def __bool__(self) -> bool:
        return bool(self.papers)

    def get(self, id: str) -> Paper | None:
        """What arXiv says of a paper of the collection; None where it was not asked, or has no such paper."""
        paper = self.papers.get(id)
        return None if paper is None or paper.unknown else paper

    def title(self, id: str) -> str:
        """A paper's title, "" where it is not known."""
        if paper := self.get(id):
            return paper.title
        return known.papers()[id].title if id in known.papers() else ""

    def names(self, id: str) -> tuple[str, ...]:
        """Names by which a paper is known besides those that it says."""
        return known.papers()[id].names if id in known.papers() else ()

    def titled(self, heading: str, id: str) -> bool:
        """Is the heading the paper's title, whole or before or behind its colon?"""
        title = self.title(id)
        pieces = [title, title.partition(": ")[2]]
        return bool(title) and title_key(heading) in map(title_key, pieces)

    def fits(self, heading: str, id: str) -> bool:
        """Does the heading name this paper, as far as can be told?"""
        paper = self.get(id) or Paper(title=self.title(id))
        own = evidence.names(heading, paper, self.names(id)) or evidence.may_name(heading, paper)
        return bool(paper.title) and own

    def misfit(self, heading: str, id: str) -> Misfit | None:
        """The heading as another paper's, None where it is this one's or where that cannot be told."""
        paper = self.get(id)
        if paper is None or evidence.names(heading, paper, self.names(id)):
            return None
        others = {other for key in evidence.called(heading) for other in self._owners.get(key, ())}
        if len(others) == 1:
            return Misfit("other", others.pop())
        kind = "" if evidence.may_name(heading, paper) else evidence.surely(heading, paper)
        return Misfit(kind) if kind else None

    def likely(self, heading: str) -> str:
        """The id of the paper that the heading names, "" where there is none or more than one."""
        found = {id for key in evidence.called(heading) for id in self._owners.get(key, ())}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _owners(self) -> dict[str, set[str]]:
        """The papers by what they are called: their titles, and the names that they give themselves."""
        owners: dict[str, set[str]] = {}
        for id, each in known.papers().items():
            _enter(owners, id, each.title, each.names)
        for id, paper in self.papers.items():
            for title in (paper.title, *paper.former):
                _enter(owners, id, title, ())
        return owners


def _enter(owners: dict[str, set[str]], id: str, title: str, names: Iterable[str]) -> None:
    short, colon, _ = title.partition(": ")
    for ending in _REPORT:
        short = short.removesuffix(ending)
    own = [short] if (colon or short != title) and (is_name(short.replace(" ", "-")) or len(short.split()) == 1) else []
    for name in (title, *own, *names):
        if len(key := title_key(name)) > 2:
            owners.setdefault(key, set()).add(id)


def of_collection(root: Path) -> Library:
    """What is known of a collection's papers. A file that cannot be read counts for nothing; `unreadable` says why."""
    try:
        return Library(file.read(root))
    except file.PapersError as error:
        reason = str(error)
    except OSError as error:
        reason = f"{file.NAME}: {inputs.reason(error)}"
    return Library({}, unreadable=reason)
