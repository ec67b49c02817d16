"""The command line: arguments to a run, a run to a report, a report to an exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from notelint import __version__

if TYPE_CHECKING:
    from notelint.config import Config
    from notelint.engine import Run, Session
    from notelint.finding import Report
    from notelint.report.words import Lang
    from notelint.rule import Rule
    from notelint.rules import RuleSet

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130


class Failure(click.ClickException):
    """The run could not be done as asked."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 nothing, 1 findings, 2 the run could not be done as asked."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = group.main(_with_command(arguments), prog_name="notelint", standalone_mode=False)
        return result if isinstance(result, int) else CLEAN
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        _complain(error.format_message(), *_usage(error))
    except Exception as error:
        if os.environ.get("NOTELINT_DEBUG"):
            raise
        _complain(*_explained(error))
    return FAILED


def run() -> NoReturn:
    """The program. It ends without taking apart what it holds: after a large collection that takes a while."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def _with_command(arguments: list[str]) -> list[str]:
    """`notelint PATHS` is short for `notelint check PATHS`. Only the first argument can be a command.

    Where it is the name of a file too, `--` or an option that only the command has says that it is one.
    """
    first, rest = (arguments or [""])[0], arguments[1:]
    if first in ("--help", "-h", "--version"):
        return arguments
    if first not in group.commands:
        return ["check", *arguments]
    if first == "check" or not Path(first).exists():
        return arguments
    if rest[:1] == ["--"]:
        return [first, *rest[1:]]
    own = _options(first) - _options("check")
    if any(argument.partition("=")[0] in own for argument in rest):
        return arguments
    raise Failure(
        f"`{first}` is a command, and a file or folder has that name: say `notelint check {first}` to check it, "
        f"`notelint {first} -- …` for the command"
    )


def _options(command: str) -> set[str]:
    return {name for parameter in group.commands[command].params for name in parameter.opts}


def _usage(error: click.ClickException) -> list[str]:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    return [f"`{command} --help` says what can be asked"] if command else []


def _explained(error: Exception) -> list[str]:
    """What went wrong, and what can be done about it, a line each."""
    from notelint.config import ConfigError
    from notelint.engine import PathError
    from notelint.fix.write import WriteError
    from notelint.mapping import RuleMistakeError
    from notelint.rule import RuleError
    from notelint.rules import SelectionError

    if isinstance(error, (PathError, ConfigError, RuleError, SelectionError, RuleMistakeError, WriteError)):
        # Paths in the working directory as they would be typed.
        return [str(error).replace(f"{Path.cwd()}{os.sep}", "")]
    if isinstance(error, OSError):
        what = error.strerror or str(error)
        return [f"{error.filename}: {what}" if error.filename else what]
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return [
        f"internal error: {type(error).__name__}: {error} ({where})",
        "this is a mistake in notelint, not in your notes: please report it with what NOTELINT_DEBUG=1 shows; "
        "until it is mended, try --ignore RULE or a part of the notes",
    ]


def _complain(*lines: str) -> None:
    from notelint.report import one_line

    _write(sys.stderr, "".join(f"notelint: {one_line(line)}\n" for line in lines))


def _say(text: str) -> None:
    from notelint.report import page

    _write(sys.stdout, page(text if text.endswith("\n") else f"{text}\n"))


def _write(stream: TextIO | None, text: str, utf8: bool = False) -> None:
    """Writes, and goes on where nobody reads any more: `notelint | head` has the exit code of `notelint`."""
    from notelint.report import write

    if stream is None or not text:
        return
    try:
        write(stream, text, utf8=utf8)
        stream.flush()
    except OSError as error:
        # What is left in the buffer must not raise again when Python exits.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, f"cannot write: {error.strerror}") from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="notelint")
def group() -> None:
    """Says where a collection of Markdown notes contradicts itself, has a hole or points at nothing.

    `notelint [PATHS]` is short for `notelint check [PATHS]`, and `notelint check --help` tells its options.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the run could not be done as asked.
    """


_lang = click.option("--lang", type=click.Choice(["en", "zh"]), default=None, help="Language of the findings.")
_config = click.option("--config", "config_file", type=click.Path(path_type=Path), help="This configuration file.")


@group.command(short_help="Checks the notes at PATHS.")
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "concise", "json", "github"]),
    help="Without it: terminal on a terminal, github in GitHub Actions, else concise.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules or families.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="From which severity on findings make the exit code 1.",
)
@click.option("--all", "all_", is_flag=True, help="Every finding at its own place.")
@click.option("--fix", is_flag=True, help="Mend what can be mended for certain.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also what should be looked at afterwards; implies --fix.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before many notes are changed.")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes; 0: as many as pay.")
@click.option("--stdin-filename", metavar="PATH", help="Check the text on standard input as this note.")
@_config
@_lang
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Checks the notes at PATHS, files or folders; without any, the collection around the working directory."""
    from notelint import engine
    from notelint.report import progress
    from notelint.rules import RuleSet

    lang = _language(options["lang"])
    texts = _standard_input(options["stdin_filename"])
    run = engine.Run(paths, texts=texts, config_file=options["config_file"], lang=lang)
    output: Path | None = options["output"]
    if output is not None and run.relative(output.resolve()) in run.notes:
        raise Failure(f"{output} is a note: the report would take its place")
    rules = RuleSet.of(run.config, run.root, _names(options["select"]), _names(options["ignore"]), lang)
    session = engine.Session(run, rules)
    _before_fixing(run, options)
    with progress(len(run.notes), sys.stderr, lang) as advance:
        session.read(run.notes, options["jobs"], advance)
    if options["diff"]:
        return _difference(session, options)
    report = _fixed(session, options) if _fixes(options) else session.report()
    _print(report, run, rules, options, lang)
    return _exit_code(report, options["fail_on"])


