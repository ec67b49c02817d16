"""Which paper a link or a field's value names, and where a note contradicts itself about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from notelint.identity import (
    PAPER_SCHEMES,
    Identity,
    Malformed,
    has_paper_host,
    identify_field,
    identify_text,
    identify_url,
    month_of,
)
from notelint.model.items import Entry, IdConflict, Link, MalformedId, PaperId
from notelint.model.labels import ARXIV_LIKE
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# Cheap: a link text that may be an id as a whole.
_ID_LIKE = lazy_re(r"(?:arxiv\W{0,3})?\d{4}\.\d{4,5}(?:v\d+)?|(?:arxiv\W{0,3})?[a-z-]{2,8}/\d{7}", re.I | re.A)


def of_link(reader: Reader, link: Link) -> PaperId | None:
    """The paper a link leads to, from its target or, where that says nothing, from a text that is an id."""
    shown = _shown(reader, link) if _ID_LIKE.fullmatch(link.text) else None
    found = identify_url(link.target) if has_paper_host(link.target) else None
    if isinstance(found, Malformed):
        malformed(reader, link.dest_start, link.dest_end, found)
        return None
    if found is not None and found.scheme in PAPER_SCHEMES and found.sure:
        if shown and shown.scheme == found.scheme and shown.value != found.value:
            _conflict(reader, link, shown, found)
        return paper_id(found, link.start, link.end, "target")
    return paper_id(shown, link.start, link.end, "text") if shown else None


def _shown(reader: Reader, link: Link) -> Identity | None:
    found = identify_field(link.text)
    return found if isinstance(found, Identity) else None


def paper_id(found: Identity, start: int, end: int, where: str) -> PaperId:
    """An occurrence of an identity at `[start, end)`."""
    return PaperId(
        scheme=found.scheme,
        value=found.value,
        start=start,
        end=end,
        where=where,
        host=found.host,
        mirror=found.mirror,
        shown=found.label,
        version=found.version or 0,
    )


def of_value(reader: Reader, name: str, value: str, start: int, end: int) -> Iterator[PaperId]:
    """The papers that a field's plain value names. A bare number is an id only under a label such as Arxiv."""
    if name in ARXIV_LIKE:
        whole = identify_field(value)
        if isinstance(whole, Malformed):
            malformed(reader, start, end, whole)
            return
        if whole is not None:
            yield paper_id(whole, start, end, "value")
            return
        value = f"arXiv:{value}"  # `2304.08485 (CVPR 2024)`
    for _, _, each in identify_text(value):
        if isinstance(each, Identity) and each.scheme in PAPER_SCHEMES:
            yield paper_id(each, start, end, "value")


def malformed(reader: Reader, start: int, end: int, found: Malformed) -> None:
    """Keeps what was meant as an id and can be none."""
    reader.malformed.append(
        MalformedId(
            path=reader.path,
            start=start,
            end=end,
            section=reader.section,
            case=found.reason,
            raw=found.raw,
            detail=found.detail,
            suggestion=found.suggestion or "",
        )
    )


def late(reader: Reader, entries: Iterable[Entry]) -> Iterator[MalformedId]:
    """The papers of arXiv that may be of a month to come: which day it is, is asked when notes are related."""
    links = ((link, reader.link_ids[link.start]) for link in reader.links if link.start in reader.link_ids)
    named = ((entry, each) for entry in entries for each in entry.ids if each.start not in reader.link_ids)
    for item, each in (*links, *named):
        if each.scheme == "arxiv" and (month := month_of(each.value)):
            start, end = each.start, each.end
            if isinstance(item, Link) and each.where == "target":
                start, end = item.dest_start, item.dest_end
            yield MalformedId(
                path=reader.path,
                start=start,
                end=end,
                section=item.section,
                case="future",
                raw=each.value,
                detail=month,
                suggestion="",
            )


def _conflict(reader: Reader, link: Link, shown: Identity, target: Identity) -> None:
    reader.conflicts.append(
        IdConflict(
            path=reader.path,
            start=link.start,
            end=link.end,
            section=link.section,
            case="text",
            shown=shown.label,
            other=target.label,
            other_start=link.dest_start,
            other_end=link.dest_end,
        )
    )


def within_entry(ids: list[tuple[PaperId, str]], path: str, section: int) -> Iterator[IdConflict]:
    """Ids of one scheme in one entry that differ, each with its field's class; the first one is taken for right."""
    first: dict[str, PaperId] = {}
    for each, cls in ids:
        known = first.setdefault(each.scheme, each)
        if known.value == each.value:
            continue
        yield IdConflict(
            path=path,
            start=each.start,
            end=each.end,
            section=section,
            case="mirror" if each.mirror or cls == "translation" else "second",
            shown=each.shown,
            other=known.shown,
            other_start=known.start,
            other_end=known.end,
        )
