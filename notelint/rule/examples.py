"""The examples in a rule's body, which are its tests: what must be found, what must not, and what a fix makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import unified_diff
from pathlib import Path

import msgspec

from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.model.edits import by_path, compatible
from notelint.model.finding import Edit, ShownFinding
from notelint.rule.contract import Check
from notelint.rule.facts import UnknownFactError
from notelint.rule.rule import Rule, RuleError, load_rules
from notelint.text.lazy import lazy_re
from notelint.text.source import read

# The name of an example's only note, where it gives none.
NOTE = "note.md"
# As often as a fix may bring up the next.
ROUNDS = 10

_FENCE = lazy_re(r"(`{3,}|~{3,})[ \t]*([^\s`]*)[ \t]*([^`]*)")
_PART = lazy_re(r"^-- (\S.*?) --\n", re.MULTILINE)
# Below the example's folder on every system, and nothing that git takes for its own.
_INSIDE = lazy_re(r"(?:(?!(?:\.{1,2}|\.git)(?:/|\Z))[^\\:/\0]{1,100}(?:/(?!\Z)|\Z)){1,20}", re.IGNORECASE)
_ESCAPE = lazy_re(r"\\(?:r|t|0|u[0-9a-fA-F]{4}|c\n)")
# As with echo, nothing follows `\c`: not even the end of the line.
_ESCAPES = {"\\r": "\r", "\\t": "\t", "\\0": "\0", "\\c\n": ""}


class ExampleContext(msgspec.Struct, frozen=True):
    """What an example's info string says of the world around its notes."""

    today: date | None = None
    dialect: dict[str, str] = {}
    other: dict[str, str] = {}


