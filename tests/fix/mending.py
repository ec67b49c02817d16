"""What the tests of fixing share: small collections, whose one note is fixed in memory, and each edit looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from runs import write

from notelint.config.config import Config
from notelint.fix import rounds
from notelint.fix.proof import Claim, Reading, damage
from notelint.fix.rounds import Fixed, fix
from notelint.run.outcome import Outcome
from notelint.run.ruleset import RuleSet, load
from notelint.run.run import Run
from notelint.run.session import Session
from notelint.text.source import Source, read

PNG = b"\x89PNG\r\n\x1a\n"

# One picture, one slide deck and one note, each in a place of its own: what the shapes lead to, rightly or not.
_FILES: Mapping[str, str | bytes] = {
    "images/fig.png": PNG,
    "images/my figure.png": PNG,
    "files/talk.pdf": b"%PDF-",
    "papers/vit.md": "# ViT\n\nWhat it says.\n\n## Method\n\nPatches.\n",
}
# Kind of collection -> its files, and the folder of its notes.
_KINDS: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "plain": (_FILES, ""),
    "vault": ({**_FILES, ".obsidian/app.json": "{}"}, ""),
    "mkdocs": ({f"docs/{path}": data for path, data in _FILES.items()} | {"mkdocs.yml": "site_name: Notes\n"}, "docs/"),
    "astro": (
        {
            "astro.config.mjs": "export default {}\n",
            "public/images/fig.png": PNG,
            **{f"src/content/note/{path}": data for path, data in _FILES.items()},
        },
        "src/content/note/",
    ),
}
KINDS = tuple(_KINDS)


class Mended(NamedTuple):
    """A note before and after its fixes."""

    old: Source
    new: Source
    before: Outcome
    fixed: Fixed
    claims: list[Claim]  # what the fixes that were found good say of themselves


class Collection:
    """A collection on the disk with all rules on but those `without`, in which `note` can be anything."""

    def __init__(self, root: Path, kind: str = "plain", without: Sequence[str] = ()) -> None:
        files, folder = _KINDS[kind]
        write(root, {**files, f"{folder}note.md": "# Note\n"})
        self.kind = kind
        self.note = f"{folder}note.md"
        run = Run([root], root=root, config=Config(), today=date(2026, 11, 1))
        rules = [rule for rule in load(run.config, root) if rule.id not in without]
        self.session = Session(run, RuleSet(run.config, rules, named=[rule.id for rule in rules]))
        self.session.read(run.notes)

    def mend(self, data: bytes, unsafe: bool = True) -> Mended:
        """The note with these bytes, and what fixing makes of it. Every single edit is checked byte by byte."""
        self.session.replace({self.note: data})
        before = self.session.outcome()
        with _watched() as claims:
            fixed = fix(self.session, unsafe)
        return Mended(read(self.note, data), self.session.source(self.note), before, fixed, claims)


@contextmanager
def _watched() -> Iterator[list[Claim]]:
    """Compares the bytes of every edited note with what the edits say, computed in another way.

    Gives the claims that were found good.
    """
    encode = Source.encode
    good: list[Claim] = []

    def watched(self: Source, edits: Sequence[tuple[int, int, str]]) -> bytes:
        data = encode(self, edits)
        assert data == spliced(self, edits)
        return data

    def judged(old: Reading, new: Reading, claims: Sequence[Claim]) -> str:
        problem = damage(old, new, claims)
        good.extend([] if problem else claims)
        return problem

    with patch.object(Source, "encode", watched), patch.object(rounds, "damage", judged):
        yield good


def spliced(source: Source, edits: Sequence[tuple[int, int, str]]) -> bytes:
    """The bytes of a source with edits made: all outside of them as it was, new lines ending as most do."""
    data = source.original()
    codec = {"big5": "cp950"}.get(source.encoding, source.encoding)
    mark = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2}[source.encoding] if source.bom else 0
    raw = data[mark:].decode(codec, "surrogateescape")
    starts: list[int] = []  # where each character of the text is in the bytes
    ends: list[str] = []  # the ends of its lines
    at, place = 0, mark
    while at < len(raw):
        one = raw[at : at + 2] if raw.startswith("\r\n", at) else raw[at]
        ends += [one] if one[0] in "\r\n" else []
        starts.append(place)
        at, place = at + len(one), place + len(one.encode(codec, "surrogateescape"))
    starts.append(place)
    usual = max(dict.fromkeys(ends), key=ends.count, default="\n")
    for start, end, new in sorted(edits, reverse=True):
        new = new.replace("\n", usual)
        data = data[: starts[start]] + new.encode(codec) + data[starts[end] :]
    return data


def counts(outcome: Outcome) -> Counter[tuple[str, str]]:
    """How often each rule found something in each note that is more than worth knowing."""
    return Counter((found.rule, found.path) for found in outcome.findings if found.severity != "info")


def errors(outcome: Outcome) -> Counter[tuple[str, str]]:
    return Counter((found.rule, found.path) for found in outcome.findings if found.severity == "error")
