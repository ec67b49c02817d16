"""Reads the plain parts of a script as a tree of brackets, without running it: strings, names, calls and objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from notelint.text.lazy import lazy_re

_TOKEN = lazy_re(
    r"""(?P<skip> \s+ | //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string> "(?:\\.|[^"\\\n])*+"? | '(?:\\.|[^'\\\n])*+'? | `(?:\\.|[^`\\])*+`? )
    | (?P<name> [A-Za-z_$][\w$]* )
    | (?P<mark> => | \.\.\. | . )""",
    re.DOTALL | re.VERBOSE,
)
# A regular expression, which ends in its line.
_PATTERN = lazy_re(r"/ (?: \\[^\n] | \[ (?: \\[^\n] | [^\]\\\n] )*+ \] | [^/\\\n\[] )++ / [a-z]*", re.VERBOSE)
_OPENING = {")": "(", "]": "[", "}": "{"}
# Behind any other name, a number, a text and these brackets a slash divides; elsewhere a pattern begins.
_BEFORE_VALUES = frozenset({"await", "case", "default", "in", "of", "return", "typeof", "yield"})
_STATEMENTS = frozenset({"const", "let", "var", "export", "import", "function", "type", "interface"})

# Nobody's configuration is so deep, and the stack is only so high.
_MAX_DEPTH = 100


class Token(NamedTuple):
    kind: str  # string | pattern | name | mark
    text: str


class Group(NamedTuple):
    """What stands in a pair of brackets, `(`, `[` or `{`."""

    bracket: str
    nodes: list[Node]


Node: TypeAlias = "Token | Group"
Expression: TypeAlias = "Sequence[Node]"


def read(code: str) -> list[Node]:
    """The script as tokens and groups, without comments; empty where the brackets do not fit."""
    nodes, fits = _read(code)
    return nodes if fits else []


def read_loosely(code: str) -> list[Node]:
    """The script as tokens and groups, as far as the brackets fit: it may be cut off, or hold more than is known."""
    return _read(code)[0]


def without_comments(code: str) -> str:
    """The script with a blank for each comment, or an end of line for one of several lines."""
    return "".join(
        token if token[:2] not in ("//", "/*") else "\n" if "\n" in token else " " for _, token in _tokens(code)
    )


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of all tokens, of what is skipped too: together they are the script."""
    at, divides, broken = 0, False, 0
    while found := _TOKEN.match(code, at):
        kind, token = str(found.lastgroup), found[0]
        if token == "/" and not divides and at >= broken:
            if pattern := _PATTERN.match(code, at):
                kind, token = "pattern", pattern[0]
            else:  # none is looked for in the rest of the line, which may have thousands of slashes
                broken = (code.find("\n", at) + 1) or len(code)
        at += len(token)
        yield kind, token
        if kind != "skip":
            named = kind == "name" and token not in _BEFORE_VALUES
            divides = named or kind == "string" or token in (")", "]") or token.isdigit()


def _read(code: str) -> tuple[list[Node], bool]:
    """The script, and whether all brackets fit."""
    stack, fits = [Group("", [])], True
    for kind, token in _tokens(code):
        if kind == "mark" and token in _OPENING.values() and len(stack) < _MAX_DEPTH:
            stack.append(Group(token, []))
            stack[-2].nodes.append(stack[-1])
        elif kind == "mark" and token in _OPENING:
            fits = fits and stack[-1].bracket == _OPENING[token]
            if any(group.bracket == _OPENING[token] for group in stack):
                while stack.pop().bracket != _OPENING[token]:
                    pass
        elif kind != "skip":
            stack[-1].nodes.append(Token(kind, token))
    return stack[0].nodes, fits and len(stack) == 1


def constants(script: Expression) -> dict[str, list[Node]]:
    """What `const name = …` and the like give each name at the top of a script."""
    found: dict[str, list[Node]] = {}
    for statement in _statements(script):
        texts = [text(node) for node in statement]
        if texts[0] in ("const", "let", "var") and "=" in texts:
            found[texts[1]] = plain(statement[texts.index("=") + 1 :])
    return found


def _statements(script: Expression) -> Iterator[list[Node]]:
    statement: list[Node] = []
    for node in script:
        if statement and (text(node) in _STATEMENTS or text(node) == ";"):
            yield statement
            statement = []
        if text(node) != ";":
            statement.append(node)
    if statement:
        yield statement


def text(node: Node | None) -> str:
    """A token as it is written; "" for strings, whose words mean nothing, and for groups and nothing."""
    return node.text if isinstance(node, Token) and node.kind != "string" else ""


def plain(expression: Expression) -> list[Node]:
    """Without what only the type checker reads (`as const`, `satisfies Schema`), and without brackets around it."""
    ends = [n for n, node in enumerate(expression) if text(node) in ("as", "satisfies") and n]
    nodes = list(expression[: min(ends, default=len(expression))])
    while len(nodes) == 1 and isinstance(nodes[0], Group) and nodes[0].bracket == "(":
        nodes = nodes[0].nodes
    return nodes


def string(expression: Expression) -> str | None:
    """The value of a string without escapes and placeholders."""
    if len(expression) != 1 or not isinstance(expression[0], Token) or expression[0].kind != "string":
        return None
    written = expression[0].text
    running = "\\" in written or (written[0] == "`" and "${" in written)
    return None if running or len(written) < 2 or written[-1] != written[0] else written[1:-1]


def elements(group: Group) -> list[list[Node]]:
    """What stands between the commas of a list, an object or a call."""
    return [plain(part) for part in parts(group)]


def parts(group: Group) -> list[list[Node]]:
    """As `elements`, with what only the type checker reads, and with the `as` of an import."""
    found: list[list[Node]] = [[]]
    for node in group.nodes:
        if text(node) == ",":
            found.append([])
        else:
            found[-1].append(node)
    return [part for part in found if part]


def properties(expression: Expression) -> dict[str, list[Node]] | None:
    """The keys of an object and their values; None for what is no object, or has keys that only running it tells."""
    if len(expression) != 1 or not isinstance(expression[0], Group) or expression[0].bracket != "{":
        return None
    found: dict[str, list[Node]] = {}
    for part in elements(expression[0]):
        name = string(part[:1]) or (text(part[0]) if is_name(part[0]) else "")
        if not name:
            return None
        if len(part) == 1:
            found[name] = part
        elif text(part[1]) == ":":
            found[name] = plain(part[2:])
        else:
            return None
    return found


def is_name(node: Node | None) -> bool:
    return isinstance(node, Token) and node.kind == "name"


def calls(expression: Expression) -> list[tuple[str, Group | None]]:
    """`z.string().min(1)` as z, string(), min(1): names with what they are called with; empty for anything else."""
    found: list[tuple[str, Group | None]] = []
    nodes = iter(expression)
    for name in nodes:
        if not is_name(name):
            return []
        after = next(nodes, None)
        arguments = after if isinstance(after, Group) and after.bracket == "(" else None
        found.append((text(name), arguments))
        dot = next(nodes, None) if arguments else after
        if dot and text(dot) != ".":
            return []
    return found


def returned(expression: Expression) -> list[Node]:
    """What a function `(…) => value` or `(…) => { return value }` gives; anything else as it is."""
    texts = [text(node) for node in expression[:2]]
    if texts[1:] != ["=>"]:
        return list(expression)
    body = plain(expression[2:])
    if len(body) == 1 and isinstance(body[0], Group) and body[0].bracket == "{":
        statement = body[0].nodes
        body = statement[1:] if statement and text(statement[0]) == "return" else []
    return body[:-1] if body and text(body[-1]) == ";" else body


def assigned(nodes: Expression, key: str) -> Iterator[list[Node]]:
    """The values that a script gives to a key, in whatever object it stands: `key: value`, or `key = value`."""
    for at, node in enumerate(nodes):
        if isinstance(node, Group):
            yield from assigned(node.nodes, key)
        elif key in (node.text, node.text[1:-1]) and node.kind in ("name", "string") and _gives(nodes, at + 1):
            end = next((n for n in range(at + 2, len(nodes)) if text(nodes[n]) in (",", ";")), len(nodes))
            yield plain(nodes[at + 2 : end])


def _gives(nodes: Expression, at: int) -> bool:
    return at < len(nodes) and text(nodes[at]) in (":", "=")


def strings(nodes: Expression) -> Iterator[str]:
    """All strings in a part of a script, in their order."""
    for node in nodes:
        if isinstance(node, Group):
            yield from strings(node.nodes)
        elif (said := string([node])) is not None:
            yield said