def _fixes(options: dict[str, Any]) -> bool:
    return bool(options["fix"] or options["unsafe_fixes"] or options["diff"])


def _before_fixing(run: Run, options: dict[str, Any]) -> None:
    """Finishes what a run that was killed had begun to write, or says that this is to be done."""
    from notelint.fix.write import recover, unfinished

    if _fixes(options) and options["stdin_filename"]:
        raise Failure("a text on standard input is in no file that could be fixed")
    if not unfinished(run.root):
        return
    if _fixes(options) and not options["diff"]:
        recover(run.root)
    else:
        from notelint.notices import notice

        _complain(notice("fix-unfinished", {}, run.lang).message)


def _difference(session: Session, options: dict[str, Any]) -> int:
    """Prints what would be changed."""
    from notelint.fix.command import difference

    text = difference(session, options["unsafe_fixes"])
    if text:
        _say(text)
    return FINDINGS if text else CLEAN


def _fixed(session: Session, options: dict[str, Any]) -> Report:
    """The report of what is left after fixing. A person at a terminal is asked before many notes are changed."""
    from notelint.fix.command import mend

    asked = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not options["yes"]
    asked = asked and not os.environ.get("CI") and not os.environ.get("PRE_COMMIT")
    return mend(session, options["unsafe_fixes"], lambda what: not asked or click.confirm(what, err=True))


