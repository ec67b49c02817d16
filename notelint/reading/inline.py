"""One inline block: its links, images, wikilinks and anchors, and its text as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from notelint.files.suffixes import IMAGE_SUFFIXES, suffix_of
from notelint.model.items import Anchor, Comment, Image, Link, PaperId, Reference, Unrendered, Wikilink
from notelint.reading import html, ids, references, shortcodes, unrendered
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_SPAN, _HIDES, _SPAN_END = (lazy_re(each) for each in (r"<span\s[^<>\n]*+>", r"display:\s*none", r"</span|\n|\Z"))
_FILE_LINK = lazy_re(
    r"!?(?P<open>\[)(?P<text>[^\[\]\n]*)(?P<at>\])\((?:(?P<angle><)|)(?P<target>file:(?(angle)[^<>\n]+|[^\s()<>]+))>?\)"
)
# Renderers that take a space for a part of a link's destination, each tried.
_SPACES_IN_DESTINATIONS = frozenset({"kramdown", "pandoc", "python-markdown"})
# Types whose `content` is text that the reader sees.
_TEXT = frozenset({"text", "text_special", "code_inline", "math_inline", "math_inline_double"})


class Inline(msgspec.Struct, gc=False):
    """What one inline block holds: the text as read, and its links with the papers they lead to."""

    children: list[Token] | None
    text: str
    links: list[Link] = []
    ids: list[PaperId] = []


def read(reader: Reader, token: Token) -> Inline:
    """Reads the children of an inline token into the reader's lists."""
    children = token.children
    if children is None:
        return Inline(None, token.content)
    if token.meta.get("too_long"):
        reader.too_long.append(token.start)
    result = Inline(children, "")
    result.text = _walk(reader, children, result)
    if unrendered.MAYBE.search(token.content):
        _unrendered(reader, token, children)
    if "(file:" in token.content or "(<file:" in token.content:
        _to_files(reader, token, children)
    if "][" in token.content or (reader.defined and "[" in token.content):
        _undefined(reader, token, children)
    return result


def text_of(children: list[Token]) -> str:
    """The text of children as read, without keeping what is in it."""
    parts: list[str] = []
    for child in children:
        if child.type in _TEXT:
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "wikilink":
            parts.append(str(child.meta.get("alias") or child.meta["target"]))
    return "".join(parts)


def _walk(reader: Reader, children: list[Token], result: Inline) -> str:
    parts: list[str] = []
    open_links: list[tuple[Token, int]] = []
    for child in children:
        kind = child.type
        if kind in _TEXT:
            parts.append(child.content.replace("\n", " "))
        elif kind in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif kind == "link_open":
            open_links.append((child, len(parts)))
        elif kind == "link_close" and open_links:
            opening, at = open_links.pop()
            _link(reader, opening, child, "".join(parts[at:]), result)
        elif kind == "image":
            _image(reader, child)
        elif kind == "wikilink":
            parts.append(_wikilink(reader, child))
        elif kind == "html_inline":
            read_html(reader, child)
        elif kind in ("shortcode", "mdx"):
            if kind == "shortcode":
                shortcodes.read(reader, child)
            parts.append(child.content)  # what it shows is not known, but it is something
        elif kind == "comment":
            read_comment(reader, child)
        elif kind == "footnote_ref":
            _footnote(reader, child)
        elif kind == "attributes":
            read_attributes(reader, child)
    return "".join(parts)


def _link(reader: Reader, opening: Token, closing: Token, text: str, result: Inline) -> None:
    meta = opening.meta
    target = str(meta.get("raw", opening.attrs.get("href", "")))
    dest = meta.get("dest") or (opening.start, closing.end)
    kind = meta.get("kind", "inline")
    if target.startswith("{{") and reader.viewer.shortcodes:
        reference = shortcodes.argument(reader, reader.text, *dest)
        if reference and not reference[0]:
            kind, target, dest = "shortcode", reference[1], reference[2:]
    link = Link(
        path=reader.path,
        start=opening.start,
        end=closing.end,
        section=reader.section,
        kind=kind,
        text=" ".join(text.split()),
        target=target,
        dest_start=dest[0],
        dest_end=dest[1],
        task=reader.task,
    )
    reader.links.append(link)
    result.links.append(link)
    if kind == "reference":
        _reference(reader, opening.start, closing.end, str(meta.get("label", "")))
    if target.startswith(("[http", "(http")):  # `[a]([https://…)` is a link, to an address that begins with "["
        reader.unrendered.append(_unreadable(reader, link.start, link.end, "nested-bracket", False))
    else:
        _identify(reader, link, result)