class Example(msgspec.Struct, frozen=True):
    """One example. `line` is where its fence opens, 1-based, in the rule's file; `fixed` holds only changed files."""

    line: int
    good: bool
    files: dict[str, str]
    context: ExampleContext = ExampleContext()
    escapes: bool = False
    findings: tuple[str, ...] = ()
    fixed: dict[str, str] | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What came of an example. `problem` says what is wrong beyond a difference between `got` and `expected`."""

    path: str
    line: int
    got: list[str] = []
    expected: list[str] = []
    problem: str = ""

    @property
    def ok(self) -> bool:
        return self.got == self.expected and not self.problem


CheckFiles = Callable[[dict[str, bytes], ExampleContext, Rule], list[ShownFinding]]


class _Fence(msgspec.Struct, frozen=True):
    line: int
    kind: str
    info: str
    text: str


def examples(rule: Rule) -> list[Example]:
    """The examples in the order of the body. Raises RuleError for one that cannot be read."""
    found: list[Example] = []
    expected: set[str] = set()  # what may follow the last example
    for fence in _fences(rule):
        words = fence.info.split()
        if fence.kind == "markdown" and words[:1] in (["bad"], ["good"]):
            found.append(_example(rule, fence, words))
            expected = set() if found[-1].good else {"findings", "fixed"}
        elif fence.kind in ("findings", "fixed"):
            if fence.kind not in expected:
                raise RuleError(rule.path, fence.line, 1, f"`{fence.kind}` belongs behind a `markdown bad`")
            expected.remove(fence.kind)
            found[-1] = _completed(rule, found[-1], fence)
        else:
            expected = set()
    return found


def fixable(rule: Rule) -> bool:
    """Whether some example shows what a fix makes of it."""
    return any(fence.kind == "fixed" for fence in _fences(rule))


def _fences(rule: Rule) -> Iterator[_Fence]:
    opened: re.Match[str] | None = None
    start, inside = 0, ""
    for number, line in enumerate(rule.body.split("\n"), rule.body_line):
        if opened is None:
            opened, start, inside = _FENCE.fullmatch(line), number, ""
        elif line.startswith(opened[1]) and not line.strip(opened[1][0] + " "):
            yield _Fence(start, opened[2], opened[3], inside)
            opened = None
        else:
            inside += line + "\n"


def _example(rule: Rule, fence: _Fence, words: list[str]) -> Example:
    context = ExampleContext(dialect={}, other={})
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if name == "dialect":
            context.dialect.update(feature.partition(":")[::2] for feature in value.split(","))
        elif name == "today":
            try:
                context = msgspec.structs.replace(context, today=date.fromisoformat(value))
            except ValueError:
                raise RuleError(rule.path, fence.line, 1, f"`{value}` is no day: write 2026-11-01") from None
        elif equals:
            context.other[name] = value
        elif word != "escapes":
            raise RuleError(rule.path, fence.line, 1, f"`{word}` means nothing here: `escapes` or `name=value`")
    escapes = "escapes" in words
    return Example(fence.line, words[0] == "good", _files(rule, fence, escapes), context, escapes)


def _completed(rule: Rule, example: Example, fence: _Fence) -> Example:
    if fence.kind == "findings":
        return msgspec.structs.replace(example, findings=tuple(fence.text.splitlines()))
    return msgspec.structs.replace(example, fixed=_files(rule, fence, example.escapes))


def _files(rule: Rule, fence: _Fence, escapes: bool) -> dict[str, str]:
    """The files of an example: one note, or parts that each begin with a line `-- path --`."""
    parts = _PART.split(fence.text)
    files = dict(zip(parts[1::2], parts[2::2], strict=True)) if not parts[0] and parts[1:] else {NOTE: fence.text}
    for path in files:
        if not _INSIDE.fullmatch(path):
            raise RuleError(rule.path, fence.line, 1, f"`{path}` is no path inside the example")
    return {path: _ESCAPE.sub(_unescape, text) for path, text in files.items()} if escapes else files


def _unescape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]] if found[0] in _ESCAPES else chr(int(found[0][2:], 16))


def run(example: Example, rule: Rule, check_files: CheckFiles) -> Outcome:
    """Lints the example's files, and fixes them as long as there is something to fix.

    `check_files` writes the files to an empty folder and gives the rule's findings there, in English, with paths
    relative to that folder. Findings of other rules are passed over.
    """
    outcome = Outcome(rule.path, example.line, expected=list(example.findings))
    texts = example.files
    try:
        first = _check(texts, example, rule, check_files)
        fixed = _fixed(texts, first, lambda now: _check(now, example, rule, check_files))
    except (UnknownFactError, _FixError) as error:
        return msgspec.structs.replace(outcome, problem=str(error))
    except OSError as error:  # one file named as another's folder, a name too long for the disk
        return msgspec.structs.replace(outcome, problem=f"its files cannot be written: {inputs.reason(error)}")
    problem = _difference(example.fixed, {path: text for path, text in fixed.items() if text != texts[path]})
    if not example.good and not example.findings:
        problem = "no `findings` behind it"
    return msgspec.structs.replace(outcome, got=[_line(finding, example) for finding in first], problem=problem)


def _check(files: Mapping[str, str], example: Example, rule: Rule, check_files: CheckFiles) -> list[ShownFinding]:
    data = {path: _bytes(text) for path, text in files.items()}
    return [finding for finding in check_files(data, example.context, rule) if finding.rule == rule.id]


def _line(finding: ShownFinding, example: Example) -> str:
    path = "" if [*example.files] == [NOTE] else f"{finding.path}:"
    return f"{path}{finding.line}:{finding.column} {finding.severity} {finding.message}"


class _FixError(Exception):
    """A fix that cannot be made."""


def _fixed(
    texts: dict[str, str], findings: list[ShownFinding], check: Callable[[Mapping[str, str]], list[ShownFinding]]
) -> dict[str, str]:
    """The texts after all fixes, safe and unsafe, round by round."""
    for _ in range(ROUNDS):
        edits = by_path(compatible(findings))
        if not edits:
            return texts
        try:
            texts = texts | {path: _edited(path, texts.get(path, ""), own) for path, own in edits.items()}
        except ValueError as error:
            raise _FixError(str(error)) from None
        findings = check(texts)
    raise _FixError(f"there is still something to fix after {ROUNDS} rounds")


def _edited(path: str, text: str, edits: Sequence[Edit]) -> str:
    data = read(path, _bytes(text)).encode([(edit.start, edit.end, edit.new) for edit in edits])
    return data.decode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _difference(expected: dict[str, str] | None, got: dict[str, str]) -> str:
    if expected is None:
        return f"fixable, but there is no `fixed` behind it: {', '.join(got)}" if got else ""
    lines: list[str] = []
    for path in sorted({*expected, *got}):
        before, after = (side.get(path, "").split("\n") for side in (expected, got))
        lines += unified_diff(before, after, f"{path} (fixed)", f"{path} (got)", lineterm="")
    return "\n".join(lines)


def test_folder(
    folder: Path, checks: Mapping[str, Check], check_files: CheckFiles, others: Iterable[Rule] = ()
) -> list[Outcome]:
    """Runs the examples of all rules below a folder; a mistake in one is an outcome too. They may yield to `others`."""
    try:
        rules = load_rules([folder], checks, boundary(folder), others)
    except RuleError as error:
        return [_mistake(error)]
    return [outcome for rule in rules for outcome in run_rule(rule, check_files)]


def run_rule(rule: Rule, check_files: CheckFiles) -> list[Outcome]:
    """Runs all examples of a rule, which needs at least one `bad` and one `good`."""
    try:
        found = examples(rule)
    except RuleError as error:
        return [_mistake(error)]
    outcomes = [run(example, rule, check_files) for example in found]
    for good, word in ((False, "bad"), (True, "good")):
        if not any(example.good is good for example in found):
            outcomes.append(Outcome(rule.path, 1, problem=f"no example `markdown {word}`"))
    return outcomes


def _mistake(error: RuleError) -> Outcome:
    return Outcome(error.path, error.line, problem=error.message)