def _names(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _language(asked: str | None) -> Lang:
    """The language asked for, else Chinese where the environment asks for it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    asked = asked or next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _standard_input(name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    from notelint.source import read

    if sys.stdin is None:
        raise Failure("there is no standard input to read")
    return {name: read(name, sys.stdin.buffer.read()).text}


def _print(report: Report, run: Run, rules: RuleSet, options: dict[str, Any], lang: Lang) -> None:
    from notelint.report import FORMATS, UTF8_FORMATS, Context, concise

    output: Path | None = options["output"]
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    name = options["format_"] or _default_format(terminal, output is not None)
    context = Context(
        lang=lang,
        width=shutil.get_terminal_size().columns if terminal else 100,
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        all=options["all_"],
        line_text=run.line_text,
        rules=rules.titles(),
        fail_on=options["fail_on"],
    )
    text = FORMATS[name](report, context)
    if output is not None:
        output.write_text(text, "utf-8", newline="\n")
    else:
        _write(sys.stdout, text, utf8=name in UTF8_FORMATS)
    if name in ("concise", "json") or output is not None:
        _write(sys.stderr, concise.notices(report, context))


def _default_format(terminal: bool, to_file: bool) -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true" and not to_file:
        return "github"
    return "terminal" if terminal else "concise"


def _exit_code(report: Report, fail_on: str) -> int:
    unread = report.detection.notes < report.summary.notes  # of the notes that were asked for
    if unread or any(notice.code == "rule-failed" for notice in report.notices):
        return FAILED
    ranks = ("error", "warning", "info")
    worst = min((ranks.index(finding.severity) for finding in report.findings), default=len(ranks))
    return FINDINGS if worst <= ranks.index(fail_on) else CLEAN


def _rule_set(config_file: Path | None) -> tuple[Config, Path, list[Rule]]:
    """The rules of the collection around the working directory."""
    from notelint import config, files, rules

    cwd = Path.cwd()
    root = files.collection_root([], cwd)
    found = config.load(root, config_file)
    return found, root, rules.load(found, root)


@group.command()
@click.argument("rule")
@_config
@_lang
def explain(rule: str, config_file: Path | None, lang: str | None) -> int:
    """Explains a RULE: what it finds, why, and how to change it."""
    from notelint.explain import explain_rule
    from notelint.located import no_such
    from notelint.rules import OPTIONS

    known = {each.id: each for each in _rule_set(config_file)[2]}
    if rule not in known:
        raise Failure(no_such("rule", rule, known))
    _say(explain_rule(known[rule], _language(lang), OPTIONS[known[rule].check]))
    return CLEAN


@group.command()
@click.option("--write", is_flag=True, help="In a checkout of notelint: renew what is generated from the rules.")
@_config
@_lang
def rules(write: bool, config_file: Path | None, lang: str | None) -> int:
    """Lists all rules."""
    from notelint.explain import generated, rules_list

    if not write:
        _say(rules_list(_rule_set(config_file)[2], _language(lang)))
        return CLEAN
    for path, text in generated().items():
        if not path.exists():
            raise Failure(f"{path}: not there to be renewed; --write is for a checkout of notelint")
        if path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            _say(str(path))
    return CLEAN


@group.command()
@click.argument("folder", type=click.Path(path_type=Path))
def test(folder: Path) -> int:
    """Runs the examples of the rules in FOLDER."""
    from notelint.engine import check_files
    from notelint.examples import test_folder
    from notelint.rules import OPTIONS

    if not folder.is_dir():
        raise Failure(f"{folder}: no such folder")
    outcomes = test_folder(folder, OPTIONS, check_files)
    if not outcomes:
        raise Failure(f"{folder}: no rules; a rule is a file FAMILY/ID.md")
    failed = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in failed:
        _say(f"{outcome.path}:{outcome.line}: {outcome.problem or 'the findings differ'}")
        if outcome.expected != outcome.got:
            for line in (*(f"  - {line}" for line in outcome.expected), *(f"  + {line}" for line in outcome.got)):
                _say(line)
    _say(f"{len(outcomes) - len(failed)} examples hold, {len(failed)} do not")
    return FINDINGS if failed else CLEAN


@group.command()
@click.argument("file", type=click.Path(path_type=Path))
@_config
def config(file: Path, config_file: Path | None) -> int:
    """Says how FILE is checked: each setting, and what set it."""
    from notelint import config as configuration
    from notelint.engine import Run
    from notelint.rules import load

    run = Run([file], config_file=config_file)
    settings = configuration.explain(run.config, load(run.config, run.root), run.relative(file))
    lines = [f"{setting.key}: {setting.value}  ({setting.source})" for setting in settings]
    dialect = run.site.dialect
    for name in type(dialect).__struct_fields__:
        if name != "why":
            lines.append(f"dialect.{name}: {getattr(dialect, name)}  ({dialect.why.get(name, 'default')})")
    _say("\n".join(lines))
    return CLEAN
