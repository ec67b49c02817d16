"""Compares notelint's findings with what people said must, and must not, be flagged in real collections.

    python bench/truth.py TRUTH.json COLLECTIONS

TRUTH.json holds `must_flag` and `must_not_flag`, lists of {repo, commit, file, line, needle, rule}. COLLECTIONS is a
folder of checkouts named `owner+name@commit` (the commit's first seven digits). `--rules a,b` looks at these only.
Exit code 1 where a place is missed or wrongly flagged.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from notelint.engine import Run, execute
from notelint.finding import Finding
from notelint.rules import RuleSet

# A finding of one of these on the line says the same thing.
NEIGHBOURS = {
    "missing-image": {"unrendered-image", "unrendered-link"},
    "unrendered-image": {"missing-image", "unrendered-link"},
    "empty-heading": {"empty-section"},
}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("truth", type=Path)
    arguments.add_argument("collections", type=Path)
    arguments.add_argument("--rules", default="")
    options = arguments.parse_args()
    truth = json.loads(options.truth.read_text("utf-8"))
    findings: dict[Path, dict[str, list[Finding]]] = {}
    count: dict[str, int] = defaultdict(int)
    known: frozenset[str] = frozenset()
    for kind in ("must_flag", "must_not_flag"):
        for row in truth[kind]:
            root = options.collections / f"{row['repo'].replace('/', '+')}@{row['commit'][:7]}"
            if root not in findings:
                findings[root], known = run(root)
            if row["rule"] not in known or (options.rules and row["rule"] not in options.rules.split(",")):
                count["rule does not exist yet"] += 1
                continue
            found = [f for f in findings[root][row["file"]] if speaks_of(f, row)]
            right = bool(found) == (kind == "must_flag")
            count[f"{kind}: {'right' if right else 'WRONG'}"] += 1
            if not right:
                print(f"{kind}: {root.name}/{row['file']}:{row['line']} [{row['rule']}] {row['why']}")
                for each in found:
                    print(f"    {each.line}:{each.column} {each.message}")
    print(json.dumps(count, indent=1))
    return int(any("WRONG" in name for name in count))


def run(root: Path) -> tuple[dict[str, list[Finding]], frozenset[str]]:
    """All findings in a collection, by the note's path in it."""
    if not root.is_dir():
        sys.exit(f"{root}: no such folder")
    made = Run([root], root=root, cwd=root)
    rules = RuleSet.of(made.config, made.root)
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in execute(made, rules).findings:
        by_path[finding.path.replace(os.sep, "/")].append(finding)
    return by_path, rules.known


def speaks_of(finding: Finding, row: dict[str, Any]) -> bool:
    """Is the finding about the row's place and matter?"""
    rules = {row["rule"], *NEIGHBOURS.get(row["rule"], ())}
    return finding.rule in rules and row["line"] in (None, finding.line)


if __name__ == "__main__":
    raise SystemExit(main())
