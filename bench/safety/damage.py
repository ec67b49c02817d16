"""What a note has lost between two versions of it: a judge that shares no code with notelint's own proof.

Both versions are rendered by cmark-gfm, in a MkDocs site also by Python-Markdown with the extensions of the site that
are installed, and read by stock markdown-it-py for what these two do not know. A note is *damaged* by any of these:

- front matter: a value is gone or another one, or the block can no longer be read;
- links: a link or an image is gone, or leads elsewhere;
- code, math, HTML: what is in them differs, trailing blanks aside;
- constructs: a wikilink, footnote, callout marker or title, `==mark==`, shortcode, container, or (in a vault) a tag
  is gone, new or another one;
- emphasis: what was emphasised no longer is;
- headings: one has another anchor (GitHub's form of it), so that links from outside break, or another level;
- text: a letter, digit or Han character is lost or gained (ａ, a and A are alike);
- blocks: the sequence of blocks and hard line breaks differs (paragraphs within list items aside).

No damage, whoever does it, is a **repair**: something wrong in the old version that is right in the new one, told
by rule. A destination that led to no file and now does; a URL that could be none (full-width characters or blanks
in it) and now is the one with the same letters; a URL with https, or another one of the same paper, or of the paper
that the text of the link names; a link made of text that stood there as its source; a promise (待确认, TBD) that is
kept; a number, yes/no or comment in the front matter that now is the text which is written there; a block that
could not be read and now can, with the same letters; a heading that skipped a level and does not any more; emphasis
where its markers were shown, or from the star of one item to that of another, where the list was not shown as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import cmarkgfm
from cmarkgfm.cmark import Options
from collection import Collection, decoded
from front_values import FRONT_MATTER, lost_values
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from rendered import WIKILINK, Rendered, letters, plain

CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
CONSTRUCTS = {
    "footnote": re.compile(r"(?<!\\)\[\^[^\]\n]+\](?!:)"),
    "mark": re.compile(r"(?<![=\\])==(?=[^\s=])[^=\n]*==(?!=)"),
    "shortcode": re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[#.:][^{}\n]*\}", re.S),
    "comment": re.compile(r"%%.*?%%", re.S),
}
TAG = re.compile(r"(?<![\w&/#(\[])#[\w/-]*[^\W\d][\w/-]*")
CALLOUT = re.compile(r"\[!([\w-]+)\]([+-]?)[ \t]*(.*)")
CONTAINER = re.compile(r"^[ \t>]*((?:!!!|\?\?\?\+?|:::+|===)[ \t]*[\w\"!].*?)[ \t]*$", re.M)
FOOTNOTE = re.compile(r"^[ \t>]*\[\^([^\]\n]+)\]:", re.M)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|https?[^!-~]", re.I)
UNFILLED = re.compile(r"待确认|待补充|待定|待填|未知|暂无|TBD|TODO|ComingSoon", re.I)
SOUND_URL = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?([/?#][!-~]*)?", re.I | re.A)
PAPER = re.compile(r"(?<!\d)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?!\d)")


class Judge:
    """Compares versions of a collection's notes; what was read of an old one is kept."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.plain = (
            MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(dollarmath_plugin, double_inline=True)
        )
        self._kept: dict[str, Any] = {}

    def damage(self, note: str, old: bytes, new: bytes) -> dict[str, str]:
        """What was damaged, each kind with one example; {} for nothing. `note` is its path from the root."""
        try:
            text = decoded(new)
        except UnicodeDecodeError:
            return {"encoding": "can no longer be decoded"}
        if note not in self._kept:
            self._kept[note] = self._read(decoded(old))
        before, after = self._kept[note], self._read(text)
        found = dict(lost_values(before["front matter"], after["front matter"]))
        for renderer, one in before["readings"].items():
            for kind, example in self._compare(note, one, after["readings"][renderer], decoded(old), renderer):
                found.setdefault(kind, example)
        for kind, values in before["features"].items():
            others = after["features"][kind]
            if values != others:
                found.setdefault(kind, _first_difference(list(values), list(others)))
        return found

    def _read(self, text: str) -> dict[str, Any]:
        matter = FRONT_MATTER.match(text)
        body = text[matter.end() :] if matter else text
        extensions = ["table", "strikethrough", "autolink"]
        how = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        page = cmarkgfm.markdown_to_html_with_extensions(body, how, extensions)
        readings = {"cmark": Rendered(page)}
        if self.collection.site:
            readings["markdown"] = Rendered(self.collection.site.reset().convert(body))
        return {
            "front matter": matter and (matter[1], matter[2]),
            "readings": readings,
            "features": self._features(body),
        }

    def _features(self, body: str) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {name: [] for name in ("math", "html", "callout", "container", "wikilink")}
        found |= {name: [] for name in (*CONSTRUCTS, "tag")}
        fenced: set[int] = set()
        tokens = self.plain.parse(body)
        for index, token in enumerate(tokens):
            if token.type == "fence" and token.map:
                fenced.update(range(*token.map))
            elif token.type == "math_block":
                found["math"].append(_spaced(token.content))
            elif token.type == "html_block":
                found["html"].append(_frame(token.content))
            elif token.type == "inline":
                found["math"] += [_spaced(c.content) for c in token.children or () if c.type.startswith("math")]
                found["html"] += [_frame(c.content) for c in token.children or () if c.type == "html_inline"]
                self._inline(CODE.sub("", token.content), tokens[index - 2 : index], found)
        rest = "\n".join(line for number, line in enumerate(body.split("\n")) if number not in fenced)
        found["container"] = [_spaced(each) for each in CONTAINER.findall(rest)]
        found["footnote text"] = sorted(FOOTNOTE.findall(rest))
        return found

    def _inline(self, text: str, above: Sequence[Any], found: dict[str, list[Any]]) -> None:
        match = CALLOUT.match(text)
        if match and above and above[0].type == "blockquote_open":
            found["callout"].append((match[1].lower(), match[2], letters(match[3]).casefold()))
        # Where they lead is compared as links are.
        found["wikilink"] += [(match[0][0], match[2]) for match in WIKILINK.finditer(text)]
        for name, pattern in CONSTRUCTS.items():
            found[name] += [
                _spaced(match[0]) if name != "mark" else letters(match[0]) for match in pattern.finditer(text)
            ]
        if self.collection.vault:
            found["tag"] += TAG.findall(WIKILINK.sub("", re.sub(r"\]\([^)]*\)|https?://\S+", "", text)))

    def _compare(
        self, note: str, one: Rendered, other: Rendered, source: str, renderer: str
    ) -> Iterator[tuple[str, str]]:
        instead: dict[int, str] = {}
        problems = list(self._links(note, one, other, source, instead))
        before, after = one.text({}).casefold(), other.text(instead).casefold()
        if renderer == "markdown":
            # It sees no list without a blank line before it. Where one is made, its numbers are no text any more.
            before, after = (re.sub(r"\d+", "", text) for text in (before, after))
        if not _filled_in(before, after):
            yield from problems
            if before != after:
                yield "text", _first_difference(before, after)
        if one.code != other.code:
            yield "code", _first_difference(one.code, other.code)
        if not _kept_in_order(one.emphasis, other.emphasis):
            yield "emphasis", _first_difference(one.emphasis, other.emphasis)
        if [slug for _, slug in one.headings] != [slug for _, slug in other.headings]:
            yield "heading", _first_difference(one.headings, other.headings)
        elif not _levels_mended(one.headings, other.headings):
            yield "heading level", _first_difference(one.headings, other.headings)
        # That a list is made there is no loss, either.
        old, new = ([re.sub(r"h\d", "h", each) for each in reading.blocks] for reading in (one, other))
        if not (_kept_in_order([b for b in old if b != "p"], new) if renderer == "markdown" else old == new):
            yield "blocks", _first_difference(old, new)

    def _links(
        self, note: str, one: Rendered, other: Rendered, source: str, instead: dict[int, str]
    ) -> Iterator[tuple[str, str]]:
        old, new = ([(kind, plain(dest)) for kind, dest in reading.dests] for reading in (one, other))
        for change, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if change == "equal":
                continue
            if end - start > new_end - new_start or (change == "replace" and end - start != new_end - new_start):
                yield "link", _first_difference(old[start:end], new[new_start:new_end])
            elif change == "insert":
                for kind, dest in new[new_start:new_end]:
                    if not self._made_of_text(note, kind, dest, source):
                        yield "link", f"made: {dest}"
            for was, now in zip(range(start, end), range(new_start, new_end), strict=False):
                instead[now] = one.dests[was][1]
                named = PAPER.findall(other.texts.get(now, ""))
                if named and named == PAPER.findall(new[now][1]) != PAPER.findall(old[was][1]):
                    continue  # it leads to the paper that its own text names
                if old[was][0] != new[now][0] or not self._as_good(note, old[was][1], new[now][1], old[was][0]):
                    yield "link", f"{old[was][1]} -> {new[now][1]}"

    def _as_good(self, note: str, old: str, new: str, kind: str) -> bool:
        """Does a new destination lead where the old one led, or somewhere where the old one led nowhere?"""
        if SCHEME.match(old):
            paper = PAPER.findall(old)
            same = paper and paper[:1] == PAPER.findall(new)[:1]
            same = same or old.partition("://")[2] == new.partition("://")[2]  # https in the place of http
            mended = not SOUND_URL.fullmatch(old) and letters(old) == letters(new)
            return bool(SOUND_URL.fullmatch(new)) and bool(same or mended)
        was, now = (self.collection.resolve(dest, note, kind == "wikilink") for dest in (old, new))
        if was and was != now:
            return False
        fragments = [dest.partition("#")[2] for dest in (old, new)]
        return bool(now) and (not was or letters(fragments[0]).lower() == letters(fragments[1]).lower())

    def _made_of_text(self, note: str, kind: str, dest: str, source: str) -> bool:
        if SCHEME.match(dest):
            return letters(dest) in letters(plain(source))
        return bool(self.collection.resolve(dest, note, kind == "wikilink"))


def _filled_in(old: str, new: str) -> bool:
    """Is all that differs what stands now in the place of a promise?"""
    kept = UNFILLED.split(old)
    return len(kept) > 1 and old != new and bool(re.fullmatch(".+?".join(map(re.escape, kept)), new))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _frame(source: str) -> str:
    """HTML without where it leads, which is compared as links are."""
    return re.sub(r"""\b(src|href)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", r"\1", _spaced(source))


def _kept_in_order(old: Sequence[str], new: Sequence[str]) -> bool:
    rest = iter(new)
    return all(each in rest for each in old if each)


def _levels_mended(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> bool:
    above, new_above = 1, 1
    for (level, _), (new_level, _) in zip(old, new, strict=True):
        if level != new_level and not (level > above + 1 and new_level <= new_above + 1):
            return False
        above, new_above = level, new_level
    return True


def _first_difference(old: Sequence[Any], new: Sequence[Any]) -> str:
    at = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), -1)
    at = min(len(old), len(new)) if at < 0 else at
    before = max(0, at - (10 if isinstance(old, str) else 0))
    size = 30 if isinstance(old, str) else 3
    return f"{old[before : at + size]!s:.160} -> {new[before : at + size]!s:.160}"
