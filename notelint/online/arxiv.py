"""arXiv's API: which papers there are, and what arXiv says of them.

Facts: arXiv's "API User's Manual" and "Terms of Use for arXiv APIs". A request names at most a hundred papers here and
comes three seconds after the one before it, over one connection; `max_results` is ten where it is not said. A paper
that does not exist is missing in the answer, and one malformed id makes the answer to all of them an error. The order
of the answer means nothing.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol
from xml.etree import ElementTree

import msgspec

from notelint.identity import Identity
from notelint.identity.arxiv import parse
from notelint.papers.file import ABSTRACT, AUTHORS, COMMENT, DAY, TITLE, Paper
from notelint.text.lazy import lazy_re

API = "https://export.arxiv.org/api/query"
BATCH = 100  # ids a request
PACE = 3.0  # seconds between two requests
PATIENCE = 2  # answers in a row that are of no use, after which no more is asked
MAX_BYTES = 8 << 20  # of an answer; a hundred papers take some 300 kB
NAMES = 20  # of authors that are kept

_TAGS = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_COUNT = lazy_re(r"[0-9]{1,9}")
# No feed has either. Entities could make a small answer a large one, or read files.
_DECLARED = lazy_re(r"<!(?:DOCTYPE|ENTITY)")


class Post(Protocol):
    """Posts a form and gives status, headers and body. Raises OSError where there is no answer."""

    async def __call__(self, url: str, data: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]: ...


class Answer(msgspec.Struct):
    """What came of asking. Keys are ids as they were asked for, less their versions.

    `missing` are ids of which arXiv says that there is no such paper. `undecided` are those of which it said nothing,
    with the reason: malformed (not asked), rate-limited, refused, rejected (arXiv takes it for no id), status NNN,
    no-answer, unreadable, incomplete.
    """

    papers: dict[str, Paper] = {}
    missing: set[str] = set()
    undecided: dict[str, str] = {}
    requests: int = 0


class UnreadableError(Exception):
    """An answer that is no feed of papers."""


class Feed(NamedTuple):
    """The papers of an answer by id, and how many arXiv says there are; `error` where it is an error's feed."""

    papers: dict[str, Paper]
    total: int
    error: bool


class _Batch(NamedTuple):
    ids: tuple[str, ...]
    again: bool = False


async def ask(
    ids: Iterable[str],
    post: Post,
    *,
    url: str = API,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    progress: Callable[[int], None] = lambda count: None,
) -> Answer:
    """Asks arXiv about papers, each by its latest version or, as in `2304.08485v1`, by the one that is named.

    `progress` is told how many ids are done with. Where arXiv asks to slow down, the rest is undecided.
    """
    answer = Answer()
    pending = _batches(ids, answer)
    failures = 0
    while pending:
        batch = pending.popleft()
        if answer.requests:
            await wait(PACE)
        answer.requests += 1
        found = await _one(batch.ids, post, url)
        if isinstance(found, Feed):
            failures = 0
            retried = _take(found, batch, answer)
        elif found == "rejected" and len(batch.ids) > 1:
            half = len(batch.ids) // 2
            retried = [_Batch(batch.ids[:half]), _Batch(batch.ids[half:])]
        else:
            failures += 1
            retried = []
            _undecided(batch.ids, found, answer)
            if found in ("rate-limited", "refused") or failures == PATIENCE:
                while pending:
                    _undecided(pending.popleft().ids, found, answer)
        pending.extendleft(reversed(retried))
        progress(0 if retried else len(batch.ids))
    return answer


def _batches(ids: Iterable[str], answer: Answer) -> deque[_Batch]:
    """The ids that can be asked for, in requests; one that arXiv cannot read would spoil all the others' answer."""
    asked: dict[str, str] = {}
    for each in ids:
        found = parse(each)
        if isinstance(found, Identity):
            asked.setdefault(found.value, f"{found.value}v{found.version}" if found.version else found.value)
        else:
            answer.undecided[each] = "malformed"
    order = [asked[value] for value in sorted(asked)]
    return deque(_Batch(tuple(order[n : n + BATCH])) for n in range(0, len(order), BATCH))


