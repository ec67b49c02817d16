"""What earlier runs have left: options of commands that use it, and `notelint cache`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec.structs import replace

from notelint.commands.console import CLEAN, Failure, config_option, say

if TYPE_CHECKING:
    from notelint.files.witness import Question
    from notelint.memory.shelf import Shelf
    from notelint.model.finding import Report
    from notelint.run.remembered import Memory
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session

C = TypeVar("C", bound=Callable[..., Any])

NAME = "notes"  # of the folder within the one for caches
# Says which folder, and that none is to be used, where no option does.
_FOLDER, _OFF = "NOTELINT_CACHE_DIR", "NOTELINT_NO_CACHE"


_cache_dir = click.option(
    "--cache-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep what was found here, and not in .notelint_cache or, outside of git, the user's folder for caches.",
)


def memory_options(command: C) -> C:
    """The options that say where a command remembers what it has found."""
    no_cache = click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs have found.")
    paranoid = click.option("--paranoid", is_flag=True, hidden=True, help="Fail where what is remembered is not so.")
    return no_cache(_cache_dir(paranoid(command)))


def watch() -> dict[Question, bytes]:
    """From now on, what the command asks of the world is noted."""
    from notelint.files import witness

    seen: dict[Question, bytes] = {}
    witness.begin(seen)
    click.get_current_context().call_on_close(lambda: witness.end(seen))
    return seen


def memory(run: Run, rules: RuleSet, options: dict[str, Any], seen: dict[Question, bytes]) -> Memory | None:
    """The memory of a run; None where it is to have none, or what is there cannot be trusted."""
    from notelint.run.remembered import Memory

    folder = _folder(run.root, options)
    if folder is None:
        return None
    chosen = (run.site.digest, str(run.root), options.get("config_file"), sorted(rules.named), sorted(rules.known))
    looked_for = _told(*chosen, [rule.id for rule in rules.all])
    asked_for = _told(run.arguments, sorted(run.selected), str(run.cwd), run.lang, options.get("force_exclude"))
    return Memory(folder, looked_for + asked_for, looked_for, seen)


def _told(*words: object) -> bytes:
    """Tells such words from others."""
    from notelint.run.workers import digest

    return digest(repr(words).encode("utf-8", "surrogateescape"))


def compare(report: Report, fresh: Report) -> None:
    """Raises Failure where a report with a memory is not that of a run without one."""
    one, other = (replace(each, summary=replace(each.summary, duration_ms=0)) for each in (report, fresh))
    if one != other:
        wrong = [each for each in one.findings if each not in other.findings]
        missed = [each for each in other.findings if each not in one.findings]
        raise Failure(f"what is remembered is not so: {wrong[:3]} for {missed[:3]}, or another part of the report")


def profiled(session: Session) -> list[str]:
    """Where a run's time went, a line each."""
    timing, past = session.timing, session.past
    lines = [f"{name} {seconds:.2f} s" for name, seconds in timing.parts.items()]
    if past is not None:
        counts = past.counts
        known = "the whole outcome was remembered" if counts.whole else f"{len(timing.rules)} rules across notes ran"
        lines.append(
            f"of the notes {counts.unchanged} were not opened, {counts.compared} compared, {counts.read} read; {known}"
        )
    slowest = sorted(timing.rules.items(), key=lambda each: -each[1])[:10]
    return lines + [f"{name} {seconds:.2f} s" for name, seconds in slowest if seconds >= 0.01]


def _folder(root: Path, options: dict[str, Any]) -> Path | None:
    from notelint.writing import cache

    given = options.get("cache_dir") or os.environ.get(_FOLDER)
    if options.get("no_cache") or (os.environ.get(_OFF) and not options.get("cache_dir")):
        return None
    if given:
        return Path(given).absolute() / NAME
    place = cache.place(root)
    if place == root / cache.FOLDER and cache.distrusted(root, place / NAME):
        return None
    return place / NAME


@click.group()
def cache() -> None:
    """What earlier runs have found, and later ones need not work out again."""


@cache.command()
@_cache_dir
@config_option
def info(cache_dir: Path | None, config_file: Path | None) -> int:
    """Says where it is kept, and how much of it there is."""
    shelf = _shelf(cache_dir, config_file)
    if shelf is None:
        raise Failure("nothing is kept here: the folder came with the notes, or nothing is to be kept")
    sizes = [file.stat().st_size for file in shelf.files()]
    say(f"{shelf.folder}: {len(sizes)} files, {_megabytes(sum(sizes))}")
    return CLEAN


@cache.command()
@_cache_dir
@config_option
def clear(cache_dir: Path | None, config_file: Path | None) -> int:
    """Deletes it; what the web has said is kept."""
    shelf = _shelf(cache_dir, config_file)
    count, size = shelf.clear() if shelf is not None else (0, 0)
    say(f"{count} files deleted, {_megabytes(size)}")
    return CLEAN


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _shelf(cache_dir: Path | None, config_file: Path | None) -> Shelf | None:
    from notelint.memory.shelf import Shelf
    from notelint.run.run import Run

    folder = _folder(Run([], config_file=config_file).root, {"cache_dir": cache_dir})
    return None if folder is None else Shelf(folder)
