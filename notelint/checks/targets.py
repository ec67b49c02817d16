"""What the checks of links and of images share: the case of a target, its facts, and how it can be put right."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from notelint.finding import Edit, Fix, Hit, Paths
from notelint.items import Image, Link
from notelint.target import Target

# Percent-encoded bytes that belong together, or one character.
_UNIT = re.compile(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)


def case_of(found: Target) -> str:
    """The case of a target that leads nowhere, "" for one that is good or cannot be judged."""
    if found.kind == "missing":
        return "near" if found.near else "missing"
    return found.kind if found.kind in ("case", "served", "address") else ""


def hit(item: Link | Image, found: Target, case: str) -> Hit:
    """A hit on the destination of a link or an image."""
    facts = {
        "target": item.target,
        "looked": Paths(found.looked_in),
        "actual": Paths((found.path,)),
        "near": Paths((found.near,)) if case == "near" else found.near,
    }
    return Hit(item, case=case, facts=facts, fix=_fix(item, found), start=item.dest_start, end=item.dest_end)


def _fix(item: Link | Image, found: Target) -> Fix | None:
    target, start = item.target, item.dest_start
    # With backslashes or entities in it the text differs from the target: no offset in it is sure.
    if len(target) != item.dest_end - start:
        return None
    if found.kind == "served":
        return Fix((Edit(item.path, start, start + target.index("/", 1), ""),))
    if found.kind == "address":
        scheme = "mailto:" if found.near.startswith("mailto:") else "https://"
        return Fix((Edit(item.path, start, start, scheme),), safe=target.startswith("www."))
    if found.kind == "case":
        right = respelled(target, found.path)
        return Fix((Edit(item.path, start, item.dest_end, right),)) if right != target else None
    return None


def respelled(target: str, actual: str) -> str:
    """The target with the spelling of the disk, percent-encoded where it was; unchanged where that cannot be done."""
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    parts, names = path.split("/"), actual.split("/")
    for back in range(1, min(len(parts), len(names)) + 1):
        part, name = parts[-back], names[-back]
        if unquote(part).casefold() != name.casefold():
            break
        parts[-back] = _like(part, name)
    return "/".join(parts) + target[len(path) :]


def _like(part: str, name: str) -> str:
    """The name written as the part is. Both differ in nothing but case."""
    written, at = [], 0
    for unit in _UNIT.findall(part):
        size = len(unquote(unit))
        piece = name[at : at + size]
        at += size
        written.append(unit if unquote(unit) == piece else quote(piece) if unit[0] == "%" and size else piece)
    return "".join(written) if at == len(name) else part
