"""Says how much more, or less, a new checkout of notelint costs than an old one.

    git worktree add --detach ../old COMMIT
    python bench/cpu_ratio.py ../old . COLLECTION… [--pairs 11] [--arguments "--all --format json --jobs 1"]

A pair is a run of each on the same notes, as fresh processes, one right after the other, and who is first takes turns:
what slows the machine down slows both. What counts is the median of the pairs' ratios, not the seconds. Before the
first pair each runs once, uncounted: that compiles the modules, warms the disk's cache, and tells whether both find
the same, to the last word and column. Prints a table: CPU seconds (user and system, children included), their ratio in
the median pair and in the two extreme ones, and the same of the peak of memory of the largest process. Ends with 1
where a median of CPU time is above --most.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from cost import Cost, run

ARGUMENTS = "--all --format json --jobs 1"


class Tree(NamedTuple):
    """A checkout, and how notelint is run from it."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.folder), "NOTELINT_NO_CACHE": "1"}

    def command(self, collection: Path, arguments: Sequence[str]) -> list[str]:
        # -P: else `-m` would take notelint from the working directory, whichever checkout that is.
        return [sys.executable, "-P", "-m", "notelint", str(collection), *arguments]

    def findings(self, collection: Path, arguments: Sequence[str]) -> Any:
        """What it finds, in a run that is not counted; ends the program where it is not run from this checkout."""
        where = [sys.executable, "-P", "-c", "import notelint; print(notelint.__file__)"]
        found = subprocess.run(where, env=self.environment, capture_output=True, text=True, check=True).stdout.strip()
        if not Path(found).is_relative_to(self.folder):
            sys.exit(f"{self.folder}: no checkout of notelint; it would be run from {found}")
        command = self.command(collection, [*arguments, "--format", "json"])
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{self.folder}, {collection}: {done.stderr.decode(errors='replace')[-2000:]}")
        return json.loads(done.stdout)["findings"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, help="a checkout")
    parser.add_argument("new", type=Path, help="another one")
    parser.add_argument("collections", type=Path, nargs="+", metavar="collection")
    parser.add_argument("--pairs", type=int, default=11)
    parser.add_argument("--most", type=float, default=1.05, help="what the median ratio of CPU may be")
    parser.add_argument("--arguments", default=ARGUMENTS, help="what notelint is given beside the collection")
    options = parser.parse_args()
    for folder in (options.old, options.new, *options.collections):
        if not folder.is_dir():
            parser.error(f"{folder}: no such folder")
    trees = [Tree(options.old.resolve()), Tree(options.new.resolve())]
    with tempfile.TemporaryDirectory() as compiled:
        # As where it is installed: compiled once, whatever this environment says.
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        arguments = shlex.split(options.arguments)
        rows = [_row(trees, each.resolve(), options.pairs, arguments) for each in options.collections]
    print(f"{options.pairs} pairs, notelint COLLECTION {options.arguments}\n")
    measures = [f"{what}, old | new | ratio, median | least | most" for what in ("CPU s", "MB")]
    print(f"| | {' | '.join(measures)} | same findings |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|")
    print("\n".join(text for text, _ in rows))
    return int(any(ratio > options.most for _, ratio in rows))


def _row(trees: Sequence[Tree], collection: Path, pairs: int, arguments: Sequence[str]) -> tuple[str, float]:
    """A collection's row, and the median ratio of CPU time."""
    old, new = (tree.findings(collection, arguments) for tree in trees)
    costs: list[list[Cost]] = [[] for _ in trees]
    for number in range(pairs):
        print(f"\r{collection.name}: pair {number + 1} ", end="", file=sys.stderr, flush=True)
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            tree = trees[which]
            costs[which].append(run(tree.command(collection, arguments), environment=tree.environment))
    print("\r" + " " * 50 + "\r", end="", file=sys.stderr)
    before, after = costs
    cpu, ratio = _compared([each.cpu for each in before], [each.cpu for each in after])
    memory, _ = _compared([each.largest / 1e6 for each in before], [each.largest / 1e6 for each in after], digits=0)
    return f"| {collection.name} | {cpu} | {memory} | {'yes' if old == new else 'no'} |", ratio


def _compared(old: Sequence[float], new: Sequence[float], digits: int = 2) -> tuple[str, float]:
    """The cells of two rows of measures, pair by pair, and the median of their ratios."""
    ratios = [mine / its for its, mine in zip(old, new, strict=True)]
    cells = [f"{median(old):.{digits}f}", f"{median(new):.{digits}f}"]
    cells += [f"{each:.3f}" for each in (median(ratios), min(ratios), max(ratios))]
    return " | ".join(cells), median(ratios)


if __name__ == "__main__":
    raise SystemExit(main())
