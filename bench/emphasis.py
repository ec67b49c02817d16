"""Compares emphasis, as `unrendered-emphasis` reads it in both ways, with two parsers that are not ours.

    python bench/emphasis.py FOLDER_WITH_NODE_MODULES COLLECTION…

The friendly reading is compared with markdown-it-cjk-friendly, the strict one with micromark, by the counts of
emphasis, strong emphasis and strikethrough of each note, without its front matter. Prints how many notes agree, and
those that do not. FOLDER_WITH_NODE_MODULES is where `npm install markdown-it markdown-it-cjk-friendly micromark
micromark-extension-gfm` was run; the fixtures of the rule itself are compared as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from notelint import front_matter
from notelint.markdown import Features, Parser, Token
from notelint.reading.note import first_line
from notelint.run.run import Run

SCRIPT = Path(__file__).with_name("emphasis.mjs")
NAMES = ("em_open", "strong_open", "s_open")
BATCH = 200
# What both of the others know.
FEATURES = Features(math=False, footnotes=False, autolinks=False)


def texts(collections: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The body of each note, by its path; and the fixtures."""
    for collection in collections:
        run = Run([collection], root=collection, cwd=collection)
        for path in run.notes:
            source = run.reading.source(path)
            head = front_matter.parse(source.text, path)
            yield f"{collection.name}/{path}", "\n".join(source.text.split("\n")[first_line(source, head) :])
    for text in FIXTURES:
        yield f"fixture {text!r}", text


MARKS = ("*", "**", "***", "~~", "_")
INSIDE = ("文", "：文", "文：", "“文”", "`a`", "a.", "😀", "(a)", "文（a）", "葛\U000e0100。", "ａ！", "가.", "ア」")
OUTSIDE = ("", "文", "a", " ", "，", "가", "1", "“", "ー", "😀")
FIXTURES = [
    f"{before}{mark}{inner}{mark}{after}"
    for mark in MARKS
    for inner in INSIDE
    for before in OUTSIDE
    for after in OUTSIDE
    if not (mark[0] == "_" and before == after == "")
]


def counts(tokens: Iterable[Token]) -> list[int]:
    found = [token.type for token in tokens]
    return [found.count(name) for name in NAMES]


def own(parser: Parser, text: str) -> tuple[list[int], list[int]]:
    """What is friendly, and what is strict."""
    friendly, strict = [0, 0, 0], [0, 0, 0]
    document = parser.parse(text)
    for token in document.tokens:
        if token.type == "inline":
            strict = [a + b for a, b in zip(strict, counts(token.children or []), strict=True)]
            pieces = document.pieces(token.content, friendly=True)
            friendly = [a + b for a, b in zip(friendly, counts(pieces), strict=True)]
    return friendly, strict


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    modules, *collections = map(Path, sys.argv[1:])
    parser = Parser(FEATURES)
    notes = dict(texts(path.resolve() for path in collections))
    names = list(notes)
    agree, differ, counted = [0, 0], [0, 0], [0, 0]
    for at in range(0, len(names), BATCH):
        batch = names[at : at + BATCH]
        # A lone surrogate or NUL is not the same text for both.
        given = json.dumps([notes[name].replace("\0", "\ufffd") for name in batch])
        ran = subprocess.run(
            ["node", str(SCRIPT)], input=given, capture_output=True, text=True, check=True, cwd=modules
        )
        for name, theirs in zip(batch, json.loads(ran.stdout), strict=True):
            # micromark looks at halves of what is beyond the first plane, and finds no punctuation there.
            astral = any(char > "\uffff" for char in notes[name])
            for which, (mine, other) in enumerate(zip(own(parser, notes[name]), theirs, strict=True)):
                if which and astral:
                    continue
                counted[which] += sum(mine)
                (agree if mine == other else differ)[which] += 1
                if mine != other:
                    print(f"{('friendly', 'strict')[which]}: {name}: {mine} here, {other} there")
    for which, name in enumerate(("markdown-it-cjk-friendly", "micromark")):
        print(f"{name}: {agree[which]} texts agree, {differ[which]} do not; {counted[which]} emphases")


if __name__ == "__main__":
    main()
