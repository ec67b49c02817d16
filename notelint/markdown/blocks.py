"""The block parser: markdown-it's rulers decide which rules run, tables by first character decide which are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from markdown_it.parser_block import ParserBlock

from notelint.markdown.lines import BlockState, cut_lines, tail_of
from notelint.markdown.tokens import Token, adopted, own_dictionaries

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

BlockRule = Callable[[BlockState, int, int, bool], bool]
_Rule = TypeVar("_Rule", bound=Callable[..., Any])

# What the row below a table's head can begin with: no `- `, which begins most of the lines that are asked about.
DELIMITER_ROWS = frozenset({a + b for a in "|:-" for b in "|: \t-"} - {"- ", "-\t"})
_FIRST: dict[Callable[..., Any], str] = {}  # the characters that a block of the rule can begin with


def begins_with(characters: str) -> Callable[[_Rule], _Rule]:
    """Say what a block of the rule can begin with; "" leaves it to the parser, which asks the rule where it belongs."""

    def register(rule: _Rule) -> _Rule:
        _FIRST[rule] = characters
        return rule

    return register


class RuleTable(dict[str, tuple[BlockRule, ...]]):
    """First character → rules to try, in the ruler's order. Rules that are not ours are tried at every character."""

    def __init__(self, rules: Iterable[BlockRule]) -> None:
        rules = list(rules)
        for char in {c for rule in rules for c in _FIRST.get(rule, "")}:
            self[char] = tuple(r for r in rules if r not in _FIRST or char in _FIRST[r])
        self.others = tuple(r for r in rules if r not in _FIRST)

    def __missing__(self, char: str) -> tuple[BlockRule, ...]:
        self[char] = self.others
        return self.others


class BlockParser(ParserBlock):
    """Takes over the ruler of `stock`. A rule is ours if `begins_with` registered it; any other runs as it is."""

    def __init__(self, stock: ParserBlock) -> None:
        self.ruler = stock.ruler
        self.heading_attributes = False
        self.closed_html = ""
        self.spaced_footnotes = False
        self._compiled: object = None
        self.prepare()

    def prepare(self) -> None:
        """Read the ruler again if a rule was added, enabled or disabled since."""
        self.ruler.getRules("")
        if self.ruler.__cache__ is self._compiled:
            return
        self._compiled = self.ruler.__cache__
        active = [r for r in self.ruler.__rules__ if r.enabled]
        by_name = {r.name: i for i, r in enumerate(active)}
        rules: list[Any] = [r.fn if r.fn in _FIRST else _placing(r.fn) for r in active]
        at = {name: by_name.get(name, -1) for name in ("table", "code", "lheading", "paragraph")}
        self.table: BlockRule | None = rules[at["table"]] if at["table"] >= 0 else None
        self.paragraph: BlockRule = rules[at["paragraph"]]
        self.code = at["code"] >= 0
        self.setext = at["lheading"] >= 0
        setext = rules[at["lheading"]] if self.setext else None
        # Our paragraph rule finds setext headings too.
        foreign = [(i, rule) for i, rule in enumerate(rules) if rule not in _FIRST and i != at["lheading"]]
        self.early = tuple(rule for i, rule in foreign if i < at["table"])
        self.indented = tuple(rule for i, rule in foreign if i < at["code"]) + (
            (rules[at["code"]],) if self.code else ()
        )
        self.late = tuple(rule for i, rule in foreign if self.setext and at["lheading"] < i < at["paragraph"])
        self.rules = RuleTable(
            r for r in rules if r not in (*self.early, *self.late, setext, self.table, self.paragraph)
        )
        self.ends_paragraph = RuleTable(r for r in self._chain("paragraph") if r is not self.table)
        self.ends_reference = RuleTable(self._chain("reference"))
        self.ends_quote = RuleTable(self._chain("blockquote"))
        self.ends_list = RuleTable(self._chain("list"))

    def _chain(self, name: str) -> list[Any]:
        return list(self.ruler.getRules(name))

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # type: ignore[override]  # noqa: N803
        if not src:
            return None
        self.prepare()
        self.run(BlockState(src, md, env, outTokens))
        own_dictionaries(outTokens)
        return outTokens

    def run(self, st: BlockState) -> None:
        self.tokenize(st, st.line, st.lineMax)

    def tokenize(self, state: BlockState, startLine: int, endLine: int) -> None:  # type: ignore[override]  # noqa: N803
        """Parse the lines from `startLine` on, up to `endLine` or the first line that leaves the container."""
        st, line, blank_seen = state, startLine, False
        src, begins, shifts, ends, columns = st.src, st.bMarks, st.tShift, st.eMarks, st.sCount
        rules, table, early, paragraph = self.rules, self.table, self.early, self.paragraph
        while line < endLine:
            while line < st.lineMax and begins[line] + shifts[line] >= ends[line]:
                line += 1
            st.line = line
            if line >= endLine or columns[line] < st.blkIndent:
                break
            if st.level >= st.max_nesting:
                st.line = endLine
                break
            done = False
            if columns[line] - st.blkIndent >= st.code_indent:
                tried = self.indented
            else:
                tried = rules[src[begins[line] + shifts[line]]]
                for rule in early:
                    if rule(st, line, endLine, False):
                        done = True
                        break
                if not done and table is not None and line + 1 < endLine:
                    below = begins[line + 1] + shifts[line + 1]
                    done = src[below : below + 2] in DELIMITER_ROWS and table(st, line, endLine, False)
            if not done:
                for rule in tried:
                    if rule(st, line, endLine, False):
                        break
                else:
                    paragraph(st, line, endLine, False)
            st.tight = not blank_seen
            line = st.line
            if line - 1 < endLine and begins[line - 1] + shifts[line - 1] >= ends[line - 1]:
                blank_seen = True
            if line < endLine and begins[line] + shifts[line] >= ends[line]:
                blank_seen = True
                line += 1
                st.line = line


def _placing(rule: BlockRule) -> BlockRule:
    """A third-party rule, with spans for the tokens it makes."""

    def run(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
        count = len(st.tokens)
        matched = rule(st, start_line, end_line, silent)
        if matched and not silent:
            if st.line <= start_line:
                raise RuntimeError(f"block rule {rule!r} did not advance")
            _place_all(st, count)
        return matched

    return run


def _place_all(st: BlockState, count: int) -> None:
    """Give the tokens from index `count` on their spans: by their lines, and closing ones by what they close."""
    opened: list[Token] = []
    for index in range(count, len(st.tokens)):
        token = st.tokens[index] = adopted(st.tokens[index])
        if token.nesting > 0:
            opened.append(token)
        opening = opened.pop() if token.nesting < 0 and opened else None
        if token.start >= 0:
            continue
        if token.map and token.map[0] < st.lineMax:
            _place(st, token, token.map[0], max(token.map[0] + 1, token.map[1]))
        elif opening is not None:
            token.start = token.end = opening.end


def _place(st: BlockState, token: Token, first: int, last: int) -> None:
    token.start = st.bMarks[first] + st.tShift[first]
    token.end = st.last_offset(first, last)
    if token.content:
        text, base, segments = cut_lines(st, first, last, st.blkIndent, True)
        lead = text.find(token.content)
        if lead < 0 or text.find(token.content, lead + 1) >= 0:
            return  # it is not known which of them the rule means
        if segments is None:
            token.base = base + lead
        else:
            token.segments = tail_of(segments, lead)
        if token.type == "inline":
            token.start, token.end = token.span(0, len(token.content))
