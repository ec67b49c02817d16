"""Which reports a run writes, and where."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.commands.console import Failure, is_terminal, wants_colour, write

if TYPE_CHECKING:
    from notelint.model.finding import Report, Severity, ShownFinding
    from notelint.report import Context
    from notelint.report.words import Lang
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run

# As in `notelint.report.FORMATS`, which takes longer to import.
FORMAT_NAMES = ("terminal", "concise", "json", "markdown", "github", "gitlab", "sarif", "junit", "rdjsonl")

# Whoever reads these is told of notices, and of what was not judged, by the report itself.
TELLING = ("terminal", "github", "markdown")


class Output(NamedTuple):
    """A report of a format, in a file or on standard output."""

    format: str
    file: Path | None = None


def outputs(values: Sequence[str], format_: str | None) -> list[Output]:
    """What `--output` and `--format` ask for. Raises Failure.

    A value is FORMAT (standard output), FORMAT:FILE, or a FILE, whose format is `format_`. That is the format of
    standard output too, where all values name theirs.
    """
    made = [_output(value, format_) for value in values]
    if not values or (format_ and all(_named(value) for value in values)):
        made.append(Output(format_ or _default_format()))
    shown = [output.format for output in made if output.file is None]
    if len(shown) > 1:
        raise Failure(f"{' and '.join(shown)} cannot share standard output: say `--output {shown[-1]}:FILE`")
    for file in (files := [output.file for output in made if output.file is not None]):
        if files.count(file) > 1:
            raise Failure(f"{file}: two reports cannot share a file")
        if not file.absolute().parent.is_dir():
            raise Failure(f"{file.parent}: no such folder")
    return made


def _output(value: str, format_: str | None) -> Output:
    from notelint.data.located import no_such

    name, colon, file = value.partition(":")
    if not _named(value):
        if colon and len(name) > 1 and name.isalpha():  # one letter is a drive of Windows
            raise Failure(f"{no_such('format', name, FORMAT_NAMES)}; a file of that name is `./{value}`")
        return Output(format_ or "concise", Path(value))
    if colon and not file:
        raise Failure(f"`--output {value}` names no file")
    return Output(name, Path(file) if colon else None)


def _named(value: str) -> bool:
    return value.partition(":")[0] in FORMAT_NAMES


def _default_format() -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "terminal" if is_terminal() else "concise"


def refuse_notes(run: Run, asked: Sequence[Output]) -> None:
    """Raises Failure where a report would take the place of a note or of another report, OutsideError where a link
    leads it elsewhere.
    """
    from notelint.files.checkout import boundary
    from notelint.writing import named_file

    checkout = boundary(run.root)
    taken: set[Path] = set()
    for file in (output.file for output in asked if output.file is not None):
        real = named_file.destination(file, checkout)
        if run.relative(real) in run.notes:
            raise Failure(f"{file} is a note: the report would take its place")
        if real in taken and (real.is_file() or not real.exists()):  # a terminal or a pipe takes several
            raise Failure(f"{file}: two reports cannot share a file")
        taken.add(real)


def context(
    run: Run, rules: RuleSet, lang: Lang, fail_on: Severity, all_: bool, is_changed: Callable[[ShownFinding], bool]
) -> Context:
    """What the reports of a run need besides its findings."""
    from notelint.files.checkout import repository
    from notelint.report import Context
    from notelint.rule.address import rule_url

    checkout = repository(run.root) or run.root
    return Context(
        lang=lang,
        width=100,
        all=all_,
        line_text=run.line_text,
        source=run.reading.source,
        shown=run.show_path,
        in_repository=lambda path: os.path.relpath(run.cwd / path, checkout).replace(os.sep, "/"),
        is_changed=is_changed,
        rules=rules.titles(lang),
        groups=rules.groups(),
        rule_url=lambda name: rule_url(rules.rule(name)),
        rule_page=lambda name: _page(rules, name, lang),
        fail_on=fail_on,
    )


def _page(rules: RuleSet, name: str, lang: Lang) -> str:
    """The page of a rule as Markdown, as `notelint explain` shows it."""
    from notelint.checks import CHECKS
    from notelint.commands.explain import explain_rule

    rule = rules.rule(name)
    return explain_rule(rule, lang, CHECKS[rule.check].options)


def show(report: Report, asked: Sequence[Output], known: Context, checkout: Path) -> None:
    """Writes the reports. Raises OutsideError, OSError."""
    import msgspec

    from notelint.report import UTF8_FORMATS, chunks, concise
    from notelint.writing import named_file

    for name, file in asked:
        if file is not None:
            data = b"".join(chunk.encode("utf-8", "backslashreplace") for chunk in chunks(name, report, known))
            named_file.write(file, data, checkout)
            continue
        on_terminal = known
        if is_terminal():
            width = shutil.get_terminal_size().columns
            on_terminal = msgspec.structs.replace(known, width=width, colour=wants_colour())
        for chunk in chunks(name, report, on_terminal):
            write(sys.stdout, chunk, utf8=name in UTF8_FORMATS)
    if any(output.format == "github" for output in asked):
        _summarise(report, known)
    if not any(output.file is None and output.format in TELLING for output in asked):
        write(sys.stderr, concise.notices(report, known))


def _summarise(report: Report, known: Context) -> None:
    """Adds all findings to the summary of a GitHub step: of annotations it shows ten of a kind."""
    from notelint.report import github

    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(path).open("a", encoding="utf-8", newline="\n") as file:
                file.write(github.summary(report, known, file.tell() if file.seekable() else 0))
        except OSError as error:
            error.filename = path
            raise
