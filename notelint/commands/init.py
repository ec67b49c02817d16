"""`notelint init`: a collection's habits as its configuration."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from notelint.commands.console import CLEAN, FINDINGS, Failure, complain_of_unread, lang_option, language, say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--check", "only_check", is_flag=True, help="Write nothing, and say what has moved away from the file.")
@lang_option
def init(folder: Path, only_check: bool, lang: str | None) -> int:
    """Writes notelint.yaml for the collection around FOLDER: what is usual in it, each with its evidence.

    From then on the file decides what is usual, and fixes of what it declares are safe. `--check` exits with 1 where
    the collection has moved away from it.
    """
    from notelint.commands import drafting
    from notelint.config.config import NAMES
    from notelint.config.profiles import Profiles
    from notelint.files.checkout import boundary
    from notelint.report import progress
    from notelint.run.notices import notice
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session
    from notelint.writing import atomic

    chosen_language = language(lang)
    run = Run([folder], lang=chosen_language)
    if not only_check:
        atomic.tidy(run.root)
    if run.config.file and not only_check:
        raise Failure(
            f"{run.config.file}: there is one already; `notelint init --check` compares the collection with it"
        )
    if not run.config.file and only_check:
        raise Failure(f"{run.show_path(NAMES[0])}: there is none to check; `notelint init` writes one")
    session = Session(run, RuleSet.of(run.config, run.root))
    with progress(len(run.notes), sys.stderr, chosen_language) as advance:
        session.read(run.notes, 0, advance)
    complain_of_unread(run)
    view = session.view()
    found = drafting.statements(view)
    if only_check:
        differences = list(drafting.moved(found, Profiles(run.config.profiles, run.root)))
        for statement, said in differences:
            facts = {**statement._asdict(), "value": statement.value or statement.name, "said": said}
            facts["files"] = statement.files[0]
            say(notice("moved" if said else "unsaid", facts, run.lang).message)
        if not differences:
            say(notice("unmoved", {}, run.lang).message)
        return FINDINGS if differences else CLEAN
    file = run.root / NAMES[0]
    atomic.write(file, drafting.text(view, found).encode("utf-8", "backslashreplace"), within=boundary(run.root))
    say(notice("initialised", {"file": run.show_path(NAMES[0]), "count": len(found)}, run.lang).message)
    return CLEAN
