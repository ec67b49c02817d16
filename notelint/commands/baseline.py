"""`notelint baseline`: what a collection is known to have, so that only what is new is reported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notelint.commands.console import (
    CLEAN,
    Failure,
    complain,
    complain_of_unread,
    config_option,
    lang_option,
    language,
    say,
)

if TYPE_CHECKING:
    from notelint.run.run import Run
    from notelint.scope.baseline import Entry


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--prune", is_flag=True, help="Add nothing, and take out what is gone.")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as many as pay.")
@config_option
@lang_option
def baseline(paths: tuple[str, ...], prune: bool, jobs: int, config_file: Path | None, lang: str | None) -> int:
    """Writes down the findings at PATHS, or of the collection: from then on new ones are reported only.

    The file is notelint-baseline.json beside the configuration; it belongs into git.
    """
    from notelint.model.finding import INCOMPLETE
    from notelint.report import progress
    from notelint.run.notices import notice
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session
    from notelint.scope import baseline as known_findings
    from notelint.scope.fingerprint import fingerprints
    from notelint.scope.scope import compare, covers

    chosen_language = language(lang)
    run = Run(paths, config_file=config_file, lang=chosen_language)
    known = _known(run, prune)
    if prune and known is None:
        raise Failure(f"{run.show_path(known_findings.NAME)}: there is none to prune")
    session = Session(run, RuleSet.of(run.config, run.root))
    with progress(len(run.notes), sys.stderr, chosen_language) as advance:
        session.read(run.notes, jobs, advance)
    outcome = session.outcome()
    if outcome.rest.incomplete:
        why = next(said for said in outcome.rest.notices if said.code in INCOMPLETE)
        raise Failure(f"nothing is written: {why.message}")
    complain_of_unread(run)
    compared = compare(session, outcome.findings, known or [])
    new = set(compared.new)
    prints = fingerprints(outcome.findings, session.source)
    chosen = [each for n, each in enumerate(prints) if not (prune and n in new)]
    # Of what this run did not look at everything stays as it is.
    others = [entry for entry in known or [] if not covers(session, entry)]
    kept = known_findings.merged(others, known_findings.entries(chosen))
    known_findings.save(run.root, kept)
    facts = {"file": run.show_path(known_findings.NAME), "count": sum(entry.count for entry in kept)}
    facts |= {"new": 0 if prune else len(new), "gone": sum(entry.count for entry in compared.gone)}
    say(notice("baseline", facts, run.lang).message)
    return CLEAN


def _known(run: Run, prune: bool) -> list[Entry] | None:
    """The baseline as it is; a file that is none can only be written anew, and with it all that it has known."""
    from notelint.files.inputs import InputError
    from notelint.run.notices import notice
    from notelint.scope import baseline as known_findings

    try:
        return known_findings.load(run.root)
    except (known_findings.BaselineError, InputError) as error:
        if prune or not run.is_whole():
            raise
        reason = str(error).partition("; write it anew")[0].replace(f"{run.cwd}{os.sep}", "")
        complain(notice("baseline-anew", {"reason": reason}, run.lang).message)
        return None
