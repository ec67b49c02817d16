"""The proof that edits changed nothing but what they say: a note's constructs before and after, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from notelint import front_matter
from notelint.finding import Edit, Finding
from notelint.fix.edits import Shift
from notelint.front_matter import Parsed
from notelint.markdown import Parser, Token
from notelint.note import first_line
from notelint.reading.blocks import CALLOUT
from notelint.reading.inline import text_of
from notelint.source import Source

# What no edit may touch unless its fix says so.
_LITERAL = frozenset(
    (
        *("fence", "code_block", "code_inline", "math_block", "math_inline", "math_inline_double"),
        *("html_block", "html_inline", "shortcode", "mdx", "comment", "attributes"),
    )
)
# Tokens that are text, or that another feature stands for.
_PASSED_OVER = frozenset({"text", "text_special", "softbreak", "inline"})


class Feature(msgspec.Struct, frozen=True, gc=False):
    """A construct of a note, and all that it means: notes with equal features are shown alike but for their text."""

    kind: str
    start: int
    end: int
    value: Any


def features(source: Source, parser: Parser) -> list[Feature]:
    """Every construct of a note in its order: keys of the front matter, blocks, inline constructs, definitions."""
    head = front_matter.parse(source.text, source.path)
    document = parser.parse(source.text, first_line(source, head))
    found = [*(_keys(head) if head else ()), *_walk(document.tokens)]
    found += [
        Feature(f"{each.kind} definition", each.start, each.end, (each.key, each.raw)) for each in document.definitions
    ]
    return sorted(found, key=lambda feature: (feature.start, -feature.end, feature.kind))


def _keys(head: Parsed) -> Iterator[Feature]:
    matter = head.front_matter
    yield Feature("front matter", matter.start, matter.end, (matter.kind, matter.error))
    for key in head.keys:
        yield Feature("key", key.start, max(key.end, key.value_end), (key.name, key.kind, key.raw))


def _walk(tokens: Sequence[Token]) -> Iterator[Feature]:
    opened: list[tuple[Token, int]] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            opened.append((token, index))
        elif token.nesting < 0:
            opening, at = opened.pop()
            end = token.end if not token.block else opening.end
            yield Feature(opening.type.removesuffix("_open"), opening.start, end, _meaning(opening, tokens, at))
        elif token.type not in _PASSED_OVER:
            yield Feature(token.type, token.start, token.end, _meaning(token, tokens, index))
        if token.children and token.type != "image":
            yield from _walk(token.children)


def _meaning(token: Token, tokens: Sequence[Token], index: int) -> Any:
    """What a construct says besides the constructs in it."""
    kind = token.type
    if kind in ("link_open", "image"):
        return token.meta.get("raw"), token.attrs.get("title"), token.content
    if kind == "wikilink":
        return tuple(token.meta.get(name) for name in ("target", "fragment", "alias", "embed"))
    if kind == "footnote_ref":
        return token.meta.get("label")
    if kind in _LITERAL:
        return token.info, token.content
    if kind == "heading_open":
        return token.tag, text_of(tokens[index + 1].children or [])
    if kind == "blockquote_open":
        first = tokens[index + 2].content if index + 2 < len(tokens) else ""
        match = CALLOUT.match(first)
        return match[0] if match else ""
    return token.tag, token.info, token.attrs.get("start"), token.meta.get("task")


def damage(before: Sequence[Feature], after: Sequence[Feature], edits: Sequence[Edit], fixed: Iterable[Finding]) -> str:
    """What the edits changed besides what they say, in a few words; "" where they changed nothing.

    A construct that no edit touches must be there again, where the edits moved it, with the same meaning. One that is
    touched must be there too; its meaning may differ, unless it is literal (code, math, HTML), a heading or a callout's
    marker, and the fix does not say that it changes such. A fix that makes a construct out of text may do what it wants
    inside the span of its finding.
    """
    shift = Shift(edits)
    fixed = list(fixed)
    allowed = {name for finding in fixed if finding.fix for name in finding.fix.changes}
    free = [(f.start, f.end) for f in fixed if f.fix and "construct" in f.fix.changes]
    moved = [(shift.before(start), shift.after(end)) for start, end in free]
    old = [feature for feature in before if not _inside(feature, free)]
    new = [feature for feature in after if not _inside(feature, moved)]
    for one, other in zip(old, new, strict=False):
        if problem := _difference(one, other, shift, allowed):
            return problem
    if len(old) != len(new):
        odd = old[len(new)] if len(old) > len(new) else new[len(old)]
        return f"{odd.kind} {'lost' if len(old) > len(new) else 'made'} at {odd.start}"
    return ""


def _inside(feature: Feature, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= feature.start and feature.end <= end for start, end in spans)


def _difference(one: Feature, other: Feature, shift: Shift, allowed: set[str]) -> str:
    starts = (shift.before(one.start), shift.after(one.start))
    ends = (shift.before(one.end), shift.after(one.end))
    if one.kind != other.kind or other.start not in starts or other.end not in ends:
        return f"{one.kind} at {one.start} became {other.kind} at {other.start}"
    if one.value == other.value:
        return ""
    touched = shift.touches(one.start, one.end)
    guarded = one.kind in _LITERAL or one.kind in ("heading", "blockquote")
    if not touched or (guarded and one.kind not in allowed):
        return f"{one.kind} at {one.start} changed"
    return ""
