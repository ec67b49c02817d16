"""Prints a random sample of a rule's findings with the lines around each, for a person to judge.

    python bench/precision.py RULE COLLECTION… [--sample 50] [--context 2] [--under FOLDER] [--seed 0]

RULE is a rule, a family or `all`; `--under` looks only at findings below a folder of the collection. What was judged
so far stands in bench/precision.md. The same seed gives the same sample as long as the findings are the same.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from notelint.model.finding import ShownFinding
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import execute


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rule")
    arguments.add_argument("collections", type=Path, nargs="+")
    arguments.add_argument("--sample", type=int, default=50)
    arguments.add_argument("--context", type=int, default=2, help="lines before and after")
    arguments.add_argument("--under", default="")
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    select = [] if options.rule == "all" else [options.rule]
    found: list[tuple[Run, ShownFinding]] = []
    for collection in options.collections:
        root = collection.resolve()
        run = Run([root / options.under], root=root, cwd=root)
        found += [(run, each) for each in execute(run, RuleSet.of(run.config, run.root, select)).findings]
    sample = found if len(found) <= options.sample else random.Random(options.seed).sample(found, options.sample)
    print(f"{options.rule}: {len(found)} findings, {len(sample)} to read\n")
    for number, (run, finding) in enumerate(sample, 1):
        show(number, run, finding, options.context)


def show(number: int, run: Run, finding: ShownFinding, context: int) -> None:
    print(f"{number}. {run.root.name}/{finding.path}:{finding.line}:{finding.column} [{finding.rule}]")
    print(f"   {finding.severity}: {finding.message}" + (f" ({finding.help})" if finding.help else ""))
    for line in range(max(1, finding.line - context), finding.end_line + context + 1):
        mark = ">" if finding.line <= line <= finding.end_line else " "
        print(f"   {mark} {line:4} {run.line_text(finding.path, line)[:200]}")
    for related in finding.related:
        print(f"   see {related.path}:{related.line} {run.line_text(related.path, related.line)[:150]}")
    print()


if __name__ == "__main__":
    main()
