"""The proof that edits changed nothing but what they say: a note's constructs and text before and after, one by one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from notelint import front_matter
from notelint.front_matter import Parsed
from notelint.markdown import Document, Parser, Token
from notelint.markdown.tokens import Span
from notelint.model.edits import Shift
from notelint.model.finding import Edit
from notelint.reading import html
from notelint.reading.blocks import CALLOUT
from notelint.reading.inline import text_of
from notelint.reading.note import first_line
from notelint.text.lazy import lazy_re
from notelint.text.source import Source
from notelint.text.spans import Spans

# What an edit may change without saying so: where a link leads, and what a key of the front matter is.
_FREE = frozenset({"destination", "value"})
# What may become something else where text becomes a construct.
_MADE = frozenset({"link", "image", "wikilink", "destination", "text_special"})
_TEXT = frozenset({"text", "text_special"})
_FIELD = frozenset({"front matter", "key", "value"})
_OF_TEXT = frozenset({"text", "emphasis"})  # what a fix changes that may edit text
_EMPHASIS = frozenset({"em", "strong", "s", "mark"})
_PASSED_OVER = frozenset({"text", "inline"})  # they are compared as text
_HTML = frozenset({"html_block", "html_inline"})
_MARKS = lazy_re(r"[\s*_~=]+")
_LINE_END_BLANKS = lazy_re(r"[ \t]+$", re.MULTILINE)
# What tokens say of places, and of destinations, which are features of their own.
_PLACES = frozenset({"dest", "title", "title_at", "target_at", "task_at", "attributes", "raw", "target", "fragment"})


class Feature(msgspec.Struct, gc=False):
    """A construct of a note, and all that it means besides its text and the constructs in it."""

    kind: str
    start: int
    end: int
    value: Any = None


class Reading(msgspec.Struct, frozen=True):
    """Notes with equal features and the same text in the same places are shown alike."""

    features: list[Feature]
    text: list[Span]  # what is shown as it is written
    marks: list[Span]  # the marks around emphasis
    blocks: list[Span]  # the texts that are read as one: a mark in one of them pairs with none outside
    source: str = ""


class Claim(msgspec.Struct, frozen=True):
    """What a fix does in a note, and what it says that it changes. `inside` is where it makes a construct of text."""

    edits: Sequence[Edit]
    changes: frozenset[str] = frozenset()
    inside: Span | None = None


def read(source: Source, parser: Parser) -> Reading:
    """Every construct of a note: the keys of its front matter, then blocks and what is in them, then definitions."""
    head = front_matter.parse(source.text, source.path)
    document = parser.parse(source.text, first_line(source, head))
    found = [*(_keys(head, source.text) if head else ()), *_walk(document.tokens), *_definitions(document, source.text)]
    blocks = [(token.start, token.end) for token in document.tokens if token.type == "inline"]
    shown = list(_shown(document.tokens, source.text))
    return Reading(found, shown, list(_marks(document.tokens)), blocks, source.text)


def _keys(head: Parsed, text: str) -> Iterator[Feature]:
    matter = head.front_matter
    # What could not be read may mean anything. Without an end it is read as Markdown.
    unread = text[matter.start : matter.end] if matter.error and matter.end >= 0 else ""
    yield Feature("front matter", matter.start, matter.end, (matter.kind, matter.error, unread))
    last = {key.name: key for key in head.keys}
    for key in head.keys:
        yield Feature("key", key.start, key.end, key.name)
        # 1, 1.0 and true are equal, and not the same. Of two keys with one name the last has the value.
        value = key.kind, key.raw, repr(head.values.get(key.name)) if key is last[key.name] else ""
        yield Feature("value", key.value_start, key.value_end, value)
    for comment in head.comments:
        yield Feature("comment", comment.start, comment.end, comment.text)


def _walk(tokens: Sequence[Token]) -> Iterator[Feature]:
    opened: list[Feature] = []
    found: list[Feature] = []
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            feature = opened.pop()
            feature.end = max(feature.end, token.end)
        elif token.type not in _PASSED_OVER:
            feature = Feature(token.type.removesuffix("_open"), token.start, token.end, _meaning(token, tokens, index))
            found += [feature, *_parts(token)]
            if token.nesting > 0:
                opened.append(feature)
        elif token.meta.get("too_long"):
            found.append(Feature("unread text", token.start, token.end, token.content))
        if token.children and token.type != "image":
            found += _walk(token.children)
    yield from found


def _meaning(token: Token, tokens: Sequence[Token], index: int) -> Any:
    """What a construct says besides the constructs in it."""
    said: list[Any] = [token.tag, token.info, token.hidden]
    said.append({name: value for name, value in token.attrs.items() if name not in ("href", "src")})
    if token.block:  # a container's title is text
        said.append(token.meta.get("title"))
    said.append({name: value for name, value in token.meta.items() if name not in _PLACES})
    if token.type == "heading_open":
        said.append(_read_text(tokens[index + 1]))
    elif token.type == "blockquote_open":
        said.append(_callout(tokens[index + 2]) if index + 2 < len(tokens) else None)
    elif token.type != "wikilink":
        said.append(_content(token))
    return said


def _content(token: Token) -> str:
    """What a literal holds; a block of it may end with the file, or with the line."""
    return token.content.removesuffix("\n") if token.block else token.content


def _callout(first: Token) -> Any:
    """A callout's marker, and its title as read; `first` is the first block in it."""
    match = CALLOUT.match(first.content)
    return match and (match[1], match[2], _read_text(first).partition("\n")[0])


