"""The inline parser: one search jumps to the next character that any rule wants, and a table says which rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markdown_it import rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.emphasis import _postProcess as emphasise
from markdown_it.rules_inline.strikethrough import _postProcess as strike

from notelint.markdown import delimiters
from notelint.markdown.tokens import Token, adopted
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

InlineRule = Callable[["InlineState", bool], bool]

# What the rules of this package and of markdown-it begin with. A rule that is not here is tried wherever markdown-it's
# own text rule would stop.
FIRST: dict[Callable[..., bool], str] = {
    rules_inline.escape: r"\\",
    rules_inline.backtick: "`",
    rules_inline.autolink: "<",
    rules_inline.html_inline: "<",
    rules_inline.entity: "&",
}
_BUILT_IN = frozenset({"text", "newline", "strikethrough", "emphasis", "mark"})
_PAIRS = {"strikethrough": "~~", "mark": "=="}
_LOOKAHEAD = lazy_re(r"\(\?=(?:\\.|\[[^\]]*\]|[^()\[\]\\])*\)")
_BRACE = lazy_re(r"[{}]")
TOO_LONG = 256 * 1024  # code points of a block: markdown-it needs gigabytes for the links in megabytes


class InlineState(StateInline):
    """markdown-it's StateInline with spans.

    Text that is not yet a token is a slice of the source, kept as the offset it begins at; `-1`: there is none.
    """

    tokens: list[Token]  # type: ignore[assignment]

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        self.src = src
        self.env = env
        self.md = md
        self.tokens = tokens
        self.tokens_meta: list[Any] = []
        self.pos = 0
        self.posMax = len(src)
        self.level = 0
        self.pendingLevel = 0
        self.text = -1
        self.changed: str | None = None  # pending text that a third-party rule has set
        self.at = 0  # where the construct begins that is being read
        self.cache: dict[int, int] = {}
        self.delimiters = []
        self._prev_delimiters = []
        self.backticks = {}
        self.backticksScanned = False
        self.linkLevel = 0
        self._html_terminators = None
        self.paired = False  # there are delimiters to pair
        self.doubled = False  # and `~~` or `==` among them
        self.paired_braces: dict[int, int] | None = None
        self.flanking = delimiters.flanking
        self.memo: dict[str, int] = {}  # where something stands for the last time, see `last`

    def last(self, what: str) -> int:
        """The last offset at which a string stands in the source: behind it no search is worth while."""
        found = self.memo.get(what)
        if found is None:
            found = self.memo[what] = self.src.rfind(what)
        return found

    def after(self, what: str, start: int) -> int:
        """The end of the string's first occurrence from `start` on; -1 if there is none."""
        found = self.src.find(what, start, self.posMax) if self.last(what) >= start else -1
        return found + len(what) if found >= 0 else -1

    def braces(self) -> dict[int, int]:
        """Where a brace opens → behind where it is closed."""
        if self.paired_braces is None:
            self.paired_braces = {}
            opened: list[int] = []
            for match in _BRACE.finditer(self.src):
                if match[0] == "{":
                    opened.append(match.start())
                elif opened:
                    self.paired_braces[opened.pop()] = match.end()
        return self.paired_braces

    def flush(self, end: int) -> None:
        """Make a token of the text before `end`."""
        start = self.text
        if start < 0:
            return
        self.text = -1
        content, self.changed = self.changed, None
        kind = "text"
        if content is None:
            content = self.src[start:end]
        elif self.src.startswith(content, start):
            end = start + len(content)
        else:
            kind = "text_special"
        if content:
            self.tokens.append(Token(kind, "", 0, level=self.pendingLevel, start=start, end=end, content=content))

    def add(self, ttype: str, start: int, end: int, content: str = "", meta: dict[str, Any] | None = None) -> Token:
        """Add a token without children, for the rules of this package."""
        self.flush(self.at)
        token = Token(ttype, "", 0, level=self.level, start=start, end=end, content=content)
        if meta:
            token.meta = meta
        self.pendingLevel = self.level
        self.tokens.append(token)
        return token

    # What rules of others use

    @property
    def pending(self) -> str:
        if self.changed is not None:
            return self.changed
        return "" if self.text < 0 else self.src[self.text : self.at]

    @pending.setter
    def pending(self, value: str) -> None:
        if self.text < 0:
            self.text = self.at
        self.changed = value
        if not value:
            self.text, self.changed = -1, None

    def append_pending(self, text: str) -> None:
        if self.changed is None and self.src.startswith(text, self.at):  # as backticks that nothing closes
            self.text = self.at if self.text < 0 else self.text
            self.at += len(text)
        else:
            self.pending = self.pending + text

    def pushPending(self) -> Token:  # type: ignore[override]  # noqa: N802
        self.flush(self.at)
        return self.tokens[-1]

    def push(self, ttype: str, tag: str, nesting: int) -> Token:  # type: ignore[override]
        if self.text >= 0:
            self.flush(self.at)
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = Token(ttype, tag, nesting, level=self.level, attrs={}, meta={})
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token


