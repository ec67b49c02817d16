"""How headings become anchors: one function for each way that sites and viewers make them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from notelint.text.lazy import lazy_re

_SPACES = lazy_re(r"\s+")
_CONTROL = lazy_re(r"[\x00-\x1f]")
_INVISIBLE = lazy_re("[\u200b-\u200d\ufe00-\ufe0f]")  # joiners and variation selectors: what viewers differ about
_LATIN_MARKS = lazy_re("[\u0300-\u036f]")
_ASCII_SYMBOLS = r"\s~`!@#$%^&*()\-_+=[\]{}|\\;:\"'<>,.?/"
_SYMBOLS = lazy_re(f"[{_ASCII_SYMBOLS}]+")
_SYMBOLS_AND_QUOTES = lazy_re(f"[{_ASCII_SYMBOLS}“”‘’]+")  # fmt: skip
_LETTERS = {"Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "ß": "s", "Æ": "AE", "æ": "ae"}
_NOT_IN_LINKS = lazy_re(r"[:#|^\\\n]|%%|\[\[|\]\]")
_OBSIDIAN_SYMBOLS = lazy_re(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\n]")


def github(text: str) -> str:
    """GitHub's own rule and github-slugger's, so also Astro's, Docusaurus' and Hugo's. A “-” at either end stays."""
    return "".join([c for c in text.lower() if _is_word(c) or c in "- "]).replace(" ", "-")


def _is_word(c: str) -> bool:
    """Ruby's `\\p{Word}`: letters, marks, decimal digits, letter numbers and connectors."""
    return (c.isalnum() and unicodedata.category(c) != "No") or unicodedata.category(c) in ("Mn", "Mc", "Me", "Pc")


def gitlab(text: str) -> str:
    slug = re.sub("-+", "-", github(text.strip()))
    return f"anchor-{slug}" if slug.isdecimal() else slug


def mkdocs(text: str) -> str:
    """Python-Markdown's `toc` by default: what is not ASCII goes."""
    return mkdocs_unicode(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


def mkdocs_unicode(text: str) -> str:
    """Python-Markdown's `toc` with `slugify_unicode`."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def mkdocs_pymdownx(text: str) -> str:
    """`pymdownx.slugs`: all letters stay and each space becomes a “-”, as on GitHub; some variants keep the case."""
    return github(text.strip())


def vitepress(text: str) -> str:
    """`slugify` of @mdit-vue/shared."""
    text = _CONTROL.sub("", _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text)))
    slug = re.sub("-+", "-", _SYMBOLS_AND_QUOTES.sub("-", text)).strip("-").lower()
    return re.sub(r"^(?=[0-9])", "_", slug)


def hexo(text: str) -> str:
    """`slugize` of hexo-util: the case stays, full-width punctuation too."""
    plain = text if text.isascii() else "".join(map(_without_accent, text))
    return re.sub("-+", "-", _SYMBOLS.sub("-", _CONTROL.sub("", plain))).strip("-")


def _without_accent(c: str) -> str:
    base = unicodedata.normalize("NFKD", c)[0]
    return base if base.isascii() and base.isalpha() else _LETTERS.get(c, c)


def kramdown(text: str) -> str:
    """kramdown's own ids (not those of its GitHub dialect): from the first ASCII letter on, ASCII only."""
    slug = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", text))
    return slug.replace(" ", "-").lower() or "section"


def markdown_it_anchor(text: str) -> str:
    """markdown-it-anchor by default; its percent-encoding is left out since anchors are compared decoded."""
    return _SPACES.sub("-", text.strip().lower())


def obsidian(text: str) -> str:
    """The heading as Obsidian writes it into a link: the text itself, without what a link cannot hold."""
    return _SPACES.sub(" ", _NOT_IN_LINKS.sub(" ", text)).strip()


SLUGGERS: dict[str, Callable[[str], str]] = {
    "docusaurus": github,
    "github": github,
    "gitlab": gitlab,
    "hexo": hexo,
    "kramdown": kramdown,
    "markdown-it-anchor": markdown_it_anchor,
    "mkdocs": mkdocs,
    "mkdocs-unicode": mkdocs_unicode,
    "mkdocs-pymdownx": mkdocs_pymdownx,
    "obsidian": obsidian,
    "vitepress": vitepress,
}


def normalise(fragment: str, exact: bool = False) -> str:
    """The form in which fragments are compared: percent-decoded, NFC, without invisible characters, and without case
    unless `exact`.
    """
    decoded = unicodedata.normalize("NFC", unquote(fragment))
    return _SPACES.sub(" ", _INVISIBLE.sub("", decoded if exact else decoded.casefold())).strip()


def anchors(headings: Sequence[tuple[str, str | None]], sluggers: Sequence[str], exact: bool = False) -> frozenset[str]:
    """All fragments, normalised, that a note's headings make: `(text as rendered, explicit id or None)` in their order.

    A heading that comes again gets the next free number, as the slugger would give it. Unknown sluggers are ignored.
    """
    found: set[str] = set()
    for name in dict.fromkeys(sluggers):
        if name == "obsidian":
            found.update(normalise(form, exact) for text, _ in headings for form in _obsidian_forms(text))
        elif name in SLUGGERS:
            found.update(normalise(slug, exact) for slug in _numbered(headings, name))
    found.discard("")
    return frozenset(found)


def renamed(
    before: Sequence[tuple[str, str | None]], after: Sequence[tuple[str, str | None]], sluggers: Sequence[str]
) -> dict[str, str]:
    """The fragments, normalised, that lead to a heading under its text before -> what leads to it afterwards.

    The headings are given as for `anchors`, one by one the same. What leads somewhere before and after is left out.
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys(sluggers):
        if name == "obsidian":
            pairs = [
                (form, obsidian(new))
                for (old, _), (new, _) in zip(before, after, strict=True)
                for form in _obsidian_forms(old)
            ]
        elif name in SLUGGERS:
            pairs = list(zip(_numbered(before, name), _numbered(after, name), strict=True))
        else:
            continue
        for old, new in pairs:
            if normalise(old) != normalise(new):
                found.setdefault(normalise(old), new)
    kept = anchors(after, sluggers)
    return {old: new for old, new in found.items() if old and old not in kept}


def compared_as_written(sluggers: Sequence[str]) -> bool:
    """Is a fragment also compared with the heading as its line has it, both `without_symbols`?"""
    return "obsidian" in sluggers


def without_symbols(text: str) -> str:
    """What Obsidian compares of a heading and of a link to it: neither's punctuation counts."""
    return _SPACES.sub(" ", _OBSIDIAN_SYMBOLS.sub(" ", text)).strip()


def _obsidian_forms(text: str) -> tuple[str, str, str]:
    """Obsidian finds a heading whatever the punctuation: as written, as it links, and with none at all."""
    return text, obsidian(text), without_symbols(text)


def _numbered(headings: Sequence[tuple[str, str | None]], name: str) -> list[str]:
    """The anchor of each heading, as a slugger makes them one after the other."""
    slugger, separator = SLUGGERS[name], "_" if name.startswith("mkdocs") else "-"
    taken: set[str] = set()
    last: dict[str, int] = {}
    found: list[str] = []
    for text, explicit in headings:
        made = explicit if explicit is not None else slugger(text)
        slug = wanted = normalise(made)
        while slug in taken or (separator == "_" and not slug):
            last[wanted] = last.get(wanted, 0) + 1
            slug = f"{wanted}{separator}{last[wanted]}"
        taken.add(slug)
        found.append(made + slug[len(wanted) :])
    return found
