"""Compares what `unrendered-list` and `unrendered-table` say with what Python-Markdown makes of the same notes.

    python bench/python_markdown.py FOLDER…

A note is shown as it is meant if Python-Markdown nests its items, and cuts its tables, as CommonMark does. Prints how
many notes are so and how many are not, how many of each are flagged, and how many of the flagged ones become so by the
rules' fixes. FOLDER is read as the content of an MkDocs site; the package `Markdown` must be there.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import markdown

from notelint import front_matter
from notelint.markdown import Features, parser
from notelint.model.edits import apply
from notelint.model.finding import Edit
from notelint.model.items import Defect
from notelint.reading.note import first_line, read_note
from notelint.reading.profile import ReadingProfile
from notelint.site import Dialect
from notelint.text.source import from_text

EXTENSIONS = ["tables", "fenced_code", "attr_list", "def_list", "admonition", "md_in_html"]
DIALECT = Dialect(emphasis="python-markdown", lists="python-markdown", math=True, footnotes=False)
PROFILE = ReadingProfile(generator="MkDocs", dialect=DIALECT)


class Shape(HTMLParser):
    """How deep each item of a list is nested, and how many tables there are."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.items: list[int] = []
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag in ("ul", "ol")
        self.tables += tag == "table"
        if tag == "li":
            self.items.append(self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("ul", "ol")


def by_python_markdown(text: str) -> tuple[list[int], int]:
    shape = Shape()
    shape.feed(markdown.markdown(text, extensions=EXTENSIONS))
    return shape.items, shape.tables


def by_commonmark(text: str, line: int) -> tuple[list[int], int]:
    items, tables, depth = [], 0, 0
    for token in parser(Features(footnotes=False)).parse(text, line).tokens:
        if token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            depth += token.nesting
        elif token.type == "list_item_open":
            items.append(depth)
        tables += token.type == "table_open"
    return items, tables


def mended(text: str, defects: Sequence[Defect]) -> str:
    edits = {Edit("a.md", *edit) for defect in defects for edit in defect.edits}
    return apply(text, sorted(edits, key=lambda edit: (edit.start, edit.end)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", type=Path, nargs="+")
    arguments.add_argument("--show", action="store_true", help="the notes on which both disagree")
    options = arguments.parse_args()
    count: Counter[str] = Counter()
    for path in sorted(path for folder in options.folders for path in folder.rglob("*.md")):
        source = from_text(path.name, path.read_text("utf-8", "replace"))
        text, line = source.text, first_line(source, front_matter.parse(source.text, path.name))
        body = text.split("\n", line)[-1] if line else text
        same = by_python_markdown(body) == by_commonmark(text, line)
        note = read_note(source, PROFILE)
        defects = [each for each in note.defects if each.problem in ("unrendered-list", "unrendered-table")]
        emphasis = [each for each in note.defects if each.problem == "emphasis"]
        said = f"{'same' if same else 'other'} structure, {'flagged' if defects else 'silent'}"
        count[said] += 1
        count["emphasis flagged"] += len(emphasis)
        count["lists and tables flagged"] += len(defects)
        if defects:
            new = mended(text, defects)
            body = new.split("\n", line)[-1] if line else new
            good = by_python_markdown(body) == by_commonmark(new, line)
            count["flagged notes that the fixes mend" if good else "flagged notes that stay otherwise"] += 1
            said += "" if good else ", not mended"
        if options.show and said not in ("same structure, silent", "other structure, flagged"):
            print(said, path)
    for said, number in sorted(count.items()):
        print(f"{number:6} {said}")


if __name__ == "__main__":
    main()
