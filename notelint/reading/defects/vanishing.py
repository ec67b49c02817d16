"""Text in angle brackets that browsers take for an element, so that nobody sees it: `vector<T>`, `<your-name>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# The elements of HTML, obsolete ones too, and those of SVG and MathML that stand in texts.
_ELEMENTS = re.compile(
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|bgsound|big|blink"
    "|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details"
    "|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|g|h1"
    "|h2|h3|h4|h5|h6|head|header|hgroup|hr|html|i|iframe|image|img|input|ins|isindex|kbd|label|legend|li"
    "|line|link|main|map|mark|marquee|math|menu|menuitem|meta|meter|mi|mn|mo|mrow|msub|msup|mtext|nav"
    "|nobr|noframes|noscript|object|ol|optgroup|option|output|p|param|path|picture|plaintext|pre|progress"
    "|q|rb|rect|rp|rt|rtc|ruby|s|samp|script|search|section|select|slot|small|source|span|strike|strong"
    "|style|sub|summary|sup|svg|table|tbody|td|template|text|textarea|tfoot|th|thead|time|title|tr|track"
    "|tt|u|ul|use|var|video|wbr|xmp",
    re.IGNORECASE,
)
# A tag without attributes: who writes attributes means an element, of his own perhaps.
_BARE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_-]*)>")


def find(reader: Reader) -> Iterator[Defect]:
    """The first tag of each name, in the order of the note; nothing where a component may be meant."""
    if "<" not in reader.text or reader.features.mdx:
        return
    told: set[str] = set()
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        if "<" in token.content:
            for child in _tags(reader.document.inline(token)):
                bare = _BARE.fullmatch(child.content)
                if bare and bare[2] not in told and not _is_element(reader, bare[2]):
                    told.add(bare[2])
                    yield Defect(
                        path=reader.path, start=child.start, end=child.end, problem="vanishing", text=child.content
                    )


def _tags(children: list[Token]) -> Iterator[Token]:
    for child in children:
        if child.type == "html_inline":
            yield child
        elif child.children:
            yield from _tags(child.children)


def _is_element(reader: Reader, name: str) -> bool:
    """One of HTML; or one of the site's own, which is closed, and named as components and custom elements are."""
    if _ELEMENTS.fullmatch(name):
        return True
    if f"</{name}>" in reader.text and f"<{name} " in reader.text:
        return True  # the end of one that has attributes
    own = reader.viewer.known and ("-" in name or name[0].isupper()) and len(name) > 1
    return own and f"</{name}>" in reader.text
