"""Compares notelint's findings with what people said must, and must not, be flagged in real notes.

    python bench/truth.py TRUTH.json COLLECTIONS    places in collections
    python bench/truth.py TRUTH.json NOTE.md        lines of one note, alone in a folder

For collections TRUTH.json holds `must_flag` and `must_not_flag`, lists of {repo, commit, file, line, needle, rule,
why}, and COLLECTIONS is a folder of checkouts named `owner+name@commit` (the commit's first seven digits). For a note
it is a list of {line, rule, certain, detail}: what is not certain must not be flagged. `--rules a,b` looks at these
only. Exit code 1 where a place is missed or wrongly flagged.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notelint.model.finding import ShownFinding
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import execute

# A finding of one of these on the line says the same thing.
NEIGHBOURS = {
    "missing-image": {"unrendered-image", "unrendered-link"},
    "unrendered-image": {"missing-image", "unrendered-link"},
    "empty-heading": {"empty-section"},
    "unrendered-emphasis": {"stray-marker"},
}
Findings = dict[str, list[ShownFinding]]  # by the note's path


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("truth", type=Path)
    arguments.add_argument("notes", type=Path)
    arguments.add_argument("--rules", default="")
    options = arguments.parse_args()
    truth = json.loads(options.truth.read_text("utf-8"))
    count: Counter[str] = Counter()
    wanted = options.rules.split(",") if options.rules else None
    for row, must, findings, known in (of_note if isinstance(truth, list) else of_collections)(truth, options.notes):
        if row["rule"] not in known or (wanted and row["rule"] not in wanted):
            count["rule does not exist" if not wanted else "other rules"] += 1
            continue
        found = [each for each in findings[row["file"]] if speaks_of(each, row)]
        right = bool(found) == must
        kind = "must flag" if must else "must not flag"
        count[f"{kind}: {'right' if right else 'WRONG'}"] += 1
        if not right:
            print(f"{kind}: {row['file']}:{row['line']} [{row['rule']}] {row['why']}")
            for each in found:
                print(f"    {each.line}:{each.column} {each.message}")
    print(json.dumps(count, indent=1))
    return int(any("WRONG" in name for name in count))


Row = tuple[dict[str, Any], bool, Findings, frozenset[str]]


def of_collections(truth: dict[str, list[dict[str, Any]]], folder: Path) -> Iterator[Row]:
    runs: dict[tuple[Path, bool], tuple[Findings, frozenset[str]]] = {}
    for kind in ("must_flag", "must_not_flag"):
        for row in truth[kind]:
            root = folder / f"{row['repo'].replace('/', '+')}@{row['commit'][:7]}"
            must = kind == "must_flag"
            if (root, must) not in runs:
                runs[root, must] = run(root, must)
            yield row, must, *runs[root, must]


def of_note(truth: list[dict[str, Any]], note: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(note, folder)
        runs = {must: run(Path(folder), must) for must in (False, True)}
        for row in truth:
            yield {**row, "file": note.name, "why": row["detail"]}, row["certain"], *runs[row["certain"]]


def run(root: Path, must: bool) -> tuple[Findings, frozenset[str]]:
    """All findings in a collection, and the rules that there are. What must be found may be found by rules that are off
    by default; what must not be flagged is not flagged by default.
    """
    if not root.is_dir():
        sys.exit(f"{root}: no such folder")
    root = root.resolve()
    made = Run([root], root=root, cwd=root)
    rules = RuleSet.of(made.config, made.root)
    if must:
        rules = RuleSet.of(made.config, made.root, select=sorted(rules.known))
    by_path: Findings = defaultdict(list)
    for finding in execute(made, rules).findings:
        by_path[finding.path].append(finding)
    return by_path, rules.known


def speaks_of(finding: ShownFinding, row: dict[str, Any]) -> bool:
    """Is the finding about the row's place and matter?"""
    rules = {row["rule"], *NEIGHBOURS.get(row["rule"], ())}
    return finding.rule in rules and row["line"] in (None, finding.line)


if __name__ == "__main__":
    raise SystemExit(main())
