"""The command line: arguments to a run, a run to a report, a report to an exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notelint import __version__

if TYPE_CHECKING:
    from notelint.config import Config
    from notelint.engine import Run
    from notelint.finding import Report
    from notelint.rule import Rule
    from notelint.rules import RuleSet

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Failure(click.ClickException):
    """The run could not be done as asked."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:
        from notelint.report import write

        write(sys.stderr, f"notelint: {self.message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 nothing, 1 findings, 2 the run could not be done as asked."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = group.main(_with_command(arguments), prog_name="notelint", standalone_mode=False)
        return result if isinstance(result, int) else CLEAN
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return FAILED
    except click.Abort:
        return 130
    except BrokenPipeError:
        # The reader of the pipe has seen enough; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN


def _with_command(arguments: list[str]) -> list[str]:
    """`notelint PATHS` is short for `notelint check PATHS`. Only the first argument can be a command."""
    first = arguments[0] if arguments else ""
    if first in ("--help", "-h", "--version"):
        return arguments
    if first not in group.commands:
        return ["check", *arguments]
    if Path(first).exists() and first != "check":
        rest = " ".join(arguments[1:])
        raise Failure(
            f"`{first}` is a command and a path here: say `notelint check {first}` to check the path, "
            f"or `notelint {first} {rest or '…'}` from a folder without it"
        )
    return arguments


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="notelint")
def group() -> None:
    """Says where a collection of Markdown notes contradicts itself, has a hole or points at nothing.

    `notelint [PATHS]` is short for `notelint check [PATHS]`.
    """


_lang = click.option("--lang", type=click.Choice(["en", "zh"]), default=None, help="Language of the findings.")
_config = click.option("--config", "config_file", type=click.Path(path_type=Path), help="This configuration file.")


@group.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["terminal", "concise", "json", "github"]), default=None)
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules or families.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="warning", show_default=True)
@click.option("--all", "all_", is_flag=True, help="Every finding at its own place.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes; 0: as many as pay.")
@click.option("--stdin-filename", metavar="PATH", help="Check the text on standard input as this note.")
@_config
@_lang
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Checks the notes at PATHS, files or folders; without any, the collection around the working directory."""
    from notelint import engine
    from notelint.report import progress
    from notelint.rules import RuleSet

    lang = options["lang"] or _language()
    with _failures():
        texts = _standard_input(options["stdin_filename"])
        run = engine.Run(paths, texts=texts, config_file=options["config_file"], lang=lang)
        rules = RuleSet.of(run.config, run.root, _names(options["select"]), _names(options["ignore"]), lang)
        with progress(len(run.notes), sys.stderr, lang) as advance:
            report = engine.execute(run, rules, options["jobs"], advance)
        _print(report, run, rules, options, lang)
    return _exit_code(report, options["fail_on"])


def _names(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _language() -> str:
    """Chinese where the environment asks for it."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _standard_input(name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    from notelint.source import read

    return {name: read(name, sys.stdin.buffer.read()).text}


def _print(report: Report, run: Run, rules: RuleSet, options: dict[str, Any], lang: str) -> None:
    from notelint.report import FORMATS, UTF8_FORMATS, Context, concise, write

    to_file = options["output"] is not None
    terminal = not to_file and sys.stdout.isatty()
    name = options["format_"] or _default_format(terminal)
    context = Context(
        lang="zh" if lang == "zh" else "en",
        width=shutil.get_terminal_size().columns if terminal else 100,
        colour=terminal and not os.environ.get("NO_COLOR"),
        all=options["all_"],
        line_text=run.line_text,
        rules=rules.titles(),
        fail_on=options["fail_on"],
    )
    text = FORMATS[name](report, context)
    if to_file:
        options["output"].write_text(text, "utf-8")
    else:
        write(sys.stdout, text, utf8=name in UTF8_FORMATS)
    if name in ("concise", "json") or to_file:
        write(sys.stderr, concise.notices(report, context))


def _default_format(terminal: bool) -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "terminal" if terminal else "concise"


def _exit_code(report: Report, fail_on: str) -> int:
    if any(notice.code == "note-unreadable" for notice in report.notices):
        return FAILED
    ranks = ("error", "warning", "info")
    worst = min((ranks.index(finding.severity) for finding in report.findings), default=len(ranks))
    return FINDINGS if worst <= ranks.index(fail_on) else CLEAN


@contextmanager
def _failures() -> Iterator[None]:
    """What went wrong for a reason that a person can mend, as a message and exit code 2."""
    from notelint.config import ConfigError
    from notelint.engine import PathError
    from notelint.rule import RuleError
    from notelint.rules import SelectionError

    try:
        yield
    except (PathError, ConfigError, RuleError, SelectionError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or 'cannot write'}: {error.strerror}") from None


def _say(text: str) -> None:
    from notelint.report import write

    write(sys.stdout, text if text.endswith("\n") else f"{text}\n")


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

    with _failures():
        known = {each.id: each for each in _rule_set(config_file)[2]}
        if rule not in known:
            raise Failure(no_such("rule", rule, known))
        _say(explain_rule(known[rule], lang or _language(), OPTIONS[known[rule].check]))
    return CLEAN


@group.command()
@_config
@_lang
def rules(config_file: Path | None, lang: str | None) -> int:
    """Lists all rules."""
    from notelint.explain import rules_list

    with _failures():
        _say(rules_list(_rule_set(config_file)[2], lang or _language()))
    return CLEAN


@group.command()
@click.argument("folder", type=click.Path(path_type=Path))
def test(folder: Path) -> int:
    """Runs the examples of the rules in FOLDER."""
    from notelint.engine import check_files
    from notelint.examples import test_folder
    from notelint.rules import OPTIONS

    with _failures():
        if not folder.is_dir():
            raise Failure(f"{folder}: no such folder")
        outcomes = test_folder(folder, OPTIONS, check_files)
    failed = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in failed:
        _say(f"{outcome.path}:{outcome.line}: {outcome.problem or 'the findings differ'}")
        for sign, lines in (("-", outcome.expected), ("+", outcome.got)):
            _say("".join(f"  {sign} {line}\n" for line in lines if outcome.expected != outcome.got))
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

    with _failures():
        run = Run([file], config_file=config_file)
        known = load(run.config, run.root)
        path = run.relative(file)
        for setting in configuration.explain(run.config, known, path):
            _say(f"{setting.key}: {setting.value}  ({setting.source})")
        dialect = run.site.dialect
        for name in type(dialect).__struct_fields__:
            if name != "why":
                _say(f"dialect.{name}: {getattr(dialect, name)}  ({dialect.why.get(name, 'default')})")
    return CLEAN