class InlineParser(ParserInline):
    """Takes over the rulers of `stock`."""

    def __init__(self, stock: ParserInline) -> None:
        self.__dict__.update(stock.__dict__)
        self._compiled: object = None
        self.flanking = delimiters.flanking  # which side of a delimiter run opens, and which closes

    def prepare(self, md: MarkdownIt) -> None:
        """Read the rulers again if a rule was added, enabled or disabled since."""
        self.ruler.getRules("")
        self.ruler2.getRules("")
        key = (self.ruler.__cache__, self.ruler2.__cache__)
        if self._compiled == key:
            return
        self._compiled = key
        active = [rule for rule in self.ruler.__rules__ if rule.enabled]
        names = {rule.name for rule in active}
        self.emphasis = "emphasis" in names
        self.pairs = {mark[0] for name, mark in _PAIRS.items() if name in names}
        rules = [rule.fn for rule in active if rule.name not in _BUILT_IN]
        foreign = any(rule not in FIRST for rule in rules)
        self.foreign2 = any(rule.enabled and rule.name not in _RULES2 for rule in self.ruler2.__rules__)
        self.table: dict[str, tuple[InlineRule, ...]] = {}
        parts = {r"\n"} | {FIRST[rule] for rule in rules if rule in FIRST}
        parts |= {mark for name, mark in _PAIRS.items() if name in names}
        if self.emphasis:
            parts |= {r"\*", "_"}
        if foreign:
            parts.add(self.terminator_re.pattern)
        self._rules = [(FIRST.get(rule, ""), rule) for rule in rules]
        # One class of single characters, then what needs a look ahead.
        single = sorted(part for part in parts if len(part.lstrip("\\")) == 1 or part == r"\\")
        longer = sorted(part for part in parts if part not in single)
        self.stop = re.compile("|".join(["[" + "".join(single) + "]", *longer]))
        self.skip_stop = re.compile("|".join(["[" + "".join(sorted({*single, r"\[", r"\]", "!"})) + "]", *longer]))

    def _rules_at(self, char: str) -> tuple[InlineRule, ...]:
        rules = self.table.get(char)
        if rules is None:
            rules = self.table[char] = tuple(
                rule for first, rule in self._rules if not first or re.match(_LOOKAHEAD.sub("", first), char)
            )
        return rules

    def skipToken(self, state: InlineState) -> None:  # type: ignore[override]  # noqa: N802
        """Moves over one token without making it."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        if state.level >= state.md.options.maxNesting:
            state.pos = state.posMax
        else:
            match = self.skip_stop.search(state.src, pos)
            end = match.start() if match else state.posMax
            if end != pos:
                state.pos = end
            elif not self._skip(state):
                state.pos += 1
        state.cache[pos] = state.pos

    def _skip(self, state: InlineState) -> bool:
        char = state.src[state.pos]
        if char == "\n":
            state.pos += 1
            while state.pos < state.posMax and state.src[state.pos] in " \t":
                state.pos += 1
            return True
        for rule in self._rules_at(char):
            state.level += 1
            done = rule(state, True)
            state.level -= 1
            if done:
                return True
        return False

    def tokenize(self, state: InlineState) -> None:  # type: ignore[override]
        """Makes the tokens of `src[pos:posMax]`."""
        st, src, pos, end = state, state.src, state.pos, state.posMax
        search, tokens = self.stop.search, state.tokens
        if st.level >= st.md.options.maxNesting:
            st.text, st.pos = (pos if st.text < 0 else st.text), end
            st.flush(end)
            return
        while pos < end:
            match = search(src, pos, end)
            stop = match.start() if match else end
            if stop > pos and st.text < 0:
                st.text = pos
            pos = stop
            if match is None:
                break
            char = src[pos]
            if char == "\n":
                pos = _newline(st, pos, end)
                continue
            st.at = st.pos = pos
            rules = self._rules_at(char)
            count = len(tokens)
            for rule in rules:
                if rule(st, False):
                    _place(st, tokens, count, pos, st.pos)
                    pos = st.pos
                    if st.changed is not None:
                        st.flush(pos)
                    break
            else:
                begin = pos
                if self.emphasis and (char == "*" or char == "_"):
                    pos = delimiters.emphasis(st, pos, end)
                elif char in self.pairs:
                    pos = delimiters.pairs(st, pos, end)
                else:
                    pos += 1
                if len(tokens) == count and st.text < 0:
                    st.text = begin
        st.pos = end
        st.flush(end)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:  # type: ignore[override]
        """The tokens of a text, with spans in it. Nothing is done with a text in which no rule can find anything."""
        if not src:
            return tokens
        self.prepare(md)
        if self.stop.search(src) is None:
            tokens.append(Token("text", "", 0, start=0, end=len(src), content=src))
            return tokens
        st = InlineState(src, md, env, tokens)
        st.flanking = self.flanking
        self.tokenize(st)
        if self.foreign2:
            for rule in self.ruler2.getRules(""):
                if getattr(rule, "__name__", "") != "fragments_join":
                    rule(st)
            delimiters.marks(st)
            delimiters.join(st)
        elif st.paired:
            _pair(st)
        return tokens


_RULES2 = frozenset({"balance_pairs", "strikethrough", "emphasis", "fragments_join"})


def _pair(st: InlineState) -> None:
    groups = [st.delimiters, *(meta["delimiters"] for meta in st.tokens_meta if meta)]
    for group in groups:
        processDelimiters(st, group)
    if st.doubled:
        for group in groups:
            strike(st, group)
        delimiters.marks(st)
    for group in groups:
        emphasise(st, group)
    delimiters.join(st)


def _newline(st: InlineState, pos: int, end: int) -> int:
    """A line break, soft or, after two spaces, hard; the spaces around it belong to it."""
    start, src = pos, st.src
    if st.text >= 0 and st.changed is None:
        while start > st.text and src[start - 1] == " ":
            start -= 1
    hard = pos - start >= 2
    st.flush(start)
    stop = pos + 1
    while stop < end and src[stop] in " \t":
        stop += 1
    kind = "hardbreak" if hard else "softbreak"
    st.tokens.append(Token(kind, "br", 0, level=st.level, start=start, end=stop))
    st.pendingLevel = st.level
    return stop


def _place(st: InlineState, tokens: list[Token], count: int, start: int, end: int) -> None:
    """Give the tokens that a rule of markdown-it or of others has made the span it consumed."""
    for index in range(count, len(tokens)):
        token = tokens[index]
        if not isinstance(token, Token):
            token = tokens[index] = adopted(token)
        elif token.start >= 0:
            continue
        token.start, token.end = start, end
        if token.type == "link_open" and st.src[start] == "<":
            _place_autolink(st.src, *tokens[index : index + 3])
        elif token.nesting > 0:
            token.end = start
        elif token.nesting < 0:
            token.start = end


def _place_autolink(src: str, opening: Token, inner: Token, closing: Token) -> None:
    start, end = opening.start, opening.end
    opening.end, inner.start, inner.end = start + 1, start + 1, end - 1
    closing.start, closing.end = end - 1, end
    raw = src[start + 1 : end - 1]
    if inner.content != raw:  # percent-encoding or punycode is shown decoded
        inner.type = "text_special"
    if opening.attrs["href"].startswith("mailto:") and not raw.startswith("mailto:"):
        raw = f"mailto:{raw}"
    opening.meta = {"kind": "autolink", "raw": raw, "dest": (start + 1, end - 1)}
