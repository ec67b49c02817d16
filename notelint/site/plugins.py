"""Which plugins a configuration written in JavaScript loads, told without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notelint.site.script import Group, Node, is_name, parts, read_loosely, string, text
from notelint.text.lazy import lazy_re

_LIST = lazy_re(r"\w*(?:remark|rehype|mdast|hast)Plugins|integrations", re.IGNORECASE)
_PACKAGE = lazy_re(r"(?:\./|\.\./|@[\w.-]+/)?(?:remark|rehype|markdown-it)[\w./-]*")
_OWN = lazy_re(r"(?:\.{1,2}|[@~#])/+")
_ENDING = lazy_re(r"\.[cm]?[jt]sx?$")
_CAPITAL = lazy_re(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST_TYPE = 12  # nodes between the name of a list and its "="
_LONGEST_IMPORT = 9  # nodes of `import a, * as b from "c"`, and some


def loaded(code: str) -> list[str]:
    """The packages (or the site's own files) whose import stands in a list of plugins or is given to `.use()`.

    One that is only imported, or only named in a comment, is not loaded. A file of the site is `./a/file`, and
    `./its-name` what is one of several in a file.
    """
    script = read_loosely(code)
    origins = {name: origin for nodes, index in _places(script) for name, origin in _imports(nodes, index)}
    found: dict[str, None] = {}
    seen: dict[int, Sequence[Node]] = {}
    for region in _regions(script):
        for nodes, index in _places(region, seen):
            name = string([nodes[index]]) or ""
            if _PACKAGE.fullmatch(name):
                found[name] = None
            elif _stands_for_itself(nodes, index) and text(nodes[index]) in origins:
                found[origins[text(nodes[index])]] = None
    return list(found)


def _places(
    nodes: Sequence[Node], seen: dict[int, Sequence[Node]] | None = None
) -> Iterator[tuple[Sequence[Node], int]]:
    """Every node, in the order of the script: what stands beside it, and which of these it is.

    `seen` holds the lists of nodes, by their identity, that were gone through already: they are left out, and added to.
    """
    seen = {} if seen is None else seen
    pending: list[tuple[Sequence[Node], int]] = []

    def enter(inner: Sequence[Node]) -> None:
        if id(inner) not in seen:
            seen[id(inner)] = inner
            pending.extend((inner, index) for index in reversed(range(len(inner))))

    enter(nodes)
    while pending:
        beside, index = pending.pop()
        yield beside, index
        node = beside[index]
        if isinstance(node, Group):
            enter(node.nodes)


def _at(nodes: Sequence[Node], index: int) -> Node | None:
    return nodes[index] if 0 <= index < len(nodes) else None


def _imports(nodes: Sequence[Node], index: int) -> Iterator[tuple[str, str]]:
    """Each name that is imported here, with where it is from."""
    if text(nodes[index]) == "import":
        yield from _imported(nodes[index + 1 : index + _LONGEST_IMPORT])
    elif text(nodes[index]) in ("const", "let", "var") and text(_at(nodes, index + 2)) == "=":
        origin = _required(nodes[index + 3 : index + 6])
        if origin is not None:
            yield from _bound(nodes[index + 1], origin)


def _imported(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """`import a, { b as c } from "origin"`, `import * as a from "origin"`, from behind the first word on."""
    end = next((n for n, node in enumerate(nodes) if text(node) == "from"), len(nodes))
    origin = string(nodes[end + 1 : end + 2])
    for node in nodes[:end]:
        if origin is not None and text(node) not in ("type", "as"):
            yield from _bound(node, origin)


def _required(nodes: Sequence[Node]) -> str | None:
    """The origin of `require("origin")`, `await import("origin")`."""
    call = nodes[1:] if nodes and text(nodes[0]) == "await" else nodes
    if len(call) < 2 or text(call[0]) not in ("require", "import") or not isinstance(call[1], Group):
        return None
    return string(call[1].nodes)


def _bound(node: Node, origin: str) -> Iterator[tuple[str, str]]:
    """The names that an import gives what it brings."""
    own = _OWN.match(origin)
    if is_name(node):
        yield text(node), "./" + _ENDING.sub("", origin[own.end() :]) if own else origin
    elif isinstance(node, Group):
        for part in parts(node):
            names = [text(each) for each in part if is_name(each) and text(each) not in ("as", "type")]
            if names:
                yield names[-1], f"./{_CAPITAL.sub('-', names[0]).lower()}" if own else origin


def _regions(script: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """In what a name means that it is loaded: lists of plugins, then what is given to `.use()`."""
    given = [each for nodes, index in _places(script) if (each := _given(nodes, index))]
    lists = {name: value for name, value in given if isinstance(value, Group)}
    for name, value in given:
        if _LIST.fullmatch(name):
            group = value if isinstance(value, Group) else lists.get(text(value))
            if group is not None and group.bracket == "[":
                yield group.nodes
    for nodes, index in _places(script):
        node = nodes[index]
        if isinstance(node, Group) and index > 1 and [text(each) for each in nodes[index - 2 : index]] == [".", "use"]:
            yield node.nodes[:1]


def _given(nodes: Sequence[Node], index: int) -> tuple[str, Node] | None:
    """What `name = value`, `name: value` and `name: Type = value` give to a name; None where none begins here."""
    node, mark, value = nodes[index], text(_at(nodes, index + 1)), index + 2
    name = text(node) if is_name(node) else string([node])
    if not name or mark not in (":", "="):
        return None
    if mark == ":":
        typed = [text(each) for each in nodes[value : value + _LONGEST_TYPE]]
        ends = [n for n, each in enumerate(typed) if each in (",", ";", "=>", ":")]
        typed = typed[: min(ends, default=len(typed))]
        value += typed.index("=") + 1 if "=" in typed else 0
    return (name, nodes[value]) if value < len(nodes) else None


def _stands_for_itself(nodes: Sequence[Node], index: int) -> bool:
    """Is it a name that is no key, and nothing behind a dot?"""
    return is_name(nodes[index]) and text(_at(nodes, index + 1)) != ":" and text(_at(nodes, index - 1)) != "."