def _read_text(inline: Token) -> str:
    """The text without the blanks that end its lines, which nobody sees."""
    return _LINE_END_BLANKS.sub("", text_of(inline.children or []))


def _parts(token: Token) -> Iterator[Feature]:
    """What is a feature by itself: the destination of a link, and the frame of HTML."""
    if token.type in ("link_open", "image") and token.meta.get("kind") != "reference":
        start, end = token.meta.get("dest", (-1, -1))
        yield Feature("destination", start, end, token.meta.get("raw"))
    elif token.type == "wikilink":
        start, end = token.meta["dest"]
        yield Feature("destination", start, end, (token.meta["target"], token.meta["fragment"]))
    elif token.type in _HTML:
        yield Feature("tags", token.start, token.end, _frame(_content(token)))


def _frame(content: str) -> str:
    """HTML without the addresses in it: what stays when one of them changes."""
    cuts = sorted(
        tag.attributes[name][1:] for tag in html.tags(content) for name in ("href", "src") if name in tag.attributes
    )
    kept = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), None], strict=True)
    return "\0".join(content[start:end] for start, end in kept)


def _definitions(document: Document, text: str) -> Iterator[Feature]:
    for each in document.definitions:
        title = text[slice(*each.title)] if each.title else ""
        yield Feature(f"{each.kind} definition", each.start, each.end, (each.key, title))
        if each.kind == "link":
            yield Feature("destination", each.dest[0], each.dest[1], each.raw)


def _shown(tokens: Sequence[Token], text: str) -> Iterator[Span]:
    for token in tokens:
        if token.type in _TEXT and 0 <= token.start < token.end:
            end = token.end
            if text[end : end + 1] in ("", "\n"):  # what blanks end a line is not seen
                end = token.start + len(text[token.start : end].rstrip(" \t"))
            if token.start < end:
                yield token.start, end
        elif token.children and token.type != "image":
            yield from _shown(token.children, text)


def _marks(tokens: Sequence[Token]) -> Iterator[Span]:
    for token in tokens:
        if token.nesting and token.type.rpartition("_")[0] in _EMPHASIS:
            yield token.start, token.end
        elif token.children and token.type != "image":
            yield from _marks(token.children)


def damage(before: Reading, after: Reading, claims: Sequence[Claim]) -> str:
    """What the edits changed besides what they say, in a few words; "" where they changed nothing.

    A construct must be there again, where the edits moved it, with the same meaning; of those that an edit touches,
    destinations and values of the front matter may differ, others only if the fix says so. Text must be text again;
    where edits touch it, the fix says `text`. A fix that makes a construct of text may make and unmake links and
    images inside the span of its finding; one that changes emphasis may change all of it in the blocks that it edits,
    but not what is text or a mark there; one that adds a field to the front matter adds nothing else.
    """
    edits = sorted((edit for claim in claims for edit in claim.edits), key=lambda edit: (edit.start, edit.end))
    shift = Shift(edits)
    blocks = _holding(before.blocks, [edit for claim in claims if "emphasis" in claim.changes for edit in claim.edits])
    before = _unemphasised(before, blocks)
    after = _unemphasised(after, [(shift.before(start), shift.after(end)) for start, end in blocks])
    own = [claim.inside for claim in claims if claim.inside]
    inside, moved = Spans(own), Spans((shift.before(start), shift.after(end)) for start, end in own)
    old = [feature for feature in before.features if not _made(feature, inside)]
    new = [feature for feature in after.features if not _made(feature, moved)]
    added = [edit for claim in claims if "field" in claim.changes for edit in claim.edits]
    if added:
        fields = Spans((start, start + len(edit.new)) for edit in added for start in (shift.before(edit.start),))
        new = [each for each in new if each.kind not in _FIELD or not fields.hold(each.start, each.end)]
    touching = _Touching(claims)
    for one, other in zip(old, new, strict=False):
        if problem := _difference(one, other, shift, touching):
            return problem
    if len(old) != len(new):
        odd = old[len(new)] if len(old) > len(new) else new[len(old)]
        return f"{odd.kind} {'lost' if len(old) > len(new) else 'made'} at {odd.start}"
    return _text_changed(before, after, claims, shift)