def _identify(reader: Reader, link: Link, result: Inline | None = None) -> None:
    found = ids.of_link(reader, link)
    if found is not None:
        reader.link_ids[link.start] = found
        if result is not None:
            result.ids.append(found)


def _reference(reader: Reader, start: int, end: int, label: str) -> None:
    reader.references.append(
        Reference(
            path=reader.path, start=start, end=end, section=reader.section, kind="link", label=label, defined=True
        )
    )


def _image(reader: Reader, token: Token) -> None:
    target = str(token.meta.get("raw", token.attrs.get("src", "")))
    dest = token.meta.get("dest") or (token.start, token.end)
    reader.images.append(
        Image(
            path=reader.path,
            start=token.start,
            end=token.end,
            section=reader.section,
            kind=token.meta.get("kind", "inline"),
            alt=token.content,
            described=bool(token.content.strip()),
            target=target,
            dest_start=dest[0],
            dest_end=dest[1],
        )
    )
    if reason := unrendered.mixed(token.content):
        reader.unrendered.append(_unreadable(reader, token.start, token.end, reason, True, target))
    if token.meta.get("kind") == "reference":
        _reference(reader, token.start, token.end, str(token.meta.get("label", "")))


def _wikilink(reader: Reader, token: Token) -> str:
    meta = token.meta
    target, alias = str(meta["target"]), meta.get("alias")
    fragment = str(meta.get("fragment") or "")
    dest = meta.get("dest") or (token.start, token.end)
    if alias and reader.viewer.alias_first:  # what is shown stands first there
        alias, (target, _, fragment) = target, alias.partition("#")
        dest = reader.text.rfind("|", token.start, token.end) + 1, token.end - 2
    common: dict[str, Any] = {
        "path": reader.path,
        "start": token.start,
        "end": token.end,
        "section": reader.section,
        "dest_start": dest[0],
        "dest_end": dest[1],
    }
    if meta.get("embed") and suffix_of(target) in IMAGE_SUFFIXES:
        reader.images.append(Image(kind="embed", alt=alias or "", target=target, **common))
        if glued := unrendered.GLUED.match(reader.text, token.end):
            reader.unrendered.append(_unreadable(reader, token.start, glued.end(), "glued-embed", True))
        return ""
    reader.wikilinks.append(
        Wikilink(target=target, fragment=fragment, alias=alias, embed=bool(meta.get("embed")), **common)
    )
    return alias or target


def read_html(reader: Reader, token: Token) -> None:
    """The links, images, anchors and comments of an HTML token."""
    content = token.content
    if "<!--" in content:
        for a, b, text in html.comments(content):
            if "notelint-" in text:
                add_comment(reader, token.at(a), token.at(b - 1) + 1, text)
    if "=" not in content:
        return
    for tag in html.tags(content):
        _tag(reader, token, tag)


def _tag(reader: Reader, token: Token, tag: html.Tag) -> None:
    start, end = token.span(tag.start, tag.end)
    for name in ("id", "name"):
        if name in tag.attributes and (name == "id" or tag.name == "a"):
            add_anchor(reader, start, end, tag.attributes[name][0], "html")
    for lead in html.leads(token.content, tag):
        dest = token.span(lead.start, lead.end)
        if lead.image:
            # A description is what an image of its own has: a poster, or one of the sizes of an image, needs none.
            described = "alt" in tag.attributes or lead.name != "src"
            alt = tag.attributes["alt"][0] if "alt" in tag.attributes else ""
            _html_image(reader, (start, end), lead.target, dest, alt, described)
        else:
            _html_link(reader, (start, end), lead.target, dest)


def _html_image(
    reader: Reader, at: tuple[int, int], target: str, dest: tuple[int, int], alt: str, described: bool
) -> None:
    reader.images.append(
        Image(
            path=reader.path,
            start=at[0],
            end=at[1],
            section=reader.section,
            kind="html",
            alt=alt,
            described=described,
            target=target,
            dest_start=dest[0],
            dest_end=dest[1],
        )
    )


def _html_link(reader: Reader, at: tuple[int, int], target: str, dest: tuple[int, int]) -> None:
    link = Link(
        path=reader.path,
        start=at[0],
        end=at[1],
        section=reader.section,
        kind="html",
        text="",
        target=target,
        dest_start=dest[0],
        dest_end=dest[1],
        task=reader.task,
    )
    reader.links.append(link)
    _identify(reader, link)


