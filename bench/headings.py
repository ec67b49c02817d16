"""Which headings are called another paper's: on their own papers none should be, on others most.

    python bench/headings.py NOTES… [--papers FILE] [--others 3] [--seed 0]

NOTES are collections with a `notelint-papers.json`, as `notelint papers update` writes it, or FILE is used for all of
them. Each heading of an entry is judged on its own paper, and what is flagged there is printed, to be judged by a
person; then it is judged on `--others` papers that are drawn at random.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from notelint.papers.file import Paper, read
from notelint.papers.library import Library
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import Session


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("notes", type=Path, nargs="+")
    arguments.add_argument("--papers", type=Path, help="the folder of another notelint-papers.json")
    arguments.add_argument("--others", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    given = read(options.papers.resolve()) if options.papers else None
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    draw = random.Random(options.seed)
    for folder in options.notes:
        papers = given or read(folder.resolve())
        library, ids = Library(papers), sorted(id for id, paper in papers.items() if not paper.unknown)
        for heading, id in headings(folder.resolve(), papers):
            own[judged(library, heading, id, id)] += 1
            if misfit := library.misfit(heading, id):
                print(f"{folder.name}: {heading!r} on {id} {papers[id].title!r}: {misfit}")
            for other in draw.sample(ids, min(options.others, len(ids))):
                if other != id:
                    others[judged(library, heading, other, id)] += 1
    for name, counts in (("own papers", own), ("other papers", others)):
        print(f"{name}: {counts.total()} headings, {', '.join(f'{kind} {n}' for kind, n in counts.most_common())}")


def headings(root: Path, papers: Mapping[str, Paper]) -> Iterator[tuple[str, str]]:
    """The headings of the entries whose paper is known, each with its id."""
    run = Run([root], root=root, cwd=root)
    session = Session(run, RuleSet(run.config, []))
    session.read(run.notes)
    for note in session.notes.values():
        for entry in note.entries:
            id = next((each.value for each in entry.ids if each.scheme == "arxiv"), "")
            if entry.form != "row" and id in papers and not papers[id].unknown:
                yield entry.title, id


def judged(library: Library, heading: str, on: str, owner: str) -> str:
    """What is said of a heading on a paper: silent, right or wrong paper, a title, a name."""
    misfit = library.misfit(heading, on)
    if misfit is None:
        return "silent"
    if misfit.kind == "other":
        return "right paper named" if misfit.other == owner else "wrong paper named"
    return misfit.kind


if __name__ == "__main__":
    main()