def _holding(blocks: Sequence[Span], edits: Iterable[Edit]) -> list[Span]:
    """The blocks that the edits are in; one that is in none stays without."""
    found = (
        {blocks[bisect_right(blocks, edit.start, key=lambda own: own[0]) - 1] for edit in edits} if blocks else set()
    )
    return sorted(found)


def _unemphasised(reading: Reading, blocks: Sequence[Span]) -> Reading:
    """The same where it does not matter, in these blocks, which marks are text and which are taken for emphasis."""
    if not blocks:
        return reading
    spans = Spans(blocks)
    features = [f for f in reading.features if f.kind not in _EMPHASIS or not spans.hold(f.start, f.end)]
    marks = [mark for mark in reading.marks if spans.hold(*mark)]
    return msgspec.structs.replace(reading, features=features, text=[*reading.text, *marks])


def _made(feature: Feature, spans: Spans) -> bool:
    return feature.kind in _MADE and spans.hold(feature.start, feature.end)


class _Touching:
    """Whose edits touch a place. No two edits overlap, so both their starts and their ends ascend."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        edits = sorted((edit.start, edit.end, n) for n, claim in enumerate(claims) for edit in claim.edits)
        self._starts, self._ends = [start for start, _, _ in edits], [end for _, end, _ in edits]
        self._claims = [claims[n] for _, _, n in edits]

    def at(self, feature: Feature) -> list[Claim]:
        return self._claims[bisect_left(self._ends, feature.start) : bisect_right(self._starts, feature.end)]


def _difference(one: Feature, other: Feature, shift: Shift, touching: _Touching) -> str:
    starts = (shift.before(one.start), shift.after(one.start))
    ends = (shift.before(one.end), shift.after(one.end))
    if one.kind != other.kind or other.start not in starts or other.end not in ends:
        return f"{one.kind} at {one.start} became {other.kind} at {other.start}"
    if one.value == other.value:
        return ""
    found = touching.at(one)
    may = one.kind in _FREE or all(one.kind in claim.changes for claim in found)
    return "" if found and may else f"{one.kind} at {one.start} changed"


def _text_changed(before: Reading, after: Reading, claims: Sequence[Claim], shift: Shift) -> str:
    """Is what is shown as text elsewhere than it was, or is text in the edits of a fix that does not say so?"""
    holes: list[Span] = []
    new_holes: list[Span] = []
    old_text, new_text = _Spans(before.text), _Spans(after.text)
    for claim in claims:
        for edit in claim.edits:
            start = shift.before(edit.start)
            hole, new_hole = (edit.start, edit.end), (start, start + len(edit.new))
            holes.append(hole)
            new_holes.append(new_hole)
            may = claim.inside or claim.changes & _OF_TEXT
            if not may and (old_text.meets(hole) or new_text.meets(new_hole)):
                return f"text at {edit.start} changed"
        if claim.changes & _OF_TEXT == {"emphasis"}:
            words = "".join(before.source[edit.start : edit.end] for edit in claim.edits)
            if _letters(words) != _letters("".join(edit.new for edit in claim.edits)):
                return f"words at {claim.edits[0].start} changed"
        if claim.inside:
            holes.append(claim.inside)
            new_holes.append((shift.before(claim.inside[0]), shift.after(claim.inside[1])))
    left = [(shift.after(start), shift.before(end)) for start, end in old_text.without(holes)]
    for one, other in zip(left, new := new_text.without(new_holes), strict=False):
        if one != other:
            return f"text at {min(one[0], other[0])} became something else, or something else became text"
    return "" if len(left) == len(new) else "text was lost or made"


def _letters(text: str) -> list[str]:
    """All but blanks and the marks of emphasis, wherever they stand."""
    return sorted(_MARKS.sub("", text))


class _Spans:
    """Ascending spans; those that touch each other are one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._all: list[Span] = []
        for start, end in sorted(spans):
            if self._all and start <= self._all[-1][1]:
                start, end = self._all[-1][0], max(end, self._all.pop()[1])
            self._all.append((start, end))

    def meets(self, span: Span) -> bool:
        at = bisect_left(self._all, span[1], key=lambda own: own[0]) - 1  # the last one that begins before its end
        return at >= 0 and span[0] < min(self._all[at][1], span[1])

    def without(self, holes: Iterable[Span]) -> list[Span]:
        """What is left, cut at each hole, also at an empty one."""
        cuts = sorted(holes)
        left: list[Span] = []
        first = 0
        for start, end in self._all:
            while first < len(cuts) and cuts[first][1] <= start:
                first += 1
            at = first
            while at < len(cuts) and cuts[at][0] < end:
                if start < cuts[at][0]:
                    left.append((start, cuts[at][0]))
                start = max(start, cuts[at][1])
                at += 1
            if start < end:
                left.append((start, end))
        return left
