"""`notelint check`: arguments to a run, a run to a report, a report to an exit code."""

from __future__ import annotations

import os
import stat
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from notelint.commands.console import (
    CLEAN,
    FAILED,
    FINDINGS,
    INTERRUPTED,
    Failure,
    complain,
    complain_of_unread,
    config_option,
    is_terminal,
    lang_option,
    language,
    names,
    wants_colour,
    write,
    write_bytes,
)
from notelint.commands.memory import compare, memory, memory_options, profiled, watch
from notelint.commands.network import ask_web, network_options
from notelint.commands.outputs import FORMAT_NAMES, context, outputs, refuse_notes, show

if TYPE_CHECKING:
    from notelint.model.finding import Report
    from notelint.report.words import Lang
    from notelint.run.outcome import Outcome
    from notelint.run.session import Session
    from notelint.scope.scope import Scope


# Where the journal of a fix once lay. What lies there may be a stranger's, and is not believed.
FORMER_JOURNAL = ".notelint-fix.json"


@click.command(short_help="Checks the notes at PATHS.")
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    type=click.Choice(FORMAT_NAMES),
    help=f"{', '.join(FORMAT_NAMES)}. Without it: terminal on a terminal, github in GitHub Actions, else concise.",
)
@click.option(
    "--output",
    multiple=True,
    metavar="[FORMAT:]FILE",
    help="Write the report to this file; FORMAT alone is standard output. Can be given several times.",
)
@click.option("--force-exclude", is_flag=True, help="Of PATHS only what a run without PATHS reports, as hooks want it.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules or families.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="From which severity on findings make the exit code 1.",
)
@click.option("--since", metavar="REF", help="Only what has changed since this commit or branch, and what that caused.")
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--all", "all_", is_flag=True, help="Every finding at its own place.")
@click.option("--fix", is_flag=True, help="Mend what can be mended for certain.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what should be looked at afterwards; implies --fix.")
@click.option(
    "--diff",
    is_flag=True,
    help="Print what --fix would change, and write nothing: to look at on a terminal, else as a patch for `git apply`.",
)
@click.option(
    "--diff-as",
    type=click.Choice(["patch", "view"]),
    help="Print it as this, wherever it goes: a patch holds the notes' bytes as they are; implies --diff.",
)
@click.option("--yes", is_flag=True, help="Do not ask before many notes are changed.")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as many as pay.")
@click.option("--online", is_flag=True, help="Ask the web whether its links are alive, and remember what it says.")
@click.option("--fragments", is_flag=True, help="With --online: ask also whether pages have the sections linked to.")
@click.option("--profile", is_flag=True, help="Say on stderr where the time went, and what was remembered.")
@click.option("--stdin-filename", metavar="PATH", help="Check the text on standard input as this note.")
@network_options
@memory_options
@config_option
@lang_option
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Checks the notes at PATHS, files or folders; without any, the collection around the working directory."""
    from notelint.files.checkout import boundary
    from notelint.report import progress
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session
    from notelint.run.timing import timed

    lang = language(options["lang"])
    options["diff"] = options["diff"] or options["diff_as"]
    asked = outputs(options["output"], options["format_"])
    texts = _standard_input(options["stdin_filename"])
    chosen = {"config_file": options["config_file"], "force_exclude": options["force_exclude"]}
    seen, began = watch(), time.perf_counter()
    run = Run(paths, texts=texts, lang=lang, **chosen)
    refuse_notes(run, asked)
    rules = RuleSet.of(run.config, run.root, names(options["select"]), names(options["ignore"]))
    session = Session(run, rules, memory(run, rules, options, seen))
    scope = _scope(session, options)
    session.timing.parts["start"] = time.process_time() - (time.perf_counter() - began)
    session.timing.parts["listing"] = time.perf_counter() - began
    session.wanted = scope.wanted
    _before_fixing(session, options)
    with progress(len(run.notes), sys.stderr, lang) as advance:
        session.read(run.notes, options["jobs"], advance)
    session.save()
    if options["fragments"] and not options["online"]:
        raise Failure("--fragments asks the web: it belongs to --online")
    stopped = options["online"] and ask_web(session, options, lang, only=scope.has_changed).stopped == "stopped"
    if options["diff"]:
        return _difference(session, options)
    report = session.shown(scope.narrowed(_fixed(session, options) if _fixes(options) else session.outcome()))
    if options["paranoid"]:
        compare(report, _again(paths, texts, options, lang))
    known = context(run, rules, lang, options["fail_on"], options["all_"], scope.is_changed)
    with timed(session.timing.parts, "report"):
        show(report, asked, known, boundary(run.root))
    if options["profile"]:
        complain(*profiled(session))
    return INTERRUPTED if stopped else _exit_code(report, options["fail_on"], run.config.fail_on_unread)


def _again(paths: tuple[str, ...], texts: dict[str, str] | None, options: dict[str, Any], lang: Lang) -> Report:
    """The report of a run that remembers nothing."""
    from notelint.files import witness
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session

    chosen = {"config_file": options["config_file"], "force_exclude": options["force_exclude"]}
    with witness.looking_away():
        run = Run(paths, texts=texts, lang=lang, **chosen)
        rules = RuleSet.of(run.config, run.root, names(options["select"]), names(options["ignore"]))
        session = Session(run, rules)
        scope = _scope(session, options)
        session.wanted = scope.wanted
        session.read(run.notes, options["jobs"])
        return session.shown(scope.narrowed(session.outcome()))


def _scope(session: Session, options: dict[str, Any]) -> Scope:
    """What is asked for: of what has changed, what is not known."""
    from notelint.scope import baseline
    from notelint.scope.scope import Scope

    ref = options["since"] or _since_of_hook(session)
    if options["since"] and options["stdin_filename"]:
        raise Failure("--since compares files: it cannot be asked of a text on standard input")
    known = None if options["no_baseline"] else baseline.load(session.run.root)
    if not ref:
        return Scope(session, known, None)
    from notelint.scope.since import Since

    return Scope(session, known, Since(session, ref))


def _since_of_hook(session: Session) -> str | None:
    """Where pre-commit runs for a range of commits, its beginning, if its end is what the files on the disk are of."""
    from notelint.git import runner

    root, last = session.run.root, os.environ.get("PRE_COMMIT_TO_REF")
    if not last or runner.commit(root, last) != runner.commit(root, "HEAD"):
        return None
    return os.environ.get("PRE_COMMIT_FROM_REF")


def _fixes(options: dict[str, Any]) -> bool:
    return bool(options["fix"] or options["unsafe_fixes"] or options["diff"])


def _before_fixing(session: Session, options: dict[str, Any]) -> None:
    """Finishes what a run that was killed had begun to write, or says that this is to be done."""
    from notelint.fix.write import unfinished
    from notelint.run.notices import notice

    run = session.run
    if _fixes(options) and options["stdin_filename"]:
        raise Failure("a text on standard input is in no file that could be fixed")
    if os.path.lexists(run.root / FORMER_JOURNAL):
        session.say(notice("journal-ignored", {"path": run.show_path(FORMER_JOURNAL)}, run.lang))
    if not unfinished(run.root):
        return
    if _fixes(options) and not options["diff"]:
        from notelint.fix.command import finish

        finish(session)
    else:
        complain(notice("fix-unfinished", {}, run.lang).message)


def _difference(session: Session, options: dict[str, Any]) -> int:
    """Prints what would be changed."""
    from notelint.fix.command import difference, shown_difference

    complain_of_unread(session.run)
    if (options["diff_as"] or ("view" if is_terminal() else "patch")) == "view":
        text = shown_difference(session, options["unsafe_fixes"], is_terminal() and wants_colour())
        write(sys.stdout, text)
        return FINDINGS if text else CLEAN
    patch = difference(session, options["unsafe_fixes"], _is_logged() and not options["diff_as"])
    write_bytes(patch)
    return FINDINGS if patch else CLEAN


def _is_logged() -> bool:
    """May what is printed be shown in the log of a CI system, which obeys some lines?"""
    if not any(os.environ.get(name) for name in ("CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")):
        return False
    try:
        return not stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, OSError):  # there is no standard output, or no file behind it
        return True


def _fixed(session: Session, options: dict[str, Any]) -> Outcome:
    """What is left after fixing. A person at a terminal is asked before many notes are changed."""
    from notelint.fix.command import mend

    asked = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not options["yes"]
    asked = asked and not os.environ.get("CI") and not os.environ.get("PRE_COMMIT")
    return mend(session, options["unsafe_fixes"], lambda what: not asked or click.confirm(what, err=True))


def _standard_input(name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    from notelint.text.source import read

    if sys.stdin is None:
        raise Failure("there is no standard input to read")
    return {name: read(name, sys.stdin.buffer.read()).text}


def _exit_code(report: Report, fail_on: str, strict: bool) -> int:
    if report.unread if strict else report.incomplete:
        return FAILED
    ranks = ("error", "warning", "info")
    worst = min((ranks.index(finding.severity) for finding in report.findings), default=len(ranks))
    return FINDINGS if worst <= ranks.index(fail_on) else CLEAN
