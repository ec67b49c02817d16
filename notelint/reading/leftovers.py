"""What a tool left behind in a note: its answer's first words, marks of a merge, a mould's holes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Leftover
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans
from notelint.text.spoken_of import MOULDS, is_about

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# What a chat says before the text that it was asked for.
_PREAMBLE = lazy_re(
    r"As an AI (?:language model|assistant)\b"
    r"|(?:Sure|Certainly|Of course|Absolutely)[,!.] (?:[Hh]ere(?:['’]s| is| are)|I(?:['’]ll| will| can))\b"
    r"|Here(?:['’]s| is| are) (?:the|your|an?)\b[^.\n]{0,80}(?:\byou (?:asked|requested|wanted)\b|\bas requested\b"
    r"|\b(?:of|for) (?:the|this|your) (?:paper|article|document|text)\b[^.\n]{0,30}:$)"
    r"|I(?:['’]m| am) sorry, but I\b"
    r"|I (?:cannot|can['’]t|am unable to) (?:access|open|browse|read) (?:the|this|that|external|files|links|URLs)\b"
    r"|作为一?[个名]?(?:人工智能|AI|大)(?:语言)?(?:模型|助手)"
    r"|(?:好的|当然)(?:可以)?[，,。！!：:] ?(?:以下|下面|这里|我(?:将|会|来)|根据[您你])"
    r"|(?:以下|下面|这)是(?:根据|按照|为)?[您你](?:的?要求|提供|需要|请求)|根据[您你](?:提供|给出|上传)的",
    re.MULTILINE,
)
_OPENERS = frozenset("ASCOHIWL作好当以下这根希如")  # cheap: with what these begin
# What it says behind it.
_CLOSING = lazy_re(
    r"Would you like me to\b|Let me know if you(?:['’]d| would) like me to\b"
    r"|I hope this (?:summary|note|translation) helps\b"
    r"|希望(?:这|以上)[^。\n]{0,15}对[您你]有(?:所)?帮助|如果[您你](?:需要|希望|想要?)我(?:进一步|继续|再|帮)",
)
# The first line of a program's failure, of a model's thoughts.
_DUMP = lazy_re(
    r"Traceback \(most recent call last\):|(?:HTTP)?Error(?: code)?: [45]\d\d\b|[45]\d\d (?:Client|Server) Error\b"
    r"|<think>|<\|(?:im_start|system|user|assistant)\|>|\[INST\]"
)
# What a chat puts where its sources stand: of OpenAI's, with and without marks of the private use area, of Gemini's.
_SOURCE = lazy_re(
    r":contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]|【\d+(?::\d+)?†[^】\n]{0,60}】"
    r"|\ue200(?:cite|filecite|navlist|image_group)[^\n\ue201]{0,200}\ue201?|\b(?:file)?cite(?:turn\d+[a-z]+\d+)+"
    r"|\[cite_start\]|\[cite: ?\d+(?:, ?\d+)*\]"
)
_SOURCE_MAYBE = lazy_re("oaicite|†|\ue200|citeturn|\\[cite")
_FROM_CHAT = lazy_re(r"[?&]utm_source=(?:chatgpt\.com|openai|perplexity|copilot\.com|claude\.ai)\b")
# What an editor writes for an image until somebody describes it: VS Code and DEV, CSDN, Gitee.
_ALT = lazy_re(r"(?i:alt text|image description|enter image description here)|在这里插入图片描述|输入图片说明")
_ALT_MAYBE = lazy_re(r"(?i:alt text|image description)|在这里插入图片描述|输入图片说明")
_WRAP = lazy_re(r"(?:`{3,}|~{3,})(?:markdown|md)[ \t]*$")
_STRAY = lazy_re(r"([a-z]{2,5})#{1,2} \S")
_CONFLICT = lazy_re(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_HOLE = lazy_re(
    r"(?<!\{)\{\{(?:title|date|time|name)(?::[^}\n]{1,40})?\}\}(?!\})",
    re.IGNORECASE,
)


def find(reader: Reader, body_start: int) -> list[Leftover]:
    """The leftovers of a note, in its order. `body_start` is where its front matter ends."""
    text = reader.text
    found = list(_at_the_edges(reader))
    if "<<<<<<<" in text:
        found += _conflicts(reader)
    if ("{{title" in text or "{{date" in text) and _HOLE.search(text) and not is_about(MOULDS, text):
        found += _holes(reader)
    if _SOURCE_MAYBE.search(text):
        found += _sources(reader)
    if "utm_source=" in text:
        found += _addresses(reader)
    if _ALT_MAYBE.search(text):
        found += _descriptions(reader)
    found += _first_line(reader, body_start)
    return sorted(found, key=lambda each: each.start)


def _leftover(reader: Reader, case: str, start: int, end: int) -> Leftover:
    return Leftover(path=reader.path, start=start, end=end, case=case, text=reader.text[start:end])


def _at_the_edges(reader: Reader) -> Iterator[Leftover]:
    """What a chat says around a text stands in its first paragraphs, above or below the title, and in its last."""
    tokens = reader.document.tokens
    head = [n for n, token in enumerate(tokens[:12]) if token.type == "paragraph_open" and token.level == 0][:2]
    for n in head:
        yield from _spoken(reader, tokens[n + 1], _PREAMBLE, "answer")
    last = len(tokens) - 3
    if last > 0 and tokens[last].type == "paragraph_open" and tokens[last].level == 0:
        yield from _spoken(reader, tokens[last + 1], _CLOSING, "closing")


def _spoken(reader: Reader, token: Token, pattern: re.Pattern[str], case: str) -> Iterator[Leftover]:
    if token.content[:1] in _OPENERS and pattern.match(token.content):
        line_end = token.content.find("\n")
        start, end = token.span(0, line_end if line_end > 0 else len(token.content))
        if start >= 0:
            yield _leftover(reader, case, start, end)


def _first_line(reader: Reader, start: int) -> Iterator[Leftover]:
    text, headed = reader.text, start > 0
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start : min(end, start + 200)]
    if _DUMP.match(line):
        yield _leftover(reader, "dump", start, end)
    elif line.startswith(("```", "~~~")) and _WRAP.match(line) and _is_all(reader, headed):
        yield _leftover(reader, "wrapped", start, end)
    elif (match := _STRAY.match(line)) and not any(section.level == 1 for section in reader.sections):
        yield _leftover(reader, "stray", start, start + len(match[1]))


def _is_all(reader: Reader, headed: bool) -> bool:
    """One code block is all there is, and it holds a note; one with a front matter beside the note's is an example."""
    tokens = [token for token in reader.document.tokens if token.type != "comment"]
    if len(tokens) != 1 or tokens[0].type != "fence" or (headed and tokens[0].content.startswith("---\n")):
        return False
    return re.search(r"^#{1,6} ", tokens[0].content, re.M) is not None


