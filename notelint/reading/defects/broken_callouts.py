"""Callouts that lose lines: what stands behind them, or cuts them in two, for want of a `>`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.model.items import Field
    from notelint.reading.reader import Reader

# In so many callouts of a note a label stands before it is said to belong there, and so much oftener than outside.
_OFTEN = 3
# What interrupts a quote without a blank line and may have been meant as a part of it.
_CUTS = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open", "table_open", "fence", "math_block"})


def find(reader: Reader) -> Iterator[Defect]:
    """The blocks and lines without their `>`, in no order that matters."""
    if not reader.callouts or reader.dialect.callouts == "none":
        return
    labels = _Labels(reader)
    yield from (_lazy(reader, field) for field in labels.lazy if labels.belongs(field))
    callouts = {each.start: number for number, each in enumerate(reader.callouts)}
    tokens = reader.document.tokens
    opened: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append(token)
        elif token.type == "blockquote_close":
            quote = opened.pop()
            if quote.start in callouts:
                cut = _cut(reader, quote, index + 1, callouts)
                yield from [cut] if cut else _fallen(reader, labels, callouts, quote, index + 1)


class _Labels:
    """Which labels stand in callouts, which outside, and the fields that begin a block or a line there."""

    def __init__(self, reader: Reader) -> None:
        self.inside: dict[int, set[str]] = defaultdict(set)  # by the callout's index
        self.lazy: list[Field] = []
        self.first: dict[int, Field] = {}  # by the start of the block
        self._callouts: Counter[str] = Counter()
        self._outside: Counter[str] = Counter()
        for line in reader.lines:
            field, name = line.field, _key(line.field)
            before = reader.text[reader.text.rfind("\n", 0, field.start) + 1 : field.start]
            self.first.setdefault(line.start, field)
            if line.callout >= 0 and before.strip():
                self._callouts[name] += name not in self.inside[line.callout]
                self.inside[line.callout].add(name)
                continue
            self._outside[name] += 1
            if line.callout >= 0:  # CommonMark takes the line in, as the paragraph goes on
                self.lazy.append(field)

    def belongs(self, field: Field) -> bool:
        """Does the label stand in the note's callouts, as a rule?"""
        return self._callouts[_key(field)] >= _OFTEN * max(1, self._outside[_key(field)])


def _key(field: Field) -> str:
    """What two spellings of a label share."""
    return field.label_class or field.name


def _lazy(reader: Reader, field: Field) -> Defect:
    return _defect(reader, "lazy", field.start, ((field.start, field.start, "> "),))


def _cut(reader: Reader, quote: Token, index: int, callouts: dict[int, int]) -> Defect | None:
    """A block between two lines of a callout, without a blank line on either side: the second part is a plain quote."""
    tokens = reader.document.tokens
    block = tokens[index] if index < len(tokens) else None
    if block is None or block.type not in _CUTS or _gap(quote, block) != 0:
        return None
    after = index + 1
    while block.nesting and not (tokens[after - 1].level == block.level and tokens[after - 1].nesting < 0):
        after += 1
    rest = tokens[after] if after < len(tokens) else None
    if rest is None or rest.type != "blockquote_open" or rest.start in callouts or _gap(block, rest) != 0:
        return None
    line = reader.text.rfind("\n", 0, rest.start)
    if not reader.text[reader.text.rfind("\n", 0, line) + 1 : line].strip(" \t>"):
        return None  # a list's lines include the blank ones behind it
    return _defect(reader, "cut", block.start)


def _fallen(reader: Reader, labels: _Labels, callouts: dict[int, int], quote: Token, index: int) -> Iterator[Defect]:
    """The labelled fields right behind a callout whose labels stand in the note's other callouts, and not in this."""
    tokens, number = reader.document.tokens, callouts[quote.start]
    own = set(labels.inside[number])
    lines = quote.map[1] - quote.map[0] if quote.map else 0
    if not own and lines > 1:
        return  # a remark, not an entry
    before, case = quote, ""
    while case != "quote" and index + 2 < len(tokens) and 0 <= _gap(before, tokens[index]) <= 1:
        before = tokens[index]
        if before.type == "paragraph_open":
            case, block = "field", tokens[index + 1]
        elif before.type == "blockquote_open" and before.start not in callouts and not case:
            case, block = "quote", tokens[index + 2]
        else:
            return  # of a quote behind a fallen line that line is the cause
        field = labels.first.get(block.start)
        if field is None or field.start != block.start or _key(field) in own or not labels.belongs(field):
            return
        own.add(_key(field))
        yield _defect(reader, case, block.start)
        index += 3


def _gap(before: Token, after: Token) -> int:
    """The number of blank lines between two blocks, -1 where it is unknown."""
    return after.map[0] - before.map[1] if before.map and after.map else -1


def _defect(reader: Reader, case: str, start: int, edits: tuple[tuple[int, int, str], ...] = ()) -> Defect:
    """A defect of the line from `start` on."""
    end = reader.text.find("\n", start)
    end = len(reader.text) if end < 0 else end
    end = start + len(reader.text[start:end].rstrip())
    text = shortened(reader.text[start:end])
    return Defect(path=reader.path, start=start, end=end, problem="broken-callout", case=case, text=text, edits=edits)
