"""Identities in writing: a field's value or link text, a file's name, running prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from notelint.identity import arxiv, grammars
from notelint.identity.model import Found, Identity, Malformed, placed
from notelint.identity.urls import identify_url
from notelint.text.lazy import lazy_re

# A field's value that names a paper is one id or one URL; what is longer is prose.
_MAX_VALUE = 2048
_MAX_NAME = 255

_NUMBERS = r"[0-9]{4}\.[0-9]{4,7}(?:v[0-9]{1,4})?"
_LABEL = lazy_re(
    r"^(?:(?:arxiv(?:\s{1,3}preprint)?\s{0,3}[:.#]?\s{0,3}){0,2}(?:CoRR\s{1,3})?(?:abs/)?|doi\s?:\s{0,3})",
    re.IGNORECASE,
)
_CATEGORY = lazy_re(r"\s{0,3}\[[a-z-]{2,10}(?:\.[A-Za-z-]{2,10})?\](?:\s\d{1,2}\s\w{3}\s\d{4})?$")
_ONE_ID = lazy_re(_NUMBERS, re.IGNORECASE)
# 2024.0315 and 2012.1203: ids of these months have five digits, so this is a day.
_DAY = lazy_re(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_FILE = lazy_re(r"(?:arxiv[-_.:]?)?([0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,4})?)(?:\.(?:pdf|md|html|tex|txt))?", re.IGNORECASE)

# ASCII that goes on a URL or DOI in prose: Chinese text often follows one without a space.
_NO_END = r"[!#-&(-;=?-\\^-~]"
_URL = lazy_re(rf"https?://{_NO_END}+")
_BARE_URL = lazy_re(rf"arxiv\.org/(?<![\w@./-]arxiv\.org/){_NO_END}+")
_PREFIXED = lazy_re(
    r"(?<![A-Za-z0-9/.])(?:arxiv(?:\s{1,3}preprint)?(?:\s{1,3}arxiv)?(?:\s{1,3}id)?\s{0,3}[:#：.]?\s{0,3}(?:abs/)?|abs/)"
    rf"\[?({_NUMBERS}|{arxiv.OLD_FORM}(?:v[0-9]{{1,4}})?)(?![0-9]|\.[0-9])",
    re.IGNORECASE,
)
_DOI = lazy_re(rf"(?<![0-9.])10\.[0-9]{{4,9}}(?:\.[0-9]{{1,9}}){{0,4}}/{_NO_END}+")
_ISBN = lazy_re(r"(?:ISBN|isbn)(?:-1[03])?[:：\s]{0,3}((?:97[89][\s-]?)?(?:[0-9][\s-]?){9}[0-9Xx])(?![0-9])")
_CORPUS = lazy_re(r"CorpusI[dD]:?\s{0,3}([0-9]{4,12})")


def identify_field(value: str) -> Found:
    """What the whole of `value` identifies: the value of a field for papers, or a link's text. Bare ids count here."""
    if len(value) > _MAX_VALUE:
        return None
    text = unicodedata.normalize("NFKC", value).strip().strip("`*_ ")
    if text[:1] in ("[", "(", "<") and text[-1:] in ("]", ")", ">") and "[" not in text[1:]:
        text = text[1:-1].strip()
    if " " not in text and (found := identify_url(text)):
        return found
    text = _CATEGORY.sub("", _LABEL.sub("", text)).removesuffix(".pdf")
    return placed(grammars.doi(text) or _bare(text), "value")


def _bare(text: str) -> Found:
    if _DAY.fullmatch(text):
        return None
    found = arxiv.parse(text)
    return arxiv.diagnose(text) if found is None and _ONE_ID.fullmatch(text) else found


def identify_file(name: str) -> Identity | None:
    """The paper that a file's name is the id of: `2304.08485v2.pdf`, `arxiv-2304.08485`; `name` may be a path."""
    last = re.split(r"[/\\]", re.split("[?#]", name, maxsplit=1)[0])[-1]
    match = _FILE.fullmatch(last) if len(last) <= _MAX_NAME else None
    found = placed(arxiv.parse(match[1]), "file") if match else None
    return found if isinstance(found, Identity) and "unpadded" not in found.notes else None


def identify_text(text: str) -> list[tuple[int, int, Identity | Malformed]]:
    """What running prose names: URLs, and ids that say what they are (`arXiv:`, `CoRR abs/`, DOI, `ISBN`, `CorpusID`).

    Gives `(start, end, what)` in the order of the text, half-open and in code points, prefix included. A bare
    `YYMM.NNNNN` in prose is a number and never an id.
    """
    found: list[tuple[int, int, Identity | Malformed]] = []
    for hints, pattern, scan in _SCANS:
        if not any(hint in text for hint in hints):
            continue
        spans = []
        for match in pattern.finditer(text):
            spans.append(match.span())
            written, what = scan(match)
            if what is not None:
                found.append((match.start(), match.start() + len(written), what))
        text = _blanked(text, spans)
    return sorted(found, key=lambda item: item[0])


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with spaces over `spans`, so that the next scan does not read a URL's DOI again."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], " " * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _scan_url(match: re.Match[str]) -> tuple[str, Found]:
    url = grammars.trim(match[0], ".,;:!?*`|")
    return url, identify_url(url)


def _scan_prefixed(match: re.Match[str]) -> tuple[str, Found]:
    return match[0], placed(_bare(match[1]), "text")


def _scan_doi(match: re.Match[str]) -> tuple[str, Found]:
    name = grammars.trim(match[0], grammars.DOI_MARKS)
    return name, placed(grammars.doi(name), "text")


def _scan_isbn(match: re.Match[str]) -> tuple[str, Found]:
    number = grammars.isbn(match[1])
    if number is None:
        return match[0], Malformed("isbn", match[1], "checksum", match[1][-1])
    return match[0], Identity("isbn", number, shape="text")


def _scan_corpus(match: re.Match[str]) -> tuple[str, Found]:
    return match[0], Identity("corpus", match[1], shape="text")


_Scan = Callable[[re.Match[str]], tuple[str, Found]]
# The strings of which a text must hold one to be worth the scan, in the order in which scans claim their spans.
_SCANS: tuple[tuple[tuple[str, ...], re.Pattern[str], _Scan], ...] = (
    (("://",), _URL, _scan_url),
    (("arxiv.org/",), _BARE_URL, _scan_url),
    (("rXiv", "rxiv", "RXIV", "abs/"), _PREFIXED, _scan_prefixed),
    (("10.",), _DOI, _scan_doi),
    (("ISBN", "isbn"), _ISBN, _scan_isbn),
    (("Corpus",), _CORPUS, _scan_corpus),
)
