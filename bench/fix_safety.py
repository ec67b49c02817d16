"""Runs notelint's fixes, and other fixers, over copies of real notes, and judges what they have done to them.

    python bench/fix_safety.py COLLECTION… [--notes 300] [--tools notelint,rumdl] [--limit 600] [--examples 3]

COLLECTION is a folder of notes, or one note, which is judged alone in a folder. Each tool gets a fresh copy of the
whole folder and is told which notes to fix: all, or, where there are more than `--notes`, a sample that is the same
for all tools and in every run. Then it runs again, and what it should have been done with must stay as it is.

Prints a table: a tool a row; per collection and in sum the notes that it changed, those that it damaged, the notes
that its second run changed again, and the seconds of its first run. What counts as damage is said in
`bench/safety/damage.py` and is the same for all; `--examples` prints so many damaged notes of a tool and collection,
each with what was damaged. For notelint it also prints what became of the findings that it says it can fix.

Tools are those of `bench/safety/tools.py` that are found in PATH; a missing one is said. Needs the packages of the
extra `dev`. Exit code 1 where notelint damaged a note, refused a fix or found something to do in its second run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent / "safety"))

from collection import Collection
from damage import Judge
from tools import TOOLS, Ran, Tool, found, only_asked, run


class Row(NamedTuple):
    """What one tool did to one collection."""

    changed: int
    damaged: int
    again: int
    seconds: float
    kinds: Counter[str]
    failed: str = ""


class Fixing(NamedTuple):
    """Findings with a fix that notelint offers at this level: before, made, refused, and left after the run."""

    before: int
    fixed: int
    refused: int
    left: int


def main() -> int:
    options = _options()
    tools = {name: tool for name, tool in TOOLS.items() if not options.tools or name.startswith(options.tools)}
    for name in [name for name, tool in tools.items() if not found(tool)]:
        print(f"{name}: {tools.pop(name).program} is not installed", file=sys.stderr)
    rows: dict[str, dict[str, Row]] = {name: {} for name in tools}
    fixing: dict[str, dict[str, Fixing]] = {}
    for path in options.collections:
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder, "base")
            _copy(path, base)
            collection = Collection(base)
            judge = Judge(collection)
            name = path.stem if path.is_file() else path.name
            notes = _sample(collection.notes, options.notes)
            print(f"{name}: {len(notes)} of {len(collection.notes)} notes", file=sys.stderr)
            for tool_name, tool in tools.items():
                row, outcome = _try(tool, judge, notes, Path(folder, "copy"), options)
                print(f"  {tool_name:40} {_cells(row)} {dict(row.kinds) or ''}", file=sys.stderr, flush=True)
                rows[tool_name][name] = row
                if outcome:
                    fixing.setdefault(tool_name, {})[name] = outcome
    print(f"{sums(rows)}\n\n{table(rows)}\n\n{outcomes(fixing)}")
    own = [row for name in fixing for row in rows[name].values()]
    refused = any(each.refused for by_name in fixing.values() for each in by_name.values())
    return int(refused or any(row.damaged or row.again or row.failed for row in own))


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="+", type=Path)
    parser.add_argument("--notes", type=int, default=300, help="of a collection, at most")
    parser.add_argument("--tools", type=lambda names: tuple(names.split(",")), help="those whose names begin so")
    parser.add_argument("--limit", type=float, default=600, help="seconds for one run")
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    for path in options.collections:
        if not path.exists():
            parser.error(f"{path}: there is no such file or folder")
    return options


def _copy(path: Path, to: Path) -> None:
    if path.is_file():
        to.mkdir()
        shutil.copyfile(path, to / path.name)  # writable, whatever the note is
    else:
        shutil.copytree(path, to, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules"))


def _sample(notes: list[str], number: int) -> list[str]:
    """The same notes in every run, whatever others there are."""
    chosen = sorted(notes, key=lambda note: blake2b(note.encode("utf-8", "surrogateescape")).digest())[:number]
    return sorted(chosen)


def _try(tool: Tool, judge: Judge, notes: list[str], copy: Path, options: Any) -> tuple[Row, Fixing | None]:
    base = judge.collection.root
    _copy(base, copy)
    before = _offered(tool, run(only_asked(tool), copy, notes, options.limit)) if tool.program == "notelint" else 0
    ran = run(tool, copy, notes, options.limit)
    first = {note: _bytes(copy / note) for note in judge.collection.notes}
    again = 0
    if not ran.failed:
        run(tool, copy, notes, options.limit)
        again = sum(_bytes(copy / note) != data for note, data in first.items())
    shutil.rmtree(copy)
    changed, damaged, kinds = 0, 0, Counter[str]()
    for note, data in first.items():
        if data != (old := _bytes(base / note)):
            changed += 1
            found = judge.damage(note, old, data)
            kinds.update(found.keys())
            damaged += bool(found)
            if found and damaged <= options.examples:
                print(f"    {note}: {found}", file=sys.stderr)
    row = Row(changed, damaged, again, ran.seconds, kinds, ran.failed)
    return row, _outcome(tool, before, ran) if tool.program == "notelint" and not ran.failed else None


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _offered(tool: Tool, ran: Ran) -> int:
    """How many findings have a fix that the tool would make."""
    levels = ("safe", "unsafe") if "--unsafe-fixes" in tool.arguments else ("safe",)
    return sum(finding["fix"] in levels for finding in json.loads(ran.output)["findings"])


def _outcome(tool: Tool, before: int, ran: Ran) -> Fixing:
    after = json.loads(ran.output)
    refused = sum(notice["code"] == "fix-refused" for notice in after["notices"])
    return Fixing(before, after["summary"]["fixed"], refused, _offered(tool, ran))


def _cells(row: Row) -> str:
    return row.failed or f"{row.changed} / {row.damaged} / {row.again} / {row.seconds:.1f}"


def sums(rows: dict[str, dict[str, Row]]) -> str:
    """A tool a row, over the collections in which it came to an end."""
    lines = ["| | notes changed | damaged | changed again | seconds | what was damaged |", "|---|--:|--:|--:|--:|---|"]
    for tool, own in rows.items():
        done = [row for row in own.values() if not row.failed]
        changed, damaged, again = (sum(getattr(row, at) for row in done) for at in ("changed", "damaged", "again"))
        seconds = sum(row.seconds for row in done)
        kinds = sum((row.kinds for row in done), Counter[str]())
        words = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        name = tool if len(done) == len(own) else f"{tool}, {len(done)} of {len(own)} collections"
        lines.append(f"| {name} | {changed} | {damaged} | {again} | {seconds:.1f} | {words} |")
    return "\n".join(lines)


def table(rows: dict[str, dict[str, Row]]) -> str:
    """A tool a row, a collection a column: notes changed / damaged / changed again by the second run / seconds."""
    names = list(next(iter(rows.values()), {}))
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {tool} | {' | '.join(map(_cells, own.values()))} |" for tool, own in rows.items()]
    return "\n".join(lines)


def outcomes(fixing: dict[str, dict[str, Fixing]]) -> str:
    """Findings that can be fixed: before, fixed, refused, left."""
    lines = ["| | findings with a fix | fixed | refused | left |", "|---|--:|--:|--:|--:|"]
    for tool, own in fixing.items():
        total = Fixing(*(sum(each[at] for each in own.values()) for at in range(4)))
        lines.append(f"| {tool} | {total.before} | {total.fixed} | {total.refused} | {total.left} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
