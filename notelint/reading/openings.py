"""What a list item opens with, after any emoji, number or date: a bold name, the paper's link, a quoted title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import ItemDraft, Reader

# Emoji, numbers, dates, `[2024 CVPR]`; not the quotation mark of a title.
_LEAD = lazy_re(r"(?:[\[(（【][^\[\]()（）【】\n]{1,24}[\])）】]|[^\w“\"「『《]|[\d_])*")
_QUOTED = lazy_re(r"[“\"「『《]([^“”\"「」『』《》\n]{3,200})[”\"」』》]")
_SKIP = frozenset({"image", "html_inline", "softbreak", "em_open", "attributes", "code_inline", "mark_open", "comment"})
# A link text that names no paper.
_GENERIC = lazy_re(r"\W*(?:paper|pdf|arxiv|link|论文|原文|链接|here|doi|html|abs|project|code)\W*", re.I)


def read(reader: Reader, draft: ItemDraft) -> None:
    """Sets the draft's title where the item opens with a paper."""
    children = reader.document.inline(draft.opening) if draft.opening is not None else []
    for index, child in enumerate(children):
        if child.type == "text":
            rest = _LEAD.sub("", child.content, count=1)
            if not rest:
                continue
            quoted = _QUOTED.match(rest)
            if quoted:
                start = child.end - len(rest)
                _set(draft, quoted[1], start, start + quoted.end())
            return
        if child.type in _SKIP:
            continue
        if child.type == "strong_open" or (child.type == "link_open" and child.start in reader.link_ids):
            _named(reader, draft, children, index)
        return


def _named(reader: Reader, draft: ItemDraft, children: list[Token], index: int) -> None:
    opening = children[index]
    closing = opening.type.replace("_open", "_close")
    close = next(
        n for n in range(index + 1, len(children)) if children[n].type == closing and children[n].level == opening.level
    )
    name = "".join(child.content for child in children[index + 1 : close] if child.type != "image").strip(" :：")
    if not reader.labels.classify(name) and not _GENERIC.fullmatch(name):
        _set(draft, name, opening.start, children[close].end)


def _set(draft: ItemDraft, title: str, start: int, end: int) -> None:
    draft.title, draft.title_start, draft.title_end = " ".join(title.split()), start, end
