"""APIs that know whether many links are good: arXiv's, the DOI system's, GitHub's, YouTube's."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from notelint.online import arxiv
from notelint.online.answer import Answer
from notelint.online.http import Client
from notelint.online.judge import judge
from notelint.online.targets import Target
from notelint.online.urls import read
from notelint.online.verdict import Verdict
from notelint.text.lazy import lazy_re

# A file or a folder in a repository: its branch, tag or commit, and its path.
_FILE = lazy_re(r"(?:blob|tree)/([^/]+)/(.+)")


class Apis(msgspec.Struct, frozen=True):
    """Where the APIs are."""

    arxiv: str = arxiv.API
    doi: str = "https://doi.org/api/handles/"
    github: str = "https://api.github.com/repos/"
    youtube: str = "https://www.youtube.com/oembed"


def _raised(urls: Sequence[str], error: Exception) -> None:
    raise error


class Asking(msgspec.Struct):
    """What a resolver needs: who asks, how a page is asked, whom to `tell` each verdict. `fail` is told what nobody has
    foreseen in asking about some addresses.
    """

    client: Client
    page: Callable[[str], Awaitable[Verdict]]
    tell: Callable[[Verdict], None]
    apis: Apis = Apis()
    token: str = ""  # of GitHub
    fail: Callable[[Sequence[str], Exception], None] = _raised


Resolver = Callable[[Sequence[Target], Asking], Coroutine[Any, Any, None]]


async def settled(urls: Sequence[str], asking: Asking, work: Awaitable[None]) -> None:
    """Awaits what tells about these addresses. Whatever goes wrong in it is theirs and nobody else's."""
    try:
        await work
    except Exception as error:
        asking.fail(urls, error)


