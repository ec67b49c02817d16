"""Brackets and curly quotation marks without their other half, block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.text.lazy import lazy_re
from notelint.text.spoken_of import is_named

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# ‘’ are apostrophes as well; a half-width round bracket may close a full-width one.
_PAIRS = {"（": "）", "「": "」", "『": "』", "《": "》", "【": "】", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_ANY = lazy_re("[()（）「」『』《》【】“”„]")
# A quotation that goes on in the next paragraph is opened there once more, and closed where it ends.
_REOPENED = frozenset("“„「『")
# [0, 1) and （0, 1]: an interval that is open at one end.
_INTERVAL = lazy_re(
    r"\[[^][()（）\n]{1,40}[,，][^][()（）\n]{1,40}[)）]|[(（][^][()（）\n]{1,40}[,，][^][()（）\n]{1,40}\]"
)
# A quotation mark as HTML writes it, which closes one that is written plainly.
_WRITTEN = lazy_re(r"&(?:#822[0-2]|#x201[c-e]|[lrb]dquo);", re.IGNORECASE)
_FACE = lazy_re("」∠")  # _(:з」∠)_
# A remark as people chat, which nobody closes: how it is said, at the very end, mostly in a character or two.
_ASIDE = lazy_re("[（(](?:手动狗头|w+|[\u3041-\u30ff\u4e00-\u9fff]{1,2})[!！。~～…]*\\s*\\Z")
_HAN = lazy_re(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ARROW = lazy_re("[-=—]》|《[-=—]")  # as an input method writes `->` and `<-`
# 1）, a）, 一）: a number, not the end of a remark.
_NUMBER = lazy_re(
    r"(?:^|[\s，。；：、>*])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})$"
    # 例）, おまけ）: what a line is, before it.
    r"|^[\u3041-\u30ff\u3400-\u9fff]{1,4}$"
)


def find(reader: Reader) -> Iterator[Defect]:
    """The halves that stand alone, in the order of the note; of a block the first."""
    text = reader.text
    odd = [opening for opening in _PAIRS if _is_odd(text, opening)]
    if not odd:
        return  # as nearly all notes: what is missing in one block is hardly ever too much in another
    texts = [reader.document.tokens[index] for index in reader.document.texts]
    for token, following in zip(texts, (*texts[1:], None), strict=False):
        content = token.content
        if any(_is_odd(content, each) for each in odd) and not _WRITTEN.search(content):
            first = following.content.lstrip()[:1] if following is not None else ""
            yield from _in_block(reader, token, first if first in _REOPENED else "")


def _is_odd(text: str, opening: str) -> bool:
    """Does it hold more halves of a pair of one kind than of the other, or such as may be both?"""
    return text.count(opening) != text.count(_PAIRS[opening]) or (opening == "“" and "„" in text)


def _in_block(reader: Reader, token: Token, reopened: str) -> Iterator[Defect]:
    """A bracket of any kind closes its own only; a round one of either width closes the other as well.

    `reopened` is the quotation mark with which the next block begins, "" for none.
    """
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()  # of what is open
    lone: list[tuple[str, int]] = []
    numbers: list[int] = []  # where `1)` stands, which closes what nothing else does
    for char, at in _as_paired(list(_brackets(reader, token, numbers)), token.content):
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
    for start in [at for char, at in opened if char == "（"]:
        if behind := [number for number in numbers if number > start]:
            numbers.remove(behind[0])
            opened.remove(("（", start))
    mixed = token.content.count('"') % 2  # which closes or opens a curly one
    if opened and reopened and (opened[0][0] == reopened or (opened[0][0], reopened) == ("“", "„")):
        del opened[0]  # it goes on in the next paragraph
    for char, at in sorted([*lone, *opened], key=lambda each: each[1]):
        smiles = reader.text[at - 1 : at] in ("；", ";", ":") or (char == "）" and reader.text[at - 1 : at] == "：")
        if char != "(" and not (mixed and char in "“”") and not smiles:
            case = "open" if char in _PAIRS else "close"
            meant = _PAIRS.get(char) or _CLOSING[char]
            yield Defect(
                path=reader.path, start=at, end=at + 1, problem="bracket", case=case, text=reader.text[at], meant=meant
            )
            return


def _as_paired(found: list[tuple[str, int]], content: str) -> list[tuple[str, int]]:
    """The same with each pair of quotation marks as “ and ”, whatever language they are of: „…“ is German, Czech or
    Bulgarian, „…” Polish or Romanian, ”…” Swedish, Finnish or Hebrew. What closes none there is no mark of a pair.
    """
    quotes = [(n, char) for n, (char, _) in enumerate(found) if char in "„“”"]
    low = any(char == "„" for _, char in quotes)
    if not low and (len(quotes) % 2 or any(char == "“" for _, char in quotes) or _HAN.search(content)):
        return found
    paired = list(found)
    is_open = 0
    for n, char in quotes:
        opens = char == "„" or not is_open
        if low and char == "”" and not is_open:
            continue  # which was not opened
        is_open += 1 if opens else -1
        paired[n] = ("“" if opens else "”", found[n][1])
    return paired


def _brackets(reader: Reader, token: Token, numbers: list[int]) -> Iterator[tuple[str, int]]:
    """The brackets that a reader sees as text, with their places; those behind numbers go to `numbers`."""
    for child in reader.document.inline(token):
        if child.type == "text":
            odd = [found for each in (_INTERVAL, _FACE, _ASIDE) for found in each.finditer(child.content)]
            for match in _ANY.finditer(child.content):
                at = child.start + match.start()
                if _ARROW.search(reader.text, max(0, at - 1), at + 2) or is_named(reader.text, at, at + 1):
                    continue
                if any(found.start() <= match.start() < found.end() for found in odd):
                    continue
                behind = match[0] in ")）" and _NUMBER.search(child.content, max(0, match.start() - 5), match.start())
                if behind:
                    numbers.append(at)
                else:
                    yield match[0], at
