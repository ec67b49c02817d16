"""From an answer to a verdict."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from notelint.online.answer import Answer
from notelint.online.urls import AddressError, bare, join, read
from notelint.online.verdict import Verdict, plain
from notelint.text.lazy import lazy_re

PERMANENT = frozenset({301, 308})

# What a title or a first heading says of a page that is not there: the whole of it, or up to the site's name.
_ENGLISH = (
    r"(?:(?:the|this|that|your) )?(?:requested )?(?:page|file|post|article|content|url)?(?: you [\w'’ ]{1,40})? ?"
    r"(?:(?:was |is |could |can |does )?not|(?:was|is|could|ca|does)n['’]t|cannot) ?(?:be )?(?:found|exist|available)"
)
_CHINESE = (
    r"(?:您|你)?(?:想|要|所)?(?:访问|查看|浏览|请求|寻找|找)?的?(?:页面|頁面|网页|文章|内容|问题|文件)"
    r"(?:不存在|未找到|找不到|没有找到|已被删除|已删除|走丢|不见|丢失)了?",
    r"(?:找不到|未找到|没有找到|无法找到)(?:该|此|您|你|这个)?(?:要?访问)?的?(?:页面|頁面|网页|文章|内容)",
)
_MISSING = "|".join((_ENGLISH, *_CHINESE))
_SAYS_GONE = lazy_re(
    rf"\W*(?:(?:error|oops|sorry|抱歉|很抱歉|对不起)\W*)?(?:404\W*(?:error\W*)?(?:{_MISSING})?|{_MISSING})"
    r"[\s.!。！…)]*(?:[-–—|:·_].*)?",
    re.IGNORECASE,
)
_TITLE = lazy_re(r"<(/?)(title|h1)\b(?:[^<>]*>)?", re.IGNORECASE)
_TAG = lazy_re(r"<[^<>]*>")


def judge(url: str, answer: Answer, accept: Collection[int] = ()) -> Verdict:
    """The verdict on a page. `accept` names codes that mean on its host that the page is there."""
    status = answer.status
    moved, kept = _moved(answer) if 200 <= status < 300 or status in accept else ("", False)
    if status in accept:
        return Verdict(url=url, state="alive", status=status, moved=moved, kept=kept)
    if _is_wall(answer):
        return Verdict(url=url, state="undecided", reason="wall", status=status)
    if answer.failure:
        return Verdict(url=url, state="undecided", reason=answer.failure, status=status)
    if status in (404, 410):
        return Verdict(url=url, state="dead", reason="missing" if status == 404 else "gone", status=status)
    if not 200 <= status < 300:
        reason = "server" if 500 <= status < 600 else "client"
        return Verdict(url=url, state="undecided", reason=reason, status=status)
    if reason := _says_gone(url, answer):
        return Verdict(url=url, state="undecided", reason=reason, status=status)
    return Verdict(url=url, state="alive", status=status, moved=moved, kept=kept)


def _is_wall(answer: Answer) -> bool:
    """Is this an answer to programs only? 202 is what some publishers give with a puzzle."""
    return answer.status in (202, 401, 403, 429, 451, 999) or "cf-mitigated" in answer.headers


def _moved(answer: Answer) -> tuple[str, bool]:
    """Where the permanent redirects at the beginning lead, and whether all of them are.

    The first step from http to the same address on https counts as one of them, though it may be temporary.
    """
    place, kept = "", True
    for number, hop in enumerate(answer.hops):
        if hop.status not in PERMANENT:
            kept = False
            if number or not _is_secured(hop.source, hop.target):
                break
        place = hop.target
    return plain(place), kept


def _is_secured(source: str, target: str) -> bool:
    """Is it the same address on https?"""
    return source.startswith("http:") and target == join(source, source).replace("http:", "https:", 1)


def _says_gone(url: str, answer: Answer) -> str:
    """The reason why a page that was found is perhaps none."""
    if answer.hops and (reason := _leads_home(url, answer.hops[-1].target)) is not None:
        return reason
    if "html" in answer.headers.get("content-type", ""):
        for title in _titles(answer.text[:65536]):
            if _SAYS_GONE.fullmatch(" ".join(unescape(_TAG.sub("", title)).split())[:200]):
                return "not-found-page"
    return ""


def _titles(html: str) -> Iterator[str]:
    """What stands in the titles and the headings of the first level of a page; one search for all of them."""
    opened: dict[str, int] = {}  # by the element: where the text of the one that is open begins
    for tag in _TITLE.finditer(html):
        name = tag[2].lower()
        if not tag[1]:
            if tag[0].endswith(">"):
                opened.setdefault(name, tag.end())
        elif name in opened:
            yield html[opened.pop(name) : tag.start()]


def _leads_home(url: str, last: str) -> str | None:
    """Does a deep address lead to the first page of its site? None where it leads elsewhere."""
    try:
        old, new = read(url), read(last)
    except AddressError:
        return None
    if bare(old.host) != bare(new.host) or (new.path, new.query) != ("/", ""):
        return None
    return "home-page" if (old.path, old.query) != ("/", "") else ""