def add_anchor(reader: Reader, start: int, end: int, name: str, kind: str) -> None:
    """Keeps a place that a fragment can name."""
    reader.anchors.append(Anchor(path=reader.path, start=start, end=end, section=reader.section, name=name, kind=kind))


def read_attributes(reader: Reader, token: Token) -> None:
    """`{#id}` names a place."""
    if token.meta.get("id"):
        add_anchor(reader, token.start, token.end, str(token.meta["id"]), "attribute")


def read_comment(reader: Reader, token: Token) -> None:
    """`%% … %%` or `{/* … */}`; only what speaks to notelint is kept."""
    if "notelint-" in token.content:
        add_comment(reader, token.start, token.end, token.content)


def add_comment(reader: Reader, start: int, end: int, text: str) -> None:
    """Keeps a comment that speaks to notelint."""
    reader.comments.append(Comment(path=reader.path, start=start, end=end, section=reader.section, text=text.strip()))


def _footnote(reader: Reader, token: Token) -> None:
    label = str(token.meta.get("label", ""))
    if label:
        reader.references.append(
            Reference(
                path=reader.path,
                start=token.start,
                end=token.end,
                section=reader.section,
                kind="footnote",
                label=label,
                defined=bool(token.meta.get("defined", True)) or token.start in _hidden(reader),
                text=reader.text[token.start : token.end],
            )
        )


def _hidden(reader: Reader) -> Spans:
    """What stands in a `<span>` that is not shown, as answers of search engines end, up to the end of the line.

    It is looked for once a note, when it is first asked for.
    """
    if reader.hidden is None:
        spans, end = [], 0
        for opening in _SPAN.finditer(reader.text):
            if opening.start() >= end and _HIDES.search(opening[0]):
                closing = _SPAN_END.search(reader.text, opening.end())
                end = closing.start() if closing else len(reader.text)
                spans.append((opening.end(), end))
        reader.hidden = Spans(spans)
    return reader.hidden


def _to_files(reader: Reader, token: Token, children: list[Token]) -> None:
    """Links to `file:`, which markdown-it leaves as text and nearly all other parsers link."""
    literal = Spans((c.start, c.end) for c in children if c.type == "text" and c.content)
    for match in _FILE_LINK.finditer(reader.text, token.at(0), token.end):
        if not references.literal(match, literal):
            continue
        common: dict[str, Any] = {
            "path": reader.path,
            "start": match.start(),
            "end": match.end(),
            "section": reader.section,
            "kind": "inline",
            "target": match["target"],
            "dest_start": match.start("target"),
            "dest_end": match.end("target"),
        }
        if match[0].startswith("!"):
            reader.images.append(Image(alt=match["text"], **common))
        else:
            reader.links.append(Link(text=match["text"], task=reader.task, **common))


def _undefined(reader: Reader, token: Token, children: list[Token]) -> None:
    literal, inside = [], 0
    for child in children:
        inside += (child.type == "link_open") - (child.type == "link_close")  # a link's text holds no other link
        if child.type == "text" and child.content and not inside:
            literal.append((child.start, child.end))
    spans = Spans(literal)
    for start, end, label, near in references.undefined(reader.text, token.at(0), token.end, spans, reader.defined):
        reader.references.append(
            Reference(
                path=reader.path,
                start=start,
                end=end,
                section=reader.section,
                kind="link",
                label=label,
                defined=False,
                text=reader.text[start:end],
                near=near,
            )
        )


def _unreadable(reader: Reader, start: int, end: int, reason: str, image: bool, target: str = "") -> Unrendered:
    return Unrendered(
        path=reader.path,
        start=start,
        end=end,
        section=reader.section,
        reason=reason,
        text=reader.text[start:end],
        image=image,
        target=target,
    )


def _unrendered(reader: Reader, token: Token, children: list[Token]) -> None:
    if not any(c.type == "text" and unrendered.LEFT.search(c.content) for c in children):
        return
    literal = Spans((c.start, c.end) for c in children if c.type == "text" and c.content)
    children = [c for c in children if c.type != "text" or c.content]
    labels = [c.start for c, before in zip(children, [None, *children], strict=False) if _opens_line(c, before)]
    spaces = reader.dialect.renderer in _SPACES_IN_DESTINATIONS
    for start, end, reason, image in unrendered.find(reader.text, token.at(0), token.end, literal, labels, spaces):
        reader.unrendered.append(_unreadable(reader, start, end, reason, image))


def _opens_line(child: Token, before: Token | None) -> bool:
    """A bold word at the beginning of a line: a label."""
    return child.type == "strong_open" and (before is None or before.type in ("softbreak", "hardbreak"))
