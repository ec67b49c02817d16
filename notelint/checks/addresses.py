"""Checks about how addresses are written: malformed ones, and those that lead to the author's own computer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.anchors import in_heading
from notelint.checks.published import is_vault
from notelint.checks.targets import replaced
from notelint.collection.targets import is_local
from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Image, Link, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.near import one_edit

if TYPE_CHECKING:
    from notelint.collection.view import View

# Nearly every address: nothing is to be looked at.
_FINE = lazy_re(r"https?://(?!https?[:/])[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?")
_SCHEME = lazy_re(r"([A-Za-z]{2,8})([:;：]?)([/\\]*)")
_DOUBLED = lazy_re(r"https?:/+(?=https?(?::|//))", re.IGNORECASE)
_PASSWORD = lazy_re(r"[A-Za-z]+://([^/?#@:\s]+):([^/?#@\s]+)@")
_EXAMPLES = lazy_re(
    r"(?i:your)[-_].*|[A-Z]+(?:[-_][A-Z]+)+|user(?:name)?|pass(?:word|wd)?|secret|token|xxx+|\*+|\W.*|me|you|foo|bar|用户名?|密码"
)
_HOST = lazy_re(r"https?://[^/?#]*")
_GAP = lazy_re(r"https?:// ?[^/?#\s]* (?=\S)")
# Cases that leave no doubt about what was meant.
_SURE = frozenset({"slashes", "doubled", "gap"})
_FULL_WIDTH = "，。；：！？、“”‘’（）【】《》「」『』…\u3000\uff0f\uff0e\uff1d\uff06\uff03"
_NOT_ASCII = lazy_re(r"[^\x00-\x7f]")
_CLOSED = lazy_re(r"[^（）]*(?:（[^（）]+）[^（）]*)+")


def malformed_url(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Addresses that lead nowhere by the way they are written, and those that tell a password."""
    for note in items:
        for item in _addressed(note):
            if _FINE.fullmatch(item.target):
                continue
            if found := _malformed(item, view):
                case, near = found
                facts = {"target": item.target, "near": near, "rest": item.target[len(near) :]}
                fix = _closed(item, near, view) if case == "swallowed" else None
                if item.kind == "inline" and (case in _SURE or (case == "scheme" and _is_sure(item.target))):
                    fix = replaced(item, near, view)
                yield Hit(item, case=case, facts=facts, fix=fix, start=item.dest_start, end=item.dest_end)


def _closed(item: Link | Image, near: str, view: View) -> Fix | None:
    """The fix that says with angle brackets where a bare address ends. MDX takes these for a tag."""
    mdx = view.site.of(item.path).dialect.mdx or item.path.endswith(".mdx")
    if mdx or in_heading(item.path, item.start, view):
        return None
    end = item.start + len(near)
    return Fix((Edit(item.path, item.start, item.start, "<"), Edit(item.path, end, end, ">")), False, ("construct",))


def _is_sure(target: str) -> bool:
    """Is the mistyped scheme one letter away from one scheme only?"""
    word = target.strip().partition(":")[0].lower()
    return one_edit(word, "https") != one_edit(word, "http")


def _addressed(note: NoteItems) -> list[Link | Image]:
    return [*note.links, *note.images]


def _malformed(item: Link | Image, view: View) -> tuple[str, str] | None:
    """The case, and what the address should be or how far it is good."""
    target = item.target.strip()
    scheme = _SCHEME.match(target)
    if scheme is None or not scheme[3]:
        return None
    if password := _PASSWORD.match(target):
        return None if any(_EXAMPLES.fullmatch(each) for each in password.groups()) else ("password", "")
    word = scheme[1].lower()
    rest = target[scheme.end() :]
    if word not in ("http", "https"):
        meant = next((name for name in ("https", "http") if one_edit(word, name)), "")
        return ("scheme", f"{meant}://{rest}") if meant and scheme[2] == ":" and len(scheme[3]) > 1 else None
    if doubled := _DOUBLED.match(target):
        return "doubled", re.sub(r"^(https?):?/*", r"\1://", target[doubled.end() :], flags=re.IGNORECASE)
    if scheme[2] != ":" or scheme[3] != "//":
        # `http/x.md` is a file in a folder.
        return ("slashes", f"{word}://{rest}") if scheme[2] or len(scheme[3]) > 1 else None
    if _GAP.match(target):
        return "gap", target.replace(" ", "", 1)
    return _punctuated(item, target, view)


def _punctuated(item: Link | Image, target: str, view: View) -> tuple[str, str] | None:
    """Does a full-width or curly mark follow on plain ASCII? In an address with Chinese in it, it may belong there."""
    first = _NOT_ASCII.search(target)
    if first is None or first[0] not in _FULL_WIDTH:
        return None
    good, rest = target[: first.start()], target[first.start() :]
    if isinstance(item, Link) and item.kind == "bare":
        ascii_part = view.site.of(item.path).viewer.ascii_addresses
        ended = ascii_part == "all" or (ascii_part == "host" and _HOST.fullmatch(good))
        return None if ended else ("swallowed", good)
    # A fragment names a heading, which may hold any mark.
    return None if "#" in good or _CLOSED.fullmatch(rest) else ("punctuation", good)


def local_path(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links and images on the author's own computer, or in the memory of a program."""
    for note in items:
        for item in _addressed(note):
            if item.target.startswith(("http", "#")) or not is_local(item.target):
                continue
            found = view.resolver.link(item.path, item.target, item.kind == "html")
            if found.kind == "local":
                yield Hit(
                    item,
                    case=_reach(item, view),
                    facts={"target": item.target},
                    start=item.dest_start,
                    end=item.dest_end,
                )


def _reach(item: Link | Image, view: View) -> str:
    if re.match(r"(?:blob|sandbox|app|webkit-fake-url):", item.target):
        return "program"
    if isinstance(item, Image):
        return "image"
    return "own" if is_vault(item.path, view) else "link"


CHECKS: Checks = {
    "malformed-url": Check(
        malformed_url, facts={"scheme slashes doubled gap password swallowed punctuation": "target near rest"}
    ),
    "local-path": Check(local_path, across="view", facts={"program image own link": "target"}),
}
