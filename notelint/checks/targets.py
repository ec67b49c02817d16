"""What the checks of links and of images share: the case of a target, its facts, and how it can be put right."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

import msgspec

from notelint.checks.anchors import in_heading
from notelint.collection.targets import Target, decoded
from notelint.model.finding import Edit, Fix, Hit, Paths
from notelint.model.items import Image, Link, Unrendered
from notelint.reading.unrendered import destination
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

Lead = TypeVar("Lead", Link, Image)

# The quotes around a link's title.
_TITLE = lazy_re(r"[ \t]([“‘「『＂])[^()\n]*([”’」』＂])[ \t]*\)\Z")
# Percent-encoded bytes that belong together, or one character.
_UNIT = lazy_re(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)


def case_of(found: Target) -> str:
    """The case of a target that leads nowhere, "" for one that is good or cannot be judged."""
    if found.kind == "missing":
        return "near" if found.near else "missing"
    if found.kind == "no-page":
        return "near-page" if found.near else "folder" if found.path else "page"
    if found.kind == "astray":
        return "astray" if found.near else "unserved"
    return found.kind if found.kind in ("case", "served", "address", "renamed") else ""


def traced(found: Iterable[tuple[Lead, Target]], view: View) -> Iterator[tuple[Lead, Target]]:
    """Links or images with what they find; where that is nothing, what git knows to have become of it."""
    known = list(found)
    lost = {path for _, target in known if target.kind == "missing" for path in target.looked_in}
    went = view.went(lost) if lost else {}
    for item, target in known:
        old = next((path for path in target.looked_in if path in went), "") if target.kind == "missing" else ""
        yield item, msgspec.structs.replace(target, kind="renamed", path=went[old], near=old) if old else target


def hit(item: Link | Image, found: Target, case: str) -> Hit:
    """A hit on the destination of a link or an image."""
    facts = {
        "target": item.target,
        "looked": Paths(() if found.kind in ("no-page", "astray") else found.looked_in),
        "actual": Paths((found.path,)),
        "near": Paths((found.near,)) if case in ("near", "renamed") else found.near,
    }
    if found.kind in ("no-page", "astray"):
        facts["address"] = found.looked_in[0]
    return Hit(item, case=case, facts=facts, fix=_fix(item, found), start=item.dest_start, end=item.dest_end)


def replaced(item: Link | Image, new: str, view: View, safe: bool = True) -> Fix | None:
    """The fix that gives a link or an image another destination; None where that would change a heading's text.

    With backslashes or entities in it the text differs from the target: no offset in it is sure.
    """
    if len(item.target) != item.dest_end - item.dest_start or new == item.target or item.kind == "shortcode":
        return None
    shown = item.kind in ("bare", "autolink")
    if shown and in_heading(item.path, item.start, view):
        return None
    changes = ("html_block", "html_inline") if item.kind == "html" else ("text", "blockquote") if shown else ()
    return Fix((Edit(item.path, item.dest_start, item.dest_end, new),), safe, changes)


def reason_of(item: Unrendered, view: View) -> str:
    """Why what was meant as a link or an image is none; "" where the disk tells that it was not meant so."""
    if item.reason != "space-perhaps":
        return item.reason
    start, end = destination(item.text)
    find = view.resolver.image if item.image else view.resolver.link
    there = find(item.path, quote(item.text[start:end], safe="/#?%", errors="surrogateescape")).kind in (
        "file",
        "note",
        "folder",
    )
    return "space-in-destination" if there else ""


def rendered(item: Unrendered, view: View) -> Fix | None:
    """The fix that makes a link or an image of what was meant as one, where it is clear what was meant."""
    if in_heading(item.path, item.start, view):
        return None
    if item.reason not in ("full-width-close", "curly-title", "space-in-destination", "space-perhaps"):
        return None
    at, end = item.text.index("](") + 2, len(item.text) - 1
    if item.reason.startswith("space"):
        at, end = destination(item.text)
    target = item.text[at:end].strip(" ")
    target = target.split()[0] if item.reason == "curly-title" else target.replace(" ", "%20")
    if target.count("(") != target.count(")"):
        return None
    found = (view.resolver.image if item.image else view.resolver.link)(item.path, target)
    # A link that leads nowhere is no better.
    if found.kind not in ("file", "note") if item.reason.startswith("space") else case_of(found):
        return None
    if item.reason == "curly-title" and (title := _TITLE.search(item.text)):
        edits = [Edit(item.path, item.start + title.start(n), item.start + title.end(n), '"') for n in (1, 2)]
    elif item.reason == "full-width-close":
        edits = [Edit(item.path, item.end - 1, item.end, ")")]
    else:
        edits = [Edit(item.path, item.start + at, item.start + end, target)]
    return Fix(tuple(edits), changes=("construct", "blockquote"))


def _fix(item: Link | Image, found: Target) -> Fix | None:
    target, start = item.target, item.dest_start
    # With backslashes or entities in it the text differs from the target: no offset in it is sure.
    if len(target) != item.dest_end - start or item.kind == "shortcode":
        return None
    right, safe = _right(item, found)
    if not right or right == target or target[0] in "{|":  # which a generator fills in
        return None
    if right.count("(") - right.count(")") != target.count("(") - target.count(")"):  # it would end elsewhere
        return None
    changes = ("html_block", "html_inline") if item.kind == "html" else ()
    return Fix((Edit(item.path, start, item.dest_end, right),), safe, changes)


def _right(item: Link | Image, found: Target) -> tuple[str, bool]:
    """What the target should be, "" where that is not known; and whether that is sure."""
    target = item.target
    if found.kind == "served":
        return target[target.index("/", 1) :], True
    if found.kind == "address":
        scheme = "mailto:" if found.near.startswith("mailto:") else "https://"
        return scheme + target, target.startswith("www.")
    if found.kind == "case":
        return respelled(target, found.path), True
    folder = item.path.rpartition("/")[0]
    if found.kind == "missing":
        name = decoded(_path(target)).rpartition("/")[2]
        same = found.near.rpartition("/")[2] == name and not target.startswith("/")
        return _led(target, found.near, folder) if same and found.near else "", True
    if found.kind == "renamed":
        return _renamed(target, found.near, found.path, folder), True
    return "", False


def _path(target: str) -> str:
    return re.split(r"[?#]", target, maxsplit=1)[0]


def _led(target: str, file: str, folder: str) -> str:
    """The target of a link in a folder that leads to a file instead, as it was written but for the path."""
    path = _path(target)
    way = _encoded(posixpath.relpath(file, folder or "."))
    return ("./" if path.startswith("./") and not way.startswith(".") else "") + way + target[len(path) :]


def _renamed(target: str, old: str, new: str, folder: str) -> str:
    """The target of a file under its new name; "" where it starts from "/" and the new one lies elsewhere."""
    path = _path(target)
    if not path.startswith("/"):
        return _led(target, new, folder)
    root = old.removesuffix(decoded(path).lstrip("/"))
    return f"/{_encoded(new.removeprefix(root))}{target[len(path) :]}" if root != old and new.startswith(root) else ""


def _encoded(path: str) -> str:
    """A path as a destination: what is no letter of one, or no UTF-8, is encoded, all else stays as people read it."""
    return re.sub(r"[\s()<>%?#\\\udc80-\udcff]", lambda c: quote(c[0], errors="surrogateescape"), path)


def respelled(target: str, actual: str) -> str:
    """The target with the spelling of the disk, percent-encoded where it was; unchanged where that cannot be done."""
    path = _path(target)
    parts, names = path.split("/"), actual.split("/")
    for back in range(1, min(len(parts), len(names)) + 1):
        part, name = parts[-back], names[-back]
        if decoded(part).casefold() != name.casefold():
            break
        parts[-back] = _like(part, name)
    return "/".join(parts) + target[len(path) :]


def _like(part: str, name: str) -> str:
    """The name written as the part is. Both differ in nothing but case."""
    written, at = [], 0
    for unit in _UNIT.findall(part):
        size = len(decoded(unit))
        piece = name[at : at + size]
        at += size
        spelled = quote(piece, errors="surrogateescape") if unit[0] == "%" and size else piece
        written.append(unit if decoded(unit) == piece else spelled)
    return "".join(written) if at == len(name) else part
