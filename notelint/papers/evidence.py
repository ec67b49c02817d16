"""Does a heading name this paper? By what the paper says of itself, never by how alike the letters are.

"LLaVA" stands in the abstract of "Visual Instruction Tuning" and in no letter of its title. So a heading is another
paper's only where it is *that* paper's title or name, or where it is surely a name or a title and nothing at all that
arXiv knows of this paper says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from notelint.identity.titles import VENUES, is_name, says, title_key, words
from notelint.papers.file import Paper
from notelint.text.lazy import lazy_re

# Topics that have a name's look, and names that have become topics: what stands under one need not be called so.
_TOPICS = """
2d 3d 4d agi ai aigc ar asr bm25 bn cfg cnn cnns cot cv dl dnn eda gan gans gnn gnns gpt gpu hpo i2v icl il ir kd
knowledgedistillation kv lidar lm lmm lmms ln llm llms lstm mdp mha ml mllm mllms moe mot nas nlg nlp nlu ocr ood peft
pomdp ptq qa qat rag re reid rl rlaif rlhf rlvr rnn rnns rope seq2seq sft slam sod sota ssl ssm svm t2i t2v todo
transformer transformers tts vae vla vlm vlms vqa vr wsi xai
"""
_NAME = lazy_re(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_COUNTED = lazy_re(
    r"[a-z]{2,5}[0-9]{3}[a-z]?|(?:ch|chapter|day|lec|lecture|no|notes?|p|papers?|part|pt|sec|section|week|vol|v)\d+"
)
_LINKING = "a an and as at by for from in into is of on or the to via with without"
# What may be said beside a title without being a part of it.
_BESIDE = """
arxiv blog conference day diary draft introduction journal lecture literature log note notes overview paper papers part
pdf preprint reading review section series spotlight summary survey thoughts tutorial week weekly workshop
"""
_PIECES = lazy_re(r"\s[-–—|]+\s|[:|—–]")  # a title and what is said of it
_LISTED = lazy_re(r"[;,、]|\s(?:[/·•&+]|vs\.?|and)\s|\w/\w", re.IGNORECASE)
_NUMBER = lazy_re(r"^[\W_]*(?:\d+[.)、](?!\d)\s*)+")
_BRACKETS = lazy_re(r"[(\[【《「“\"<]([^()\[\]【】《》「」“”\"<>]*)[)\]】》」”\">]")
_HAN = lazy_re(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# Chinese that stands beside a name and says only what is named: 视觉语言模型 CLIP, CLIP 论文笔记.
_APPOSED = lazy_re(r".*(?:模型|网络|算法|框架|方法|论文|笔记|精读|阅读|解读|系列)")
_BEHIND = lazy_re(
    r"(?:模型|网络|算法|框架|方法)?(?:系列)?(?:技术)?(?:论文|文章|报告)?的?(?:逐段)?(?:阅读|精读|解读|学习|详解)?(?:笔记|记录|总结)?"
)
_LONGEST = 400  # code points of a heading
_WORDS = 300  # of an abstract

TOPICS, LINKING, BESIDE = (frozenset(text.split()) for text in (_TOPICS, _LINKING, _BESIDE))

CONTENT = 4  # words with a meaning that a heading must have to be surely a title
SHARED = 0.34  # the share of them that this paper's title and abstract must say, for it to be perhaps this paper's


class Heading(NamedTuple):
    """A heading as what it may call the paper. `plain`: nothing else is said in it, such as "CLIP 的改进"."""

    parts: tuple[str, ...]
    plain: bool


@lru_cache(maxsize=1 << 12)
def heading(text: str) -> Heading:
    """Reads a heading: its parts are the whole, what stands in brackets and outside, and the pieces between marks."""
    text = _NUMBER.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    outside = _outside(text)
    found = [text, outside, *_BRACKETS.findall(text), *_PIECES.split(text), *_PIECES.split(outside)]
    plain = not _LISTED.search(_PIECES.split(outside)[0]) and all(map(_is_apposed, _HAN.finditer(outside)))
    latin = [piece for part in found for piece in (*_HAN.split(part), _HAN.sub(" ", part))]
    parts = dict.fromkeys(part.strip(" \t*_`~#.,:;-–—|/\\") for part in (*found, *latin))
    return Heading(tuple(part for part in parts if _says_something(part)), plain)


def _outside(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETS.sub(" ", text).strip()


def _says_something(part: str) -> bool:
    """More than a venue, a year or "notes"?"""
    return any(not (word.isdigit() or word in BESIDE or word in VENUES) for word in words(part))


def _is_apposed(run: re.Match[str]) -> bool:
    before, behind = run.string[: run.start()], run.string[run.end() :]
    if before.strip(" :-|") and not re.search(r"[:：|]\s*$", before):
        return bool(_BEHIND.fullmatch(run[0])) and not _HAN.search(behind)
    return bool(_APPOSED.fullmatch(run[0])) or bool(re.match(r"\s*[:：|]", behind)) or not behind.strip()


def names(text: str, paper: Paper, known: Sequence[str] = ()) -> bool:
    """Does the paper say of itself, by title, abstract, comment or authors, what the heading calls it?

    `known` are names by which the paper is known besides.
    """
    parts = heading(text).parts
    titles = (paper.title, *paper.former)
    if any(_is_title(part, title) or says(title, part) for part in parts for title in titles):
        return True
    if known and {title_key(part) for part in parts} & {title_key(name) for name in known}:
        return True
    more = f"{paper.comment}\n{paper.abstract}"
    return any(_may_say(more, part) and says(more, part) for part in parts) or _names_author(text, paper.authors)


def may_name(text: str, paper: Paper) -> bool:
    """Could the heading be made of the beginnings of the paper's words: ALBEF, ResNet, DDPM, 3DGS?

    A weak sign: "Visual Instruction Tuning" begins as ViT does.
    """
    parts = heading(text).parts
    return any(_abbreviates(part, title, gaps=True) for part in parts for title in (paper.title, *paper.former)) or any(
        _abbreviates(part, f"{paper.comment}\n{paper.abstract}", gaps=False) for part in parts
    )


def _may_say(text: str, part: str) -> bool:
    """A cheap test before a text is taken apart: do the name's first letters stand in it?"""
    return words(part)[0] in text.casefold()


