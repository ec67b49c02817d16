"""Places that a note names for all notes of its project, as MyST has them: `(name)=`, `:name:` of a directive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notelint.reading.inline import add_anchor
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

_TARGET = lazy_re(r"^[ \t>]*(?:[-*+][ \t]+)?\(([^()\n]+)\)=[ \t]*$", re.MULTILINE)
_OPTION = lazy_re(r"^[ \t>]*:?(?:name|label):[ \t]*(\S[^\n]*?)[ \t]*$", re.MULTILINE)
# Behind a formula, `$$ (name)`; of a formula in a line, `{math}` has its label among the options.
_FORMULA = lazy_re(r"^[ \t>]*[^\n]*\$\$[ \t]*\(([\w:.-]+)\)[ \t]*$", re.MULTILINE)
_DIRECTIVE = lazy_re(r"^[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?(?:`{3,}|~{3,}|:{3,})\{[\w:.+-]+\}", re.MULTILINE)
_LITERAL = frozenset({"fence", "code_block"})


def read(reader: Reader) -> None:
    """Keeps the named places of a note; what code shows are none."""
    text = reader.text
    if ")=" not in text and "name:" not in text and "label:" not in text and "$$" not in text:
        return
    code = [(token.start, token.end) for token in reader.document.tokens if token.type in _LITERAL]
    shown = [span for span in code if not _DIRECTIVE.match(text, text.rfind("\n", 0, span[0]) + 1)]
    directives = [found.start() for found in _DIRECTIVE.finditer(text)]
    for pattern in (_TARGET, _FORMULA, _OPTION):
        for found in pattern.finditer(text):
            at = found.start(1)
            if any(start <= at < end for start, end in shown):
                continue
            if pattern is _OPTION and not _is_option(text, at, directives):
                continue
            add_anchor(reader, at, found.end(1), found[1].strip("\"'"), "place")


def _is_option(text: str, at: int, directives: list[int]) -> bool:
    """Does an option stand at the head of a directive: behind its first line, with no empty line between?"""
    above = max((start for start in directives if start < at), default=-1)
    return above >= 0 and "\n\n" not in text[above:at]
