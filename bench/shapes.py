"""Measures how the time of a run grows with its notes: 81 shapes, each in four sizes.

    python bench/shapes.py [SHAPE…] [--jobs 2] [--largest 16000] [--dialect everything]
    python bench/shapes.py --memory [--notes 1000] [--links 1000]

A shape is one piece repeated n times in a note, or n notes (`shape_texts.py`); a size is twice the one before. Each
text goes through the whole of a check with all rules on, those too that are off by default. Printed are the CPU
seconds, the better of two runs less those of a run on nothing, and the exponent: the slope of a line through the
logarithms of sizes and seconds. What takes less than 0.05 seconds is not judged. Exit code 1 where an exponent is over
1.2, or a run takes over 30 seconds.

With `--memory`: the peak of memory of a run on so many links, on the web and broken ones, as JSON and for a terminal.
Exit code 1 where it is over 1.5 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from math import log
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from shape_texts import SHAPES

from notelint.run.ruleset import RuleSet, load
from notelint.run.run import Run
from notelint.run.session import execute

MOST = 1.2  # exponent
FLOOR = 0.05  # seconds: what is quicker says more of the machine than of the text
PATIENCE = 30  # seconds of CPU for one run
MOST_MEMORY = 1_500_000_000  # bytes
MANY_NOTES = frozenset({"equal notes", "notes that link to one", "notes of one tag"})
_ON = [
    *("mark", "math", "wikilinks", "footnotes", "inline_footnotes", "strikethrough", "tables", "autolinks"),
    *("comments", "containers", "admonitions", "attributes", "shortcodes"),
]
DIALECTS: dict[str, dict[str, str | bool]] = {
    "everything": {**dict.fromkeys(_ON, True), "callouts": "titled", "emphasis": "commonmark"},
    "mdx": {**dict.fromkeys(_ON, True), "callouts": "titled", "emphasis": "commonmark", "mdx": True},
    "python-markdown": {**dict.fromkeys(_ON, True), "emphasis": "python-markdown", "lists": "python-markdown"},
    "plain": {},
}


class Measured(NamedTuple):
    """Sizes, the CPU seconds of each, and what the largest of them found."""

    sizes: list[int]
    seconds: list[float]
    findings: int

    def exponent(self) -> float | None:
        """The slope, None where too little was measured to say."""
        points = [(log(n), log(s)) for n, s in zip(self.sizes, self.seconds, strict=True) if s >= FLOOR]
        if len(points) < 2:
            return None
        middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
        above = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
        return above / sum((x - middle[0]) ** 2 for x, _ in points)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--largest", type=int, default=16000)
    parser.add_argument("--dialect", choices=DIALECTS, default="everything")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)  # a shape in a process of its own
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--links", type=int, default=1000, help="in each note")
    options = parser.parse_args()
    if options.memory:
        return memory(options.notes, options.links)
    if options.one:
        print(json.dumps(measured(options.shapes[0], options.largest, options.dialect)))
        return 0
    names = options.shapes or list(SHAPES)
    bad = 0
    print(f"{'shape':32} {'exponent':>8}   seconds at n/8, n/4, n/2 and n = {options.largest}; findings")
    with ThreadPoolExecutor(options.jobs) as pool:
        tasks = [pool.submit(_alone, name, options.largest, options.dialect) for name in names]
        for name, task in zip(names, tasks, strict=True):
            found = task.result()
            exponent = found.exponent()
            wrong = (exponent or 0) > MOST or len(found.seconds) < 4
            bad += wrong
            shown = "-" if exponent is None else f"{exponent:.2f}"
            seconds = " ".join(f"{each:7.2f}" for each in found.seconds)
            print(f"{name:32} {shown:>8}{'!' if wrong else ' '}   {seconds}  {found.findings}", flush=True)
    print(f"{bad} of {len(names)} shapes grow too fast" if bad else f"{len(names)} shapes: none grows too fast")
    return int(bad > 0)


def memory(notes: int, links: int) -> int:
    """Prints the peak of memory of runs on many links; 1 where one of them takes too much."""
    targets = {"web": "https://example.com/{}/{}", "broken": "missing-{}-{}.md"}
    worst = 0
    for kind, target in targets.items():
        with tempfile.TemporaryDirectory() as folder:
            for note in range(notes):
                lines = (f"- [link {number}]({target.format(note, number)})\n" for number in range(links))
                Path(folder, f"{note}.md").write_text(f"# Note {note}\n\n" + "".join(lines))
            for form in ("json", "terminal"):
                command = [sys.executable, "-m", "notelint", "--jobs", "1", "--format", form, folder]
                run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(run.pid, 0)
                run.returncode = os.waitstatus_to_exitcode(status)
                peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
                worst = max(worst, peak)
                seconds = used.ru_utime + used.ru_stime
                print(
                    f"{kind:8} {form:9} {peak / 1e6:8,.0f} MB {seconds:7.1f} s, exit code {run.returncode}", flush=True
                )
    return int(worst > MOST_MEMORY)


def _alone(name: str, largest: int, dialect: str) -> Measured:
    """A shape measured in a process of its own, so that none has what another one has left."""
    options = ["--one", f"--largest={largest}", f"--dialect={dialect}", "--", name]
    done = subprocess.run([sys.executable, __file__, *options], stdout=subprocess.PIPE, check=True)
    return Measured(*json.loads(done.stdout))


def measured(name: str, largest: int, dialect: str) -> Measured:
    """The seconds of a shape in four sizes, fewer where one takes too long."""
    if name in MANY_NOTES:
        largest //= 20
    sizes, seconds, findings = [], [], 0
    run({"a.md": "a\n"}, dialect)  # what is made once
    bare = min(run({"a.md": "a\n"}, dialect)[0] for _ in range(3))
    for n in (largest // 8, largest // 4, largest // 2, largest):
        texts = SHAPES[name](n)
        try:
            (first, findings), (second, _) = run(texts, dialect), run(texts, dialect)
        except TimeoutError:
            break
        sizes.append(n)
        seconds.append(max(min(first, second) - bare, 0))
    return Measured(sizes, seconds, findings)


def run(texts: dict[str, str], dialect: str) -> tuple[float, int]:
    """The CPU seconds of a check of these notes, and how many findings it has."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        run = Run(root=folder, cwd=Path(folder), texts=texts, dialect=DIALECTS[dialect])
        rules = RuleSet.of(run.config, run.root, select=[rule.id for rule in load(run.config, run.root)])
        report = execute(run, rules, jobs=1)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for notice in report.notices:
            if notice.code in ("note-failed", "rule-failed"):
                raise RuntimeError(notice.message)
        return time.process_time() - began, len(report.findings)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
