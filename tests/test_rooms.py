"""Imports lead downwards: a package knows those below it, and nothing of those above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import notelint

PACKAGE = Path(notelint.__file__).parent
# From the ground up. `docs/design.md` says what each is for.
ROOMS = (
    *("text", "model", "files", "git", "writing", "memory", "data", "markdown", "identity", "front_matter"),
    *("site", "reading", "papers", "rule", "config", "online", "learning", "collection", "checks", "run"),
    *("scope", "report", "fix", "commands", "cli", "__main__"),
)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The rooms that a module imports from, also inside of functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "notelint":
            yield from (name.name for name in node.names if name.name in ROOMS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("notelint."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("notelint."))


def test_every_module_stands_in_a_room() -> None:
    assert {room(path) for path in PACKAGE.rglob("*.py")} == {*ROOMS, "__init__"}


def test_nothing_is_imported_from_above() -> None:
    upwards = [
        f"{path.relative_to(PACKAGE)} imports from {other}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if room(path) in ROOMS
        for other in imported(path)
        if ROOMS.index(other) > ROOMS.index(room(path))
    ]
    assert upwards == []