async def _each(targets: Sequence[Target], asking: Asking, one: Callable[[Target], Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*(settled([each.url], asking, one(each)) for each in targets))


async def by_page(targets: Sequence[Target], asking: Asking) -> None:
    """Each page for itself."""

    async def one(each: Target) -> None:
        asking.tell(await asking.page(each.url))

    await _each(targets, asking, one)


async def by_arxiv(targets: Sequence[Target], asking: Asking) -> None:
    """All papers in as few requests as there are hundreds of them. Mirrors and readers follow from arXiv's answer."""
    kept: list[Answer] = []
    post = posting(asking.client, kept)
    found = await arxiv.ask({each.id for each in targets}, post, url=asking.apis.arxiv)
    for each in targets:
        asking.tell(_of_paper(each, found, kept[-1] if kept else Answer(each.url)))


def posting(client: Client, kept: list[Answer]) -> arxiv.Post:
    """How arXiv is asked: by a form. What it answers is `kept` too."""

    async def post(url: str, data: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await client.post(url, urlencode(data).encode(), headers=form, limit=arxiv.MAX_BYTES)
        kept.append(answer)
        if not answer.status:
            raise OSError(answer.failure)
        return answer.status, answer.headers, answer.body

    return post


def _of_paper(target: Target, found: arxiv.Answer, last: Answer) -> Verdict:
    """The `last` answer may say why nothing is known of a paper."""
    url, paper = target.url, found.papers.get(target.id)
    if target.id in found.missing or (paper is not None and target.version > paper.version):
        return Verdict(url=url, state="dead", reason="unknown-id", via="arxiv")
    if paper is not None:
        return Verdict(url=url, state="alive", via="arxiv")
    return _unclear(url, last, "arxiv")


async def by_doi(targets: Sequence[Target], asking: Asking) -> None:
    """The DOI system's own answer; the publisher, who wants no programs, is left alone."""

    async def one(each: Target) -> None:
        answer = await asking.client.get(f"{asking.apis.doi}{quote(each.id, safe='/():;.-_')}?type=URL")
        code = _json(answer).get("responseCode")
        if code in (1, 200):  # 200: registered, with no address of this type
            verdict = Verdict(url=each.url, state="alive", via="doi")
        elif code == 100:
            verdict = Verdict(url=each.url, state="dead", reason="unknown-id", via="doi")
        else:
            verdict = _unclear(each.url, answer, "doi")
        asking.tell(verdict)

    await _each(targets, asking, one)


async def by_youtube(targets: Sequence[Target], asking: Asking) -> None:
    """What YouTube says to those who want to show a video; its page is there for any id."""

    async def one(each: Target) -> None:
        watched = urlencode({"url": f"https://www.youtube.com/watch?v={each.id}", "format": "json"})
        answer = await asking.client.get(f"{asking.apis.youtube}?{watched}")
        if answer.status == 200:
            verdict = Verdict(url=each.url, state="alive", status=200, via="youtube")
        elif answer.status == 404:
            verdict = Verdict(url=each.url, state="dead", reason="unknown-id", status=404, via="youtube")
        else:  # 401 and 403 are private or must not be shown elsewhere
            verdict = _unclear(each.url, answer, "youtube")
        asking.tell(verdict)

    await _each(targets, asking, one)


async def by_github(targets: Sequence[Target], asking: Asking) -> None:
    """Repository by repository: of one that is gone, nothing else is asked."""
    groups: dict[str, list[Target]] = defaultdict(list)
    for each in targets:
        groups[each.id.lower()].append(each)
    repositories = groups.values()
    await asyncio.gather(
        *(settled([each.url for each in those], asking, _repository(those, asking)) for those in repositories)
    )


async def _repository(targets: Sequence[Target], asking: Asking) -> None:
    """All links into one repository."""
    home = f"https://github.com/{targets[0].id}"
    inside = [each for each in targets if _path(each)]
    itself = None
    if len(inside) != 1 or len(targets) > 1:
        itself = await _home(targets[0].id, home, asking)
    for each in targets:
        if itself is not None and (each not in inside or itself.state == "dead"):
            asking.tell(_like(itself, each.url, home))
    if itself is None or itself.state != "dead":
        await _each(inside, asking, lambda each: _file(each, asking))


async def _file(target: Target, asking: Asking) -> None:
    """A file or a folder, of which the API says that it is there; anything else, and every no, is for its page to say:
    where a branch's name ends and a path begins cannot be told from an address.
    """
    found = _FILE.fullmatch(_path(target)) if asking.token else None
    if found is not None:
        where = f"{asking.apis.github}{target.id}/contents/{found[2]}?ref={found[1]}"
        answer = await asking.client.head(where, headers=_signed(asking))
        if answer.status == 200 and not answer.hops:
            asking.tell(Verdict(url=target.url, state="alive", status=200, via="github"))
            return
    asking.tell(await asking.page(target.url))


def _signed(asking: Asking) -> dict[str, str]:
    return {"Authorization": f"Bearer {asking.token}", "Accept": "application/vnd.github+json"}


async def _home(name: str, home: str, asking: Asking) -> Verdict:
    """Is the repository there? Its API is asked only with a token: without one it gives few answers."""
    if asking.token:
        answer = await asking.client.get(f"{asking.apis.github}{name}", headers=_signed(asking))
        now = _json(answer).get("full_name")
        if answer.status == 200 and isinstance(now, str):
            moved = f"https://github.com/{now}" if answer.hops and now.lower() != name.lower() else ""
            return Verdict(url=home, state="alive", status=200, via="github", moved=moved, kept=bool(moved))
        if answer.status in (404, 451):
            return msgspec.structs.replace(judge(home, answer), via="github")
    return await asking.page(home)


def _path(target: Target) -> str:
    """What follows the repository in an address, "" for the repository itself."""
    return "/".join(read(target.url).path.strip("/").split("/")[2:])


def _like(itself: Verdict, url: str, home: str) -> Verdict:
    """The verdict on an address of the repository's first page, or of anything in one that is gone."""
    query, moved = read(url).query, itself.moved
    if moved and query and "?" not in moved:
        moved = f"{moved}?{query}"
    return msgspec.structs.replace(itself, url=url, moved=moved)


def _json(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _unclear(url: str, answer: Answer, via: str) -> Verdict:
    """The verdict where an API did not give the answer that it should."""
    page = judge(url, answer)
    reason = page.reason if page.state == "undecided" else "client"
    # That its API has no name says nothing of the page.
    reason = "name-unknown" if reason == "no-name" else reason
    return Verdict(url=url, state="undecided", reason=reason, status=answer.status, via=via)


RESOLVERS: dict[str, Resolver] = {
    "page": by_page,
    "arxiv": by_arxiv,
    "doi": by_doi,
    "github": by_github,
    "youtube": by_youtube,
}
