"""Reads the plain parts of a script as a tree of brackets, without running it: strings, names, calls and objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(
    r"""(?P<skip> \s+ | //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string> "(?:\\.|[^"\\\n])*+"? | '(?:\\.|[^'\\\n])*+'? | `(?:\\.|[^`\\])*+`? )
    | (?P<pattern> /(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}+\]|[^/\\\n\[]){1,200}+/[a-z]* )
    | (?P<name> [A-Za-z_$][\w$]* )
    | (?P<mark> => | \.\.\. | . )""",
    re.DOTALL | re.VERBOSE,
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
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


def read(text: str) -> list[Node]:
    """The script as tokens and groups, without comments; empty where the brackets do not fit."""
    stack: list[Group] = [Group("", [])]
    for found in _TOKEN.finditer(text):
        kind, token = str(found.lastgroup), found[0]
        if kind == "mark" and token in _CLOSING and len(stack) < _MAX_DEPTH:
            stack.append(Group(token, []))
            stack[-2].nodes.append(stack[-1])
        elif kind == "mark" and token in ")]}":
            if len(stack) == 1 or _CLOSING[stack.pop().bracket] != token:
                return []
        elif kind != "skip":
            stack[-1].nodes.append(Token(kind, token))
    return stack[0].nodes if len(stack) == 1 else []


def constants(script: Expression) -> dict[str, list[Node]]:
    """What `const name = …` and the like give each name at the top of a script."""
    found: dict[str, list[Node]] = {}
    for statement in _statements(script):
        texts = [_text(node) for node in statement]
        if texts[0] in ("const", "let", "var") and "=" in texts:
            found[texts[1]] = plain(statement[texts.index("=") + 1 :])
    return found


def _statements(script: Expression) -> Iterator[list[Node]]:
    statement: list[Node] = []
    for node in script:
        if statement and (_text(node) in _STATEMENTS or _text(node) == ";"):
            yield statement
            statement = []
        if _text(node) != ";":
            statement.append(node)
    if statement:
        yield statement


def _text(node: Node) -> str:
    """A token as it is written; "" for strings, whose words mean nothing, and for groups."""
    return node.text if isinstance(node, Token) and node.kind != "string" else ""


def plain(expression: Expression) -> list[Node]:
    """Without what only the type checker reads (`as const`, `satisfies Schema`), and without brackets around it."""
    ends = [n for n, node in enumerate(expression) if _text(node) in ("as", "satisfies") and n]
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
    parts: list[list[Node]] = [[]]
    for node in group.nodes:
        if _text(node) == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return [plain(part) for part in parts if part]


def properties(expression: Expression) -> dict[str, list[Node]] | None:
    """The keys of an object and their values; None for what is no object, or has keys that only running it tells."""
    if len(expression) != 1 or not isinstance(expression[0], Group) or expression[0].bracket != "{":
        return None
    found: dict[str, list[Node]] = {}
    for part in elements(expression[0]):
        name = string(part[:1]) or (_text(part[0]) if _is_name(part[0]) else "")
        if not name:
            return None
        if len(part) == 1:
            found[name] = part
        elif _text(part[1]) == ":":
            found[name] = plain(part[2:])
        else:
            return None
    return found


def _is_name(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "name"


def calls(expression: Expression) -> list[tuple[str, Group | None]]:
    """`z.string().min(1)` as z, string(), min(1): names with what they are called with; empty for anything else."""
    found: list[tuple[str, Group | None]] = []
    nodes = iter(expression)
    for name in nodes:
        if not _is_name(name):
            return []
        after = next(nodes, None)
        arguments = after if isinstance(after, Group) and after.bracket == "(" else None
        found.append((_text(name), arguments))
        dot = next(nodes, None) if arguments else after
        if dot and _text(dot) != ".":
            return []
    return found


def returned(expression: Expression) -> list[Node]:
    """What a function `(…) => value` or `(…) => { return value }` gives; anything else as it is."""
    texts = [_text(node) for node in expression[:2]]
    if texts[1:] != ["=>"]:
        return list(expression)
    body = plain(expression[2:])
    if len(body) == 1 and isinstance(body[0], Group) and body[0].bracket == "{":
        statement = body[0].nodes
        body = statement[1:] if statement and _text(statement[0]) == "return" else []
    return body[:-1] if body and _text(body[-1]) == ";" else body


def assigned(nodes: Expression, key: str) -> Iterator[list[Node]]:
    """The values that a script gives to a key, in whatever object it stands: `key: value`, or `key = value`."""
    for at, node in enumerate(nodes):
        if isinstance(node, Group):
            yield from assigned(node.nodes, key)
        elif key in (node.text, node.text[1:-1]) and node.kind in ("name", "string") and _gives(nodes, at + 1):
            end = next((n for n in range(at + 2, len(nodes)) if _text(nodes[n]) in (",", ";")), len(nodes))
            yield plain(nodes[at + 2 : end])


def _gives(nodes: Expression, at: int) -> bool:
    return at < len(nodes) and _text(nodes[at]) in (":", "=")


def strings(nodes: Expression) -> Iterator[str]:
    """All strings in a part of a script, in their order."""
    for node in nodes:
        if isinstance(node, Group):
            yield from strings(node.nodes)
        elif (text := string([node])) is not None:
            yield text