def _is_title(part: str, title: str) -> bool:
    """Is it the title, what stands before or behind its colon, or that with a word such as "notes" beside it?"""
    pieces = [title, *title.split(": ", 1)]
    if title_key(part) in map(title_key, pieces):
        return True
    own = words(part)
    for piece in pieces:
        core = words(piece)
        for start in range(len(own) - len(core) + 1):
            if own[start : start + len(core)] == core and len(core) > 1:
                beside = (*own[:start], *own[start + len(core) :])
                if all(word in BESIDE or word.isdigit() for word in beside):
                    return True
    return False


def _names_author(text: str, authors: str) -> bool:
    """Does the heading name an author, as in "He et al. 2016"? Short surnames are words too."""
    said = set(words(text))
    surnames = {name.rpartition(" ")[2].casefold() for name in authors.split(", ")}
    return any(len(name) > 3 and name in said for name in surnames)


def _abbreviates(name: str, text: str, *, gaps: bool) -> bool:
    """Is the name made of the beginnings of the text's words, in their order?

    With `gaps` any word may be passed over; without, only those that link others.
    """
    letters = "".join(words(name))
    if not 3 <= len(letters) <= 12 or " " in name:
        return False
    of_text = words(text)[:_WORDS]

    @cache
    def fits(at: int, word: int) -> bool:
        if at == len(letters):
            return True
        if word == len(of_text):
            return False
        own = of_text[word]
        for size in range(1, min(len(own), len(letters) - at) + 1):
            if own[size - 1] != letters[at + size - 1]:
                break
            if fits(at + size, word + 1):
                return True
        return (gaps or own in LINKING) and fits(at, word + 1)

    return any(of_text[word][0] == letters[0] and fits(0, word) for word in range(len(of_text)))


# What a heading is sure to be


def called(text: str) -> Iterator[str]:
    """The keys under which the heading's paper is to be looked up, where it says nothing but a paper's name."""
    found = heading(text)
    if found.plain:
        for part in found.parts:
            key = title_key(part)
            if len(key) > 2 and key not in TOPICS:
                yield key


def surely(text: str, paper: Paper) -> str:
    """The heading as what this paper's arXiv page would say somewhere if it were its own: name, title, or ""."""
    if not heading(text).plain or not paper.abstract:
        return ""
    text = _NUMBER.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    outside = [piece.strip() for piece in _PIECES.split(_HAN.sub(" ", _outside(text))) if piece.strip()]
    said = " ".join((paper.title, *paper.former, paper.comment, paper.abstract))
    if len(outside) == 1 and _is_sure_name(outside[0]):
        return "" if _has_trace(outside[0], said) else "name"
    return "title" if _is_sure_title(" ".join(outside), said) else ""


def _has_trace(name: str, said: str) -> bool:
    """Is the name a piece of what is said, or what is said a piece of it: HalOwl in a link to mPLUG-HalOwl, Inception
    of Inception v3?
    """
    return title_key(name) in "".join(words(said)) or says(said.replace("-", " "), words(name)[0])


def _is_sure_name(name: str) -> bool:
    """LLaVA, BLIP-2, SigLIP 2; not RLHF, which is a topic, nor Week2, nor CS224, which is a course."""
    key = title_key(name)
    first, _, version = name.partition(" ")
    if version and not re.fullmatch(r"v?\s?[0-9][0-9.]*", version, re.IGNORECASE):
        return False
    if not _NAME.fullmatch(first) or not is_name(first) or _COUNTED.fullmatch(key):
        return False
    return sum(map(str.isalpha, first)) > 2 and key not in TOPICS and key.rstrip("0123456789") not in TOPICS


def _is_sure_title(title: str, said: str) -> bool:
    """Is it written as titles are, and are hardly any of its words said?"""
    written = [word for word in re.findall(r"[A-Za-z][\w'-]*", title) if word.casefold() not in LINKING]
    capitals = sum(word[0].isupper() for word in written)
    content = {word for word in words(title) if len(word) > 3 and word.isalpha() and word not in LINKING}
    if len(content) < CONTENT or capitals < 0.7 * len(written) or content & BESIDE:
        return False
    stems = {word[:5] for word in words(said)}
    return sum(word[:5] in stems for word in content) < SHARED * len(content)
