"""The grammar of arXiv identifiers.

Facts: "Understanding the arXiv identifier" of arXiv's help pages, and the `arxiv.identifier` module of arxiv-base.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from notelint.identity.model import Found, Identity, Malformed
from notelint.text.lazy import lazy_re

# Archives that gave out ids before April 2007, subsumed ones included.
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)
_ARCHIVE = "|".join(sorted(_ARCHIVES.split(), key=len, reverse=True))
OLD_FORM: Final = rf"(?:{_ARCHIVE})(?:\.[A-Za-z]{{2}})?/[0-9]{{7}}"

_NEW = lazy_re(r"([0-9]{2})([0-9]{2})\.([0-9]{4,5})(?:v([1-9][0-9]{0,3}))?", re.IGNORECASE)
_OLD = lazy_re(
    rf"({_ARCHIVE})(\.[A-Z]{{2}})?/([0-9]{{2}})([0-9]{{2}})([0-9]{{3}})(?:v([1-9][0-9]{{0,3}}))?", re.IGNORECASE
)
_NUMBERS = lazy_re(r"([0-9]{3,6})\.([0-9]{1,8})(v[0-9]*)?", re.IGNORECASE)
_INSIDE = lazy_re(rf"(?<![0-9.])[0-9]{{4}}\.[0-9]{{5}}(?![0-9])|(?<![a-z]){OLD_FORM}(?![0-9])", re.IGNORECASE)
_PLACEHOLDER = lazy_re(r"[{<$\[].*|[0-9.]*x{2,}[x.]*|y+m+\.?[nx]+|\?+|\.{3}|…", re.IGNORECASE)
_PREFIX = lazy_re(r"^\s{0,3}(?:arxiv[:.]\s{0,3})?", re.IGNORECASE)
_EXTENSION = lazy_re(r"\.(?:pdf|ps|html|(?:tar\.|ps\.)?gz|bib|txt)$", re.IGNORECASE)

_FIRST_OLD = (1991, 7)
_FIRST_NEW = (2007, 4)
_FIRST_WIDE = (2015, 1)
# The last month of a year that was over when this was written: for ids of up to then no calendar has to be asked.
_OVER = "2512"


def parse(text: str) -> Found:
    """Read `text`, whole and without prefix, as an id. None where it has not the form of one."""
    if match := _NEW.fullmatch(text):
        return _new(text, match)
    if match := _OLD.fullmatch(text):
        return _old(text, match)
    return None


def read(token: str) -> Found:
    """Read `token`, a piece of a URL that may have a prefix or a file's extension. None where it looks like no id."""
    bare = token.rstrip(" /.,;:)]}>。，）")
    text = _EXTENSION.sub("", _PREFIX.sub("", bare))
    found = parse(text)
    if found is None and _NUMBERS.fullmatch(text):
        return diagnose(text)
    if isinstance(found, Identity) and bare != token:
        return Identity("arxiv", found.value, found.version, notes=(*found.notes, "trailing"))
    return found


def diagnose(text: str) -> Malformed:
    """Say why `text`, which stands where only an id can stand, is none."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if visible != text and isinstance(parse(visible), Identity):
        hidden = next(c for c in text if unicodedata.category(c) == "Cf")
        return Malformed("arxiv", text, "invisible", f"U+{ord(hidden):04X}", visible)
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        reason = "placeholder" if _PLACEHOLDER.fullmatch(text) else "no-id"
        return Malformed("arxiv", text, reason, text, _suggestion(text))
    head, tail, version = numbers.groups()
    if len(head) == 4 and len(tail) in (4, 5):
        stem = f"{head}.{tail}"
        suggestion = stem if isinstance(parse(stem), Identity) else None
        return Malformed("arxiv", text, "version", version, suggestion)
    return Malformed("arxiv", text, "digits", tail if len(head) == 4 else head, _suggestion(head + tail))


def _suggestion(text: str) -> str | None:
    """The only id that `text` can stand for: one inside it, or its nine digits with the dot in place."""
    inside = _INSIDE.search(text)
    candidate = inside[0] if inside else f"{text[:4]}.{text[4:]}"
    return candidate if isinstance(parse(candidate), Identity) else None


def _new(text: str, match: re.Match[str]) -> Identity | Malformed:
    year, month, number = 2000 + int(match[1]), int(match[2]), int(match[3])
    stem = match[1] + match[2]
    if not 1 <= month <= 12:
        return Malformed("arxiv", text, "month", match[2])
    if (year, month) < _FIRST_NEW:
        return Malformed("arxiv", text, "too-early", stem)
    if number == 0:
        return Malformed("arxiv", text, "sequence-zero", match[3])
    width = 5 if (year, month) >= _FIRST_WIDE else 4
    if number >= 10**width:
        return Malformed("arxiv", text, "digits", match[3])
    # arXiv itself pads: /abs/2304.8485 shows 2304.08485, so this is an untidy spelling and no other paper.
    notes = () if len(match[3]) == width else ("unpadded",)
    return Identity("arxiv", f"{stem}.{number:0{width}d}", int(match[4]) if match[4] else None, notes=notes)


def month_of(value: str) -> str:
    """The month that an id carries, "2612" for December 2026; "" for one that is over for certain."""
    stem = value[:4]
    return stem if stem.isdigit() and stem > _OVER else ""


def _old(text: str, match: re.Match[str]) -> Identity | Malformed:
    archive, subject_class, yy, mm, number, version = match.groups()
    year, month = int(yy) + (1900 if int(yy) >= 91 else 2000), int(mm)
    if not 1 <= month <= 12:
        return Malformed("arxiv", text, "month", mm)
    if (year, month) < _FIRST_OLD:
        return Malformed("arxiv", text, "too-early", yy + mm)
    if (year, month) >= _FIRST_NEW:
        return Malformed("arxiv", text, "too-late", yy + mm)
    if number == "000":
        return Malformed("arxiv", text, "sequence-zero", number)
    notes = ("subject-class",) if subject_class else ()
    return Identity("arxiv", f"{archive.lower()}/{yy}{mm}{number}", int(version) if version else None, notes=notes)
