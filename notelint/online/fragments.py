"""Is there a section of that name on a page: ids in HTML, headings in what GitHub renders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain

from notelint.online.answer import Answer
from notelint.online.urls import AddressError, bare, read
from notelint.online.verdict import Verdict, address
from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfile
from notelint.text.lazy import lazy_re
from notelint.text.slugs import anchors, normalise
from notelint.text.source import from_text

LIMIT = 2 * 1024 * 1024  # bytes of a page that are read for its sections
RAW = "https://raw.githubusercontent.com/"

# Lines of a file, text to look for, pages of a PDF, the routes and states of an application.
_NO_SECTION = lazy_re(r"L\d.*|:~:.*|[!/].*|.*[=&].*|top|diff-.*|issuecomment-.*|discussion_r.*|", re.DOTALL)
# A page with fewer names than that has its sections from a script, if it has any.
_FEW = 3

# What makes a place of a page. A parser of HTML takes minutes for a page that is made for that; none of these looks at
# a sign more than a few times. They find an id also where it stands in a text, which condemns no link.
_VALUE = r"""\s*=\s*(?:"([^"<>]{1,500})"|'([^'<>]{1,500})'|([^\s"'<>=`]{1,500}))"""
_UNSHOWN = lazy_re(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_HEADING = lazy_re(r"<h[1-6][\s/>]", re.IGNORECASE)
_ID = lazy_re(rf"(?<=[\s\"'/])id{_VALUE}", re.IGNORECASE)
_NAME = lazy_re(rf"<a\s(?:[^<>]*?\s)?name{_VALUE}", re.IGNORECASE)


def section(target: str) -> str:
    """The address of a link's target with its fragment, where that names a place which the page itself must have; ""
    for all else.
    """
    url = address(target, fragment=True)
    return "" if _NO_SECTION.fullmatch(url.partition("#")[2]) else url


def source(url: str) -> str:
    """Where the sections of a page stand: GitHub shows Markdown by a script, but gives the file itself too."""
    try:
        place = read(url)
    except AddressError:
        return url
    path = place.path.strip("/").split("/")
    if bare(place.netloc) != "github.com" or len(path) < 2:
        return url
    if len(path) == 2:
        return f"{RAW}{path[0]}/{path[1].removesuffix('.git')}/HEAD/README.md"
    if path[2] == "blob" and path[-1].lower().endswith((".md", ".markdown")):
        return f"{RAW}{'/'.join((*path[:2], *path[3:]))}"
    return url


def names(answer: Answer) -> frozenset[str] | None:
    """The names of a page's sections, normalised; None where they cannot be told."""
    if answer.status != 200 or answer.truncated:
        return None
    if answer.url.startswith(RAW):
        return _of_markdown(answer.text)
    if "html" not in answer.headers.get("content-type", ""):
        return None
    shown = _UNSHOWN.sub("", answer.text)
    found = frozenset(_named(shown))
    return found if _HEADING.search(shown) and len(found) >= _FEW else None


def judge(page: str, fragments: Iterable[str], known: frozenset[str] | None) -> Iterable[Verdict]:
    """The verdicts on a page's sections."""
    for fragment in fragments:
        url = f"{page}#{fragment}"
        if known is None:
            yield Verdict(url=url, state="undecided", reason="no-sections", status=200)
        elif normalise(fragment.removeprefix("user-content-")) in known:
            yield Verdict(url=url, state="alive", status=200)
        else:
            yield Verdict(url=url, state="dead", reason="no-section", status=200)


def _named(page: str) -> Iterator[str]:
    """What can be linked to: ids, and the names of anchors."""
    for match in chain(_ID.finditer(page), _NAME.finditer(page)):
        value = next(filter(None, match.groups()))
        yield normalise(unescape(value).removeprefix("user-content-"))


def _of_markdown(text: str) -> frozenset[str]:
    note = read_note(from_text("README.md", text), ReadingProfile())
    own = {normalise(anchor.name.removeprefix("user-content-")) for anchor in note.anchors}
    return anchors([(each.slug_text, each.anchor) for each in note.headings], ["github"]) | own
