"""What a target is by its text alone: an address, a path of a file, a placeholder; and what can become of it."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

import msgspec

from notelint.text.lazy import lazy_re

Kind = Literal[
    "note",
    "file",
    "folder",
    "page",
    "external",
    "case",
    "missing",
    "unknown",
    "empty",
    "ignored",
    "address",
    "served",
    "renamed",
    "local",
    "made",
    "no-page",
    "astray",
]

_SCHEME = lazy_re(r"//|[A-Za-z][A-Za-z0-9+.-]*:(?!\s)")
# A file of one computer, or what a program kept for a while. `/home/…` may be a page of a site.
_LOCAL = lazy_re(
    r"(?:file|blob|sandbox|app|webkit-fake-url):|[A-Za-z]:[\\/]|\\\\[\w.]|/(?:Users|Volumes)/[^/]+/[^/]"
    r"|/home/[^/]+/(?:[^/]+/)*[^/]+\.(?!html?\Z)\w+\Z|/mnt/(?:data|[a-z])/[^/]",
)
_MAIL = lazy_re(r"[^\s/@]+@[^\s/@]+\.[A-Za-z]{2,}")
# Without a path behind it, `name.ai` or `read.me` may be a file.
_HOST = lazy_re(
    r"www\.[\w-]+\.\w|(?:[\w-]+\.)+(?:com|org|net|edu|gov|cn)(?![\w.-])"
    r"|(?:[\w-]+\.)+(?:io|ai|dev|co|me|info|app|xyz|uk|de|jp|fr)[:/]",
    re.IGNORECASE,
)
# Text that a template engine replaces, that only shows how a link is written, or that another rule speaks of.
_NO_TARGET = lazy_re(
    r"\A\{|\{\{|\{%|<%|\$\{|[*<>…]|\.\.\.|[\[(]https?:|\bpath/to/"
    r"|\Ahttps?[;：]?//|\A(?:url|uri|link|href|src|source|target|xxx+(?:\.\w+)?|链接|网址|地址)\Z",
    re.IGNORECASE,
)
# Cheap: nearly all targets hold nothing else, and then a few words are all to look for.
_PLAIN = lazy_re(r"[\w./#?=&%+~@, -]{12,}")
# From a repository's file on GitHub these are pages, not folders.
_GITHUB_PAGE = lazy_re(
    r"(?:\.\./)+(?:issues|pulls?|wiki|releases|discussions|actions|blob|tree|raw|compare|commits?|projects|security"
    r"|graphs|tags|labels|milestones?|archive|edit|new|stargazers|network|fork)(?:/|\Z)"
)
_ALIAS = ("@", "~", "$")


class Target(msgspec.Struct, frozen=True, gc=False):
    """What was found. All paths are relative to the root.

    `case` and `served` are found, but not by readers: the first differs in the letters' case, the second stands where
    the site looks up "/", and its folder is written all the same. `address` is a URL or an e-mail without its scheme,
    `local` a file of the author's computer, `renamed` one that git knows under another name: `near` was its old one.
    `page` and `unknown` cannot be judged by files, `ignored` is no real target.
    On a site whose pages are known, `made` is one that is made of no note, and `no-page` an address that it does not
    have. `astray` is a file that is there (`path`), but not where a browser looks (`looked_in`): `near` is its address.
    """

    kind: Kind
    path: str = ""  # what was found, as it is spelled on the disk
    fragment: str = ""
    looked_in: tuple[str, ...] = ()  # the paths that were tried, where nothing was found
    near: str = ""  # what was probably meant
    ambiguous: tuple[str, ...] = ()  # others of that name
    made_by: str = ""  # the setting that may make a page which no file tells of


def without_path(target: str) -> Kind | None:
    """What a target is that no path can be read from, None for one that is a path."""
    if not target:
        return "empty"
    local = _LOCAL.match(target) is not None
    if not local and _SCHEME.match(target):
        return "external"
    if not _is_plain(target) and _NO_TARGET.search(target):
        return "ignored"
    return "local" if local and _SCHEME.match(target) else None


def _is_plain(target: str) -> bool:
    return (
        _PLAIN.fullmatch(target) is not None
        and "..." not in target
        and "path/to/" not in target.lower()
        and target[:3].lower() not in ("xxx", "htt")
    )


def is_local(target: str) -> bool:
    """Does a target look like a file of the author's own computer, or like what a program kept for a while?"""
    return _LOCAL.match(target) is not None


def may_be_elsewhere(path: str) -> bool:
    """May a path lead where no file tells: a bundler's alias, a page of GitHub?"""
    return path.startswith(_ALIAS) or _GITHUB_PAGE.match(path) is not None


def address(path: str) -> str:
    """What an address without its scheme should be, "" for anything else."""
    if _MAIL.fullmatch(path):
        return f"mailto:{path}"
    return f"https://{path}" if _HOST.match(path) else ""


def readings(path: str) -> tuple[str, ...]:
    """A path decoded, and as it is written: a file may really be called `a%20b.png`."""
    name = decoded(path)
    return (name, path) if name != path else (path,)


def decoded(path: str) -> str:
    """A path without its escapes, as file names are read: servers look for the bytes, whether they are UTF-8 or not."""
    return unquote(path, errors="surrogateescape")
