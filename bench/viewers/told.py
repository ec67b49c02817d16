"""What notelint says of the snippets of a laid-out site: which of them are, to its mind, not shown or lead nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus import Snippet
from layout import Setup, label_of, note_of

# Rules of these families that say nothing about what a reader is shown, but how it could be better.
_ASIDE = (
    "image-not-an-image",
    "missing-alt",
    "name-target-mismatch",
    "nav-mismatch",
    "not-in-git",
    "orphan-note",
    "redirected-link",
    "self-link",
    "unused-footnote",
    "unused-image",
    "unused-reference",
)
_SELECT = "links,images,rendering"


def told(setup: Setup, snippets: Sequence[Snippet], folder: Path) -> dict[str, set[str]]:
    """Ids of snippets -> the rules that speak of them."""
    command = [sys.executable, "-m", "notelint", "check", str(folder), "--all", "--no-baseline", "--format", "json"]
    ran = subprocess.run([*command, "--select", _SELECT], capture_output=True, text=True, check=False, cwd=folder)
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"{setup.name}: {ran.stderr or ran.stdout}")
    found: dict[str, set[str]] = {}
    index = note_of(setup, Snippet("link/x+index", "link", ""))
    owners = {note_of(setup, each): each.id for each in snippets if not each.on_index}
    lines = _owners_of_lines(setup, snippets, folder / index)
    for finding in json.loads(ran.stdout)["findings"]:
        if finding["rule"] in _ASIDE:
            continue
        owner = lines.get(finding["line"]) if finding["path"] == index else owners.get(finding["path"])
        if owner:
            found.setdefault(owner, set()).add(finding["rule"])
    return found


def _owners_of_lines(setup: Setup, snippets: Sequence[Snippet], path: Path) -> Mapping[int, str]:
    """Lines of the index page -> the snippet that stands there. Each is a run of lines that holds its label."""
    owners: dict[int, str] = {}
    wanted = {label_of(each): each.id for each in snippets if each.on_index}
    by_length = sorted(wanted, key=len, reverse=True)
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        label = next((label for label in by_length if label in line), None)
        if label:
            owners[number] = wanted[label]
    return owners