async def _one(ids: Sequence[str], post: Post, url: str) -> Feed | str:
    """One request: the papers that were found, or why there is no answer."""
    try:
        return await _asked(ids, post, url)
    except OSError:
        return "no-answer"
    except UnreadableError:
        return "unreadable"
    except Exception:  # whatever nobody has foreseen in one answer, the others are not to be lost by it
        if os.environ.get("NOTELINT_DEBUG"):
            raise
        return "unreadable"


async def _asked(ids: Sequence[str], post: Post, url: str) -> Feed | str:
    status, _, body = await post(url, {"id_list": ",".join(ids), "max_results": str(len(ids))})
    if status == 429:
        return "rate-limited"
    if status == 403:
        return "refused"
    if status == 400:
        return "rejected"
    if status != 200:
        return f"status {status}"
    feed = read_feed(body)
    return "rejected" if feed.error else feed


def _take(feed: Feed, batch: _Batch, answer: Answer) -> list[_Batch]:
    """Keeps what an answer says; what it does not quite say is to be asked once more."""
    asked = {_value(each): each for each in batch.ids}
    found = {value: feed.papers[value] for value in asked if value in feed.papers}
    answer.papers |= found
    missing = [value for value in asked if value not in found]
    if not missing:
        return []
    # An empty answer to many questions is more often a hiccup than the truth.
    doubtful = feed.total > len(feed.papers) or (len(asked) > 1 and not feed.papers)
    if doubtful and not batch.again:
        return [_Batch(tuple(asked[value] for value in missing), again=True)]
    if feed.total > len(feed.papers):
        answer.undecided |= dict.fromkeys(missing, "incomplete")
    else:
        answer.missing.update(missing)
    return []


def _undecided(ids: Sequence[str], reason: str, answer: Answer) -> None:
    answer.undecided |= {_value(each): reason for each in ids}


def _value(asked: str) -> str:
    found = parse(asked)
    assert isinstance(found, Identity)
    return found.value


def read_feed(body: bytes) -> Feed:
    """The papers of an Atom feed by their ids. Raises UnreadableError."""
    if len(body) > MAX_BYTES:
        raise UnreadableError(f"longer than {MAX_BYTES:,} bytes")
    try:
        text = body.decode("utf-8-sig")
        if _DECLARED.search(text):
            raise UnreadableError("it declares entities")
        # Of a text, what it says of its own encoding counts for nothing: what was searched is what is parsed.
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)) from None
    total = root.findtext(_TOTAL, "").strip()
    if root.tag != f"{{{_TAGS['atom']}}}feed" or not _COUNT.fullmatch(total):
        raise UnreadableError("it is no feed of arXiv's")
    entries = root.findall("atom:entry", _TAGS)[: 10 * BATCH]
    wrong = any("/api/errors" in entry.findtext("atom:id", "", _TAGS) for entry in entries)
    return Feed(dict(_papers(entries)), int(total), wrong)


def _papers(entries: Iterable[ElementTree.Element]) -> Iterator[tuple[str, Paper]]:
    for entry in entries:
        found = parse(entry.findtext("atom:id", "", _TAGS).partition("/abs/")[2])
        if isinstance(found, Identity):
            names = [_text(name) for name in entry.findall("atom:author/atom:name", _TAGS)]
            yield (
                found.value,
                Paper(
                    title=_text(entry.find("atom:title", _TAGS))[:TITLE],
                    authors=", ".join([*names[:NAMES], *["et al."][: len(names) > NAMES]])[:AUTHORS],
                    version=found.version or 1,
                    published=_text(entry.find("atom:published", _TAGS))[:DAY],
                    updated=_text(entry.find("atom:updated", _TAGS))[:DAY],
                    comment=_text(entry.find("arxiv:comment", _TAGS))[:COMMENT],
                    abstract=_text(entry.find("atom:summary", _TAGS))[:ABSTRACT],
                ),
            )


def _text(element: ElementTree.Element | None) -> str:
    """An element's text on one line: arXiv breaks the lines of titles and abstracts."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
