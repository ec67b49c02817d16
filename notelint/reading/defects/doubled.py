"""Words that stand twice in a row and hardly ever do so rightly: “the the”, „und und“, 的的, across lines too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress
from operator import eq
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading import words
from notelint.text import doubling
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A word and its like, with blanks, a line's end or a quote's mark between; or a Han character and its like.
_TWICE = lazy_re(
    rf"(?<![\w'’./\\@#-])(?P<word>[^\W\d_{_HAN}]+)(?P<gap>[ \t>]*(?:\n[ \t>]*)?(?<=[\s>]))(?P=word)(?![\w'’/\\@-]|\.\w)"
    rf"|(?P<han>[{_HAN}]{{1,2}})(?P=han)",
    re.IGNORECASE,
)
# After the second one a sentence goes on: with a word, a number, or what is marked up.
_GOES_ON = lazy_re(r"[ \n\t>]+[\w*_`\[$(“\"«„]")
_WORDS = lazy_re(r"[^\W\d_]+")
_HAN_RUN = lazy_re(rf"[{_HAN}]+")
_COPULA = lazy_re(r"[是为為][^，。；：！？,;:!?\n（）()]*\Z")
_NEAR = 24  # code points in which a neighbour of such a word is looked for
_LIST = 4  # where every fourth word is such a one, they are listed


def find(reader: Reader) -> Iterator[Defect]:
    """Each word that stands twice, in the order of the note."""
    if not _has_any(reader.text):
        return
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        found = [match for match in _TWICE.finditer(token.content) if _may_be_wrong(match)]
        if found and "too_long" not in token.meta:
            yield from _in_block(reader, token, found)


def _has_any(text: str) -> bool:
    """Can there be any? All notes are asked, and the pattern takes ten times as long as this."""
    said = text.lower().replace("\n> ", "\n").replace("*", " ").split()
    twice = compress(said, map(eq, said, said[1:]))
    return not doubling.ANY.isdisjoint(twice) or any(each in text for each in doubling.HAN_TWICE)


def _may_be_wrong(match: re.Match[str]) -> bool:
    """Is it a word of any language that hardly doubles, where it stands?"""
    if match["han"]:
        return _is_wrong_han(match)
    word = match["word"]
    second = match[0][-len(word) :]
    if not second.islower() or not (word == second or word == second.capitalize()):
        return False  # The The
    if second not in doubling.ANY:
        return False
    before = _WORDS.findall(match.string, max(match.start() - _NEAR, 0), match.start())[-1:]
    after = _WORDS.findall(match.string, match.end(), match.end() + _NEAR)[:1]
    if any(other.lower() == second for other in (*before, *after)):
        return False  # la la la
    if after and (after[0].lower() in doubling.BEFORE.get(second, ()) or len(second) == len(after[0]) == 1):
        return False  # a a b
    return _GOES_ON.match(match.string, match.end()) is not None


def _is_wrong_han(match: re.Match[str]) -> bool:
    from notelint.text import function_words

    text = match.string[max(match.start() - 2, 0) : match.end() + 2].translate(function_words.SIMPLER)
    at = min(match.start(), 2)
    han = text[at : at + len(match["han"])]
    before, after = text[at - 1 : at], text[at + 2 * len(han) :][:1]
    if len(han) == 2:
        return han in doubling.TWICE
    if han not in doubling.BETWEEN or before == han or after == han:
        return False
    if not (_is_han(before) and _is_han(after)):
        return False  # alone, or at a mark: an exclamation, a word that is named
    if han == "的" and _COPULA.search(match.string, max(match.start() - _NEAR, 0), match.start()):
        return False  # 是线性的的证明: a proof that it is linear
    no_before, no_after = doubling.BETWEEN[han]
    return before not in no_before and after not in no_after


def _is_han(char: str) -> bool:
    return bool(char) and _HAN_RUN.match(char) is not None


def _in_block(reader: Reader, token: Token, found: list[re.Match[str]]) -> Iterator[Defect]:
    if len(found) * _LIST > words.count(token.content):
        return
    shown = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
    for match in found:
        word = match["word"] or match["han"]
        first = token.span(match.start(), match.start() + len(word))
        second = token.span(match.end() - len(word), match.end())
        if not (shown.hold(*first) and shown.hold(*second)) or not _is_language(reader, token.content, match):
            continue
        # Across a line's end the blank behind goes, so that the lines stay.
        edit = (first[1], second[1]) if "\n" not in (match["gap"] or "") else (second[0], second[1] + 1)
        yield Defect(
            path=reader.path,
            start=first[0],
            end=second[1],
            problem="doubled",
            text=" ".join(reader.text[first[0] : first[1]].split()),
            edits=((*edit, ""),),
            safe=False,
        )


def _is_language(reader: Reader, content: str, match: re.Match[str]) -> bool:
    """Is the passage of a language in which the word hardly doubles? Of what is mixed, the rest is asked by itself."""
    from notelint.text.languages import is_of, language_of

    if match["han"]:
        return not is_of(language_of(content), "ja", "ko") and not is_of(reader.language, "ja", "ko")
    word = match["word"].lower()
    language = language_of(_HAN_RUN.sub(" ", content)) or reader.language
    return any(word in known for name, known in doubling.WORDS.items() if is_of(language, name))
