"""Chinese brackets, and quotes of Chinese and English, without their other half, block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from notelint.model.items import Defect

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# ‘’ are apostrophes as well; a half-width round bracket may close a full-width one.
_PAIRS = {"（": "）", "「": "」", "『": "』", "《": "》", "【": "】", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_ANY = re.compile("[()（）「」『』《》【】“”]")
_NAMED = re.compile("[“\"「'‘][()（）《》【】「」『』“”][”\"」'’]")
_LISTED = "，,、|"  # what stands on both sides of a sign in a list of signs, as in a grammar's table
_ARROW = re.compile("[-=—]》|《[-=—]")  # as an input method writes `->` and `<-`
# Languages in which the English opening mark closes, or the closing one opens: „Zitat“, „cytat”, ”citat”, «„нет“».
_OTHER_QUOTES = re.compile("[„‚‟«»]|(?:^|[\\s(])”\\w", re.MULTILINE)
# What a chat leaves open, a word behind it: （笑
_ASIDE = re.compile("（(?:[\u3400-\u9fff]{1,2}|[a-z]{1,6})[。！!~～…]*[ \t]*$", re.MULTILINE)
_INTERVAL = re.compile(r"[\[(（]\s*[-+\w.∞]+\s*[,，]\s*[-+\w.∞]+\s*[\])）]")
# 1）, a）, 一）: a number, not the end of a remark.
_NUMBER = re.compile(r"(?:^|[\s，。；：、>*])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})$")


def find(reader: Reader) -> Iterator[Defect]:
    """The halves that stand alone, in the order of the note; of a block the first."""
    text = reader.text
    odd = [opening for opening, closing in _PAIRS.items() if text.count(opening) != text.count(closing)]
    if not odd:
        return  # as nearly all notes: what is missing in one block is hardly ever too much in another
    tokens = [reader.document.tokens[index] for index in reader.document.texts]
    for token, following in zip_longest(tokens, tokens[1:]):
        content = token.content
        if any(content.count(each) != content.count(_PAIRS[each]) for each in odd):
            yield from _in_block(reader, token, following.content[:1] if following else "")


def _in_block(reader: Reader, token: Token, next_block: str) -> Iterator[Defect]:
    """A bracket of any kind closes its own only; a round one of either width closes the other as well.

    A quotation of several paragraphs opens each of them anew, and closes the last.
    """
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
    # A straight one closes or opens a curly one.
    mixed = token.content.count('"') % 2 or _OTHER_QUOTES.search(token.content)
    for char, at in sorted([*lone, *opened], key=lambda each: each[1]):
        smiles = reader.text[at - 1 : at] in ("；", ";", ":") or (char == "）" and reader.text[at - 1 : at] == "：")
        quoted_on = char in "“「『" and char == next_block
        if char != "(" and not (mixed and char in "“”") and not smiles and not quoted_on:
            case = "open" if char in _PAIRS else "close"
            meant = _PAIRS.get(char) or _CLOSING[char]
            yield Defect(path=reader.path, start=at, end=at + 1, problem="bracket", case=case, text=char, meant=meant)
            return


def _brackets(reader: Reader, token: Token) -> Iterator[tuple[str, int]]:
    """The brackets that a reader sees as text, less those behind a number, with their places in the source."""
    for child in reader.document.inline(token):
        if child.type == "text":
            for match in _ANY.finditer(child.content):
                if match.start() and _NAMED.match(child.content, match.start() - 1):
                    continue  # the sign itself is spoken of
                at = child.start + match.start()
                if _ARROW.search(reader.text, max(0, at - 1), at + 2) or _is_listed(reader.text, at):
                    continue
                if match[0] in "（）()" and (_ASIDE.match(reader.text, at) or _is_interval(reader.text, at)):
                    continue
                behind = match[0] in ")）" and _NUMBER.search(child.content, max(0, match.start() - 5), match.start())
                if not behind:
                    yield match[0], child.start + match.start()


def _is_interval(text: str, at: int) -> bool:
    """Does the bracket end an interval, of which the other end may be left out or taken in?"""
    start = max(0, at - 20)
    found = _INTERVAL.finditer(text[start : at + 21])
    return any(at - start in (each.start(), each.end() - 1) for each in found)


def _is_listed(text: str, at: int) -> bool:
    before, after = text[max(0, at - 40) : at].rstrip(" "), text[at + 1 : at + 41].lstrip(" ")
    return before[-1:] in _LISTED and after[:1] in _LISTED and bool(before and after)
