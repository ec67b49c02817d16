"""Says in plain reasons what ruamel.yaml found wrong, at the place where the author went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.data.plain_yaml import Event
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_FULL_WIDTH = lazy_re(r"[ \t]*(?:- )?([^\s:：#\"'\[\]{}|>*&!-][^:：\n]{0,80})：")
_NO_SPACE = lazy_re(r"[ \t]*([\w-]{1,80}):(?=[^\s:/])")
_KEY_OR_ITEM = lazy_re(r"[ \t]*(?:-(?=\s|\Z)|[^\s:][^:\n]*:(?=\s|\Z))")
_KEY = lazy_re(r"[ \t]*(?:- +)*+([^\s:][^:\n]*):(?=\s|\Z)")


class UnreadableError(Exception):
    """Front matter that cannot be read, at a code point of the note's text; the reasons are cases of the rule."""

    def __init__(self, reason: str, offset: int, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.offset = offset
        self.detail = detail


def explain(content: str, base: int, error: MarkedYAMLError, last: Event | None) -> UnreadableError:
    """`content` begins at offset `base`; `last` is what was read last before the mistake."""
    opened = error.context_mark.index if error.context_mark else 0
    at = error.problem_mark.index if error.problem_mark else opened
    problem = str(error.problem or error.context or "")
    context = str(error.context or "")
    if last:
        last = Event(last.kind, last.start - base, last.end - base)
    reason, place, detail = _reason(content, problem, context, min(at, len(content)), opened, last)
    return UnreadableError(reason, base + place, detail)


def _reason(content: str, problem: str, context: str, at: int, opened: int, last: Event | None) -> tuple[str, int, str]:
    here = content[at : at + 1]
    if "cannot start any token" in problem:
        return ("tab", at, "") if here == "\t" else ("reserved", at, here)
    if "quoted" in context:
        if "escape" in problem:
            place = content.rfind("\\", opened, at)
            return "escape", place, content[place : place + 2]
        return "quote", opened, content[opened]
    if "expected ':'" in problem:
        return no_key(content, opened)
    if "mapping values" in problem:
        return _second_colon(content, at)
    if "sequence entries" in problem or "mapping keys" in problem:
        return "reserved", at, here
    if context.endswith(("a block scalar", "an alias", "an anchor", "a tag")) or "tag handle" in problem:
        return "reserved", opened, content[opened]
    if "flow" in context:
        return _in_brackets(content, problem, at, opened)
    if "expected <block end>" in problem or "document start" in problem:
        return _after_value(content, problem, at, last)
    if "node content" in problem and here:
        return "stray", at, here
    return "other", at, problem


def _line_start(content: str, at: int) -> int:
    return content.rfind("\n", 0, at) + 1


def no_key(content: str, at: int) -> tuple[str, int, str]:
    """For the line at `at`, which should be `key: value`."""
    start = _line_start(content, at)
    if wide := _FULL_WIDTH.match(content, start):
        return "full-width-colon", wide.end() - 1, wide[1]
    if tight := _NO_SPACE.match(content, start):
        return "space", tight.end() - 1, tight[1]
    line = content[start:].split("\n", 1)[0].strip()
    return "no-key", content.find(line, start), line[:100]


def _second_colon(content: str, at: int) -> tuple[str, int, str]:
    """For a colon that cannot stand at `at`: too late in its line, or in a line that the one before spoils."""
    start = _line_start(content, at)
    key = _KEY.match(content, start)
    if key and key.end() <= at:
        return "colon", at, key[1]
    before = content[:start].rstrip()
    above = _line_start(content, len(before))
    if before and not _KEY_OR_ITEM.match(content, above):
        return no_key(content, above)
    return "indentation", start + len(content[start:at]) - len(content[start:at].lstrip()), ""


def _in_brackets(content: str, problem: str, at: int, opened: int) -> tuple[str, int, str]:
    if "node content" in problem and at < len(content):
        return "stray", at, content[at]
    if content[opened : opened + 1] not in ("[", "{"):
        opened = max(content.rfind("[", 0, at), content.rfind("{", 0, at), 0)
    if "\n" in content[opened:at] or at == len(content):
        return "bracket", opened, content[opened]
    return "comma", at, ""


def _after_value(content: str, problem: str, at: int, last: Event | None) -> tuple[str, int, str]:
    """For something at `at` where only the next key may stand."""
    start = _line_start(content, at)
    before = content[start:at].rstrip()
    if not before:
        return _first_on_line(content, problem, at)
    if last and last.kind == "alias":
        return "reserved", last.start, "*"
    if last and last.kind == "scalar" and content[last.start] in "\"'":
        quote = content[last.start]
        return ("quote", last.start, quote) if last.start < start else ("after-quote", at, quote)
    if before[-1] in "]}" and content[at] not in "]}":
        return ("wikilink" if before.endswith("]]") else "after-bracket"), at, before[-1]
    return ("stray", at, content[at]) if content[at] in "]},[{" else ("other", at, problem)


def _first_on_line(content: str, problem: str, at: int) -> tuple[str, int, str]:
    above = content[: _line_start(content, at)].rstrip()
    key = _KEY.match(content, _line_start(content, len(above)))
    if content[at : at + 1] == "-" and key:
        return "list-item", at, key[1]
    unexpected = problem.partition("found")[2]
    return ("indentation", at, "") if "'-'" in unexpected or "<block" in unexpected else no_key(content, at)