def _conflicts(reader: Reader) -> Iterator[Leftover]:
    """Where `<<<<<<<`, `=======` and `>>>>>>>` follow each other, each at the beginning of a line, outside code."""
    tokens = reader.document.tokens
    code = Spans((token.start, token.end) for token in tokens if token.type in ("fence", "code_block"))
    start, sides = -1, 0
    for mark in _CONFLICT.finditer(reader.text):
        if mark[0][0] == "<":
            start, sides = mark.start(), 1
        elif mark[0][0] == "=":
            sides += sides == 1
        else:
            if sides == 2 and start not in code:
                yield _leftover(reader, "conflict", start, reader.text.index("\n", start))
            sides = 0


def _holes(reader: Reader) -> Iterator[Leftover]:
    """A mould's placeholders in what a reader sees: not in code, and not in comments."""
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        if "{{" not in token.content:
            continue
        shown = _literal(token)
        for match in _HOLE.finditer(token.content):
            start, end = token.span(*match.span())
            if start >= 0 and (shown is None or start in shown):
                yield _leftover(reader, "hole", start, end)


def _sources(reader: Reader) -> Iterator[Leftover]:
    """The marks of a chat's sources in what a reader sees."""
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        if not _SOURCE_MAYBE.search(token.content):
            continue
        shown = _literal(token)
        for match in _SOURCE.finditer(token.content):
            start, end = token.span(*match.span())
            if start >= 0 and (shown is None or start in shown):
                yield _leftover(reader, "source", start, end)


def _addresses(reader: Reader) -> Iterator[Leftover]:
    """Addresses that still say which chat gave them."""
    for link in reader.links:
        if match := _FROM_CHAT.search(reader.text, link.dest_start, link.dest_end):
            yield _leftover(reader, "address", match.start() + 1, match.end())


def _descriptions(reader: Reader) -> Iterator[Leftover]:
    """Images whose description is the editor's own."""
    for image in reader.images:
        if _ALT.fullmatch(image.alt.strip()):
            start = reader.text.find(image.alt, image.start, image.end)
            if start >= 0:
                yield _leftover(reader, "alt", start, start + len(image.alt))


def _literal(token: Token) -> Spans | None:
    """The spans of a block that are no code, maths, comment or shortcode; None for all of it."""
    if token.children is None:
        return None
    shown = [(child.start, child.end) for child in token.children if child.type in ("text", "image", "wikilink")]
    shown += [child.meta["dest"] for child in token.children if child.type == "link_open" and "dest" in child.meta]
    return Spans(shown)
