"""Chinese brackets and quotes without their other half, block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.text.spoken_of import is_named

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# ‘’ are apostrophes as well; a half-width round bracket may close a full-width one.
_PAIRS = {"（": "）", "「": "」", "『": "』", "《": "》", "【": "】", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_ANY = re.compile("[()（）「」『』《》【】“”]")
_ARROW = re.compile("[-=—]》|《[-=—]")  # as an input method writes `->` and `<-`
# 1）, a）, 一）: a number, not the end of a remark.
_NUMBER = re.compile(r"(?:^|[\s，。；：、>*])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})$")


def find(reader: Reader) -> Iterator[Defect]:
    """The halves that stand alone, in the order of the note; of a block the first."""
    text = reader.text
    odd = [opening for opening, closing in _PAIRS.items() if text.count(opening) != text.count(closing)]
    if not odd:
        return  # as nearly all notes: what is missing in one block is hardly ever too much in another
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        content = token.content
        if any(content.count(each) != content.count(_PAIRS[each]) for each in odd):
            yield from _in_block(reader, token)


def _in_block(reader: Reader, token: Token) -> Iterator[Defect]:
    """A bracket of any kind closes its own only; a round one of either width closes the other as well."""
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()  # of what is open
    lone: list[tuple[str, int]] = []
    for char, at in _brackets(reader, token):
        if char in "(（" or char in _PAIRS:
            opened.append((char, at))
            count[char] += 1
        else:
            wanted = "(（" if char in ")）" else _CLOSING[char]
            if any(count[each] for each in wanted):
                while opened[-1][0] not in wanted:
                    lone.append(opened.pop())
                    count[lone[-1][0]] -= 1
                count[opened.pop()[0]] -= 1
            elif char != ")":
                lone.append((char, at))
    mixed = token.content.count('"') % 2  # which closes or opens a curly one
    for char, at in sorted([*lone, *opened], key=lambda each: each[1]):
        smiles = reader.text[at - 1 : at] in ("；", ";", ":") or (char == "）" and reader.text[at - 1 : at] == "：")
        if char != "(" and not (mixed and char in "“”") and not smiles:
            case = "open" if char in _PAIRS else "close"
            meant = _PAIRS.get(char) or _CLOSING[char]
            yield Defect(path=reader.path, start=at, end=at + 1, problem="bracket", case=case, text=char, meant=meant)
            return


def _brackets(reader: Reader, token: Token) -> Iterator[tuple[str, int]]:
    """The brackets that a reader sees as text, less those behind a number, with their places in the source."""
    for child in reader.document.inline(token):
        if child.type == "text":
            for match in _ANY.finditer(child.content):
                at = child.start + match.start()
                if _ARROW.search(reader.text, max(0, at - 1), at + 2) or is_named(reader.text, at, at + 1):
                    continue
                behind = match[0] in ")）" and _NUMBER.search(child.content, max(0, match.start() - 5), match.start())
                if not behind:
                    yield match[0], at
