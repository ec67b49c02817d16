"""The grammars of DOI, ACL Anthology and ISBN, and which DOIs name a paper that has an id of another scheme."""

from __future__ import annotations

import re
from typing import Final

from notelint.identity import arxiv
from notelint.identity.model import Found, Identity
from notelint.text.lazy import lazy_re

# What a DOI does not end with, though the registry would allow it: the sentence or the markup around it goes on.
DOI_MARKS: Final = ".,;:'\"`*_]}|"
_DOI = lazy_re(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/\S+")
_PAGE_SUFFIX = lazy_re(
    r"(?:\.pdf|\.html|\.full|/e?pdf|/full(?:/html)?|/fulltext|/abstract|/meta|/html|/references|/(?:figures|tables)/[0-9]+)$"
)
_ARXIV_DOI = "10.48550/arxiv."
# DOIs that are made from the paper's id in another scheme.
_ACL_DOI = lazy_re(r"10\.(?:18653|3115)/v1/(.+)")
_IJCAI_DOI = lazy_re(r"10\.24963/ijcai\.([0-9]{4})/([0-9]{1,4})")
# Eight digits are pages (volume 33), not the article's number; AI Magazine counts by itself.
_AAAI_DOI = lazy_re(r"10\.1609/(?!aimag)[a-z]+\.v[0-9]+i[0-9]+\.([0-9]{4,6})")
_ACL = lazy_re(r"([0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]{1,4}|[A-Z][0-9]{2}-[0-9]{4})(?:v([0-9]{1,3}))?", re.IGNORECASE)
_ISBN10 = lazy_re(r"[0-9]{9}[0-9X]")
_ISBN13 = lazy_re(r"97[89][0-9]{10}")


def trim(text: str, marks: str) -> str:
    """`text` without `marks` at its end, and without a `)` there that it does not open: the sentence's, not its own."""
    unopened = text.count(")") - text.count("(")
    end = len(text)
    while end:
        if text[end - 1] == ")" and unopened > 0:
            unopened -= 1
        elif text[end - 1] not in marks:
            break
        end -= 1
    return text[:end]


def doi(text: str) -> Found:
    """Read `text`, decoded, as a DOI; where the DOI is made from an id of another scheme, that id is the identity."""
    name = trim(text.strip().lower(), DOI_MARKS)
    if not _DOI.fullmatch(name):
        return None
    if name.startswith(_ARXIV_DOI):
        return arxiv.read(name.removeprefix(_ARXIV_DOI))
    if match := _ACL_DOI.fullmatch(name):
        return acl(match[1]) or Identity("doi", name)
    if match := _IJCAI_DOI.fullmatch(name):
        return Identity("ijcai", f"{match[1]}/{int(match[2])}")
    if match := _AAAI_DOI.fullmatch(name):
        return Identity("aaai", match[1])
    return Identity("doi", name)


def doi_in_path(text: str) -> Found:
    """Read a publisher's path from the DOI on, `10.1145/3065386/full`."""
    return doi(_PAGE_SUFFIX.sub("", text))


def acl(text: str) -> Found:
    """Read `text` as an ACL Anthology id, `P19-1001` or `2020.acl-main.703v2`."""
    match = _ACL.fullmatch(text)
    if match is None:
        return None
    name = match[1].upper() if match[1][0].isalpha() else match[1].lower()
    return Identity("acl", name, int(match[2]) if match[2] else None)


def isbn(text: str) -> str | None:
    """The ISBN-13 of an ISBN-10 or ISBN-13, with spaces and hyphens or without; None where the check digit is wrong."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if _ISBN10.fullmatch(digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11:
            return None
        stem = "978" + digits[:9]
        return stem + str(-_weighted(stem) % 10)
    return digits if _ISBN13.fullmatch(digits) and _weighted(digits) % 10 == 0 else None


def _weighted(digits: str) -> int:
    return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
