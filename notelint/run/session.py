"""A run's notes, read and related: from items to a report."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from notelint.checks import CHECKS
from notelint.collection.suppress import Ran, Suppressions
from notelint.collection.view import View
from notelint.config.profiles import Profiles
from notelint.files import inputs
from notelint.git import runner
from notelint.model.finding import Finding, Hit, Notice, Report
from notelint.model.items import NoteItems
from notelint.online.known import FOLDER, Web, given, recalled, tally
from notelint.rule.contract import Remark, Undecided
from notelint.rule.precedence import yielding
from notelint.rule.rule import Rule
from notelint.run import account, notices
from notelint.run.ruleset import RuleSet, Variant, chosen
from notelint.run.ruleset import load as load_rules
from notelint.run.run import Run
from notelint.run.stamping import Stamper
from notelint.run.unread import about_unread
from notelint.run.workers import Result, RuleMistakeError, Worker, applied, digest, read_notes, uncollected
from notelint.site import Roots
from notelint.text.source import Source

Located = tuple[str, Finding]  # a note's path relative to the root, and a finding in it


def check(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    root: str | os.PathLike[str] | None = None,
    texts: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    lang: str = "en",
    today: date | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Report:
    """Checks the notes at `paths` (files or folders; none: those of `texts`, else the collection around the working
    directory).

    `texts` maps a path to a text that stands in for the file, as an editor has it. `select` and `ignore` name rules or
    families, `config` a configuration file to use instead of the collection's own. The findings' lines and columns are
    1-based, their `start` and `end` code points of the text. Raises PathError, ConfigError, RuleError or SelectionError
    where the run cannot be done as asked; a note that cannot be read is a notice of the report.
    """
    run = Run(paths, root=root, texts=texts, lang=lang, today=today, config_file=Path(config) if config else None)
    return execute(run, RuleSet.of(run.config, run.root, select, ignore, lang), jobs=1)


def execute(
    run: Run,
    rules: RuleSet,
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    web: Web | None = None,
) -> Report:
    """Reads all notes with `jobs` processes (0: as many as pay), relates them, and reports what was selected."""
    session = Session(run, rules)
    session.web = web
    session.read(run.notes, jobs, progress)
    return session.report()


class Session:
    """The notes of a run, each read once; what changes is read again, and everything is related anew."""

    def __init__(self, run: Run, rules: RuleSet) -> None:
        self.run = run
        self.rules = rules
        self.notes: dict[str, NoteItems] = {}
        self.web: Web | None = None  # what was asked; None: what is remembered
        self._began = time.perf_counter()
        self._found: dict[str, list[Finding]] = {}  # of the rules that need nothing but the note
        self._digests: dict[str, bytes] = {}  # of each note's content as it was read last
        self._before: dict[str, Result] = {}  # a note that was replaced as it was before
        self.jobs = 1  # as many processes as the notes were read with
        self._said: list[Notice] = []
        # Which findings are asked for, and may be fixed; all others are made too, so that a fix can be proved by them.
        self.wanted: Callable[[list[Finding]], list[Finding]] = list
        self._worker = Worker(run.reading, rules, run.lang, {path: run.show_path(path) for path in run.notes})

    @uncollected()
    def read(self, paths: Sequence[str], jobs: int = 1, progress: Callable[[int], None] | None = None) -> None:
        """Reads notes, by their paths from the root."""
        self.jobs = jobs
        said: list[Notice] = []
        for result in read_notes(self._worker, paths, jobs):
            if isinstance(result, Notice):
                said.append(result)
            else:
                self._take(result)
            if progress is not None:
                progress(1)
        self._said += sorted(said, key=lambda each: each.message)  # several processes answer in any order

    def say(self, said: Notice) -> None:
        """Something that every report is to tell."""
        self._said.append(said)

    @property
    def contents(self) -> dict[str, bytes]:
        """What `replace` has put in the place of notes' files, by their paths from the root."""
        return self.run.reading.contents

    def source(self, path: str) -> Source:
        """A note as it stands now. Raises OSError."""
        return self.run.reading.source(path)

    def take(self, other: Session, paths: Iterable[str]) -> None:
        """Has these notes as the other session has read them."""
        for path in paths:
            if path in other.notes:
                self.notes[path], self._found[path] = other.notes[path], other._found[path]

    def replace(self, contents: Mapping[str, bytes]) -> bool:
        """Goes on as if these notes' files held this. Reads those again that were something else; are there any?"""
        digests = {path: digest(data) for path, data in contents.items()}
        changed = [path for path in contents if self._digests.get(path) != digests[path]]
        self.run.reading.replace(contents)
        unread: list[str] = []
        for path in changed:
            last = self._before.get(path)
            if path in self.notes:
                self._before[path] = self.notes[path], self._found[path], self._digests.get(path, b"")
            if last is not None and last[2] == digests[path]:
                self._take(last)
            else:
                unread.append(path)
        self.read(unread, self.jobs)
        return bool(changed)

    def _take(self, result: Result) -> None:
        note, found, content = result
        self.notes[note.path], self._found[note.path], self._digests[note.path] = note, found, content

    def view(self) -> View:
        """The collection as checks see it."""
        run = self.run
        # What was selected comes last: of two notes that repeat each other, the later one is blamed.
        notes = dict(sorted(self.notes.items(), key=lambda note: (note[0] in run.selected, note[0])))
        roots = Roots(run.site, run.listing, run.config.roots)
        profiles = Profiles(run.config.profiles, run.root)
        return View(notes, run.site, run.listing, roots, run.today, self._web().verdicts, run.reading, profiles)

    def _web(self) -> Web:
        """What is known of the web."""
        if self.web is None:
            self.web = recalled(self.run.root)
            if self.web.ignored:
                facts = {"path": self.run.show_path(FOLDER)}
                self.say(notices.notice(self.web.ignored, facts, self.run.lang))
        return self.web

    @uncollected()
    def report(self) -> Report:
        """Relates all notes, and reports what was selected."""
        run, rules = self.run, self.rules
        view = self.view()
        notes, web = view.notes, self._web()
        stamper = Stamper(notes, run.lang, run.show_path)
        findings = [(path, finding) for path, found in self._found.items() for finding in found]
        said = list(self._said)
        remarks: dict[str, Remark] = {}
        undecided: dict[tuple[str, str], Undecided] = {}
        for told_across in _relate(view, rules, stamper, run.lang):
            if isinstance(told_across, Notice):
                said.append(told_across)
            elif isinstance(told_across, Remark):
                remarks.setdefault(told_across.code, told_across)
            elif isinstance(told_across, Undecided):
                undecided.setdefault((told_across.what, told_across.name), told_across)
            else:
                findings.append(told_across)
        silences = _silences(notes)
        told = yielding(findings, rules.all)
        heard, silenced = [], 0
        for number, each in enumerate(findings):
            # A comment that silences what another rule tells is of use: with that rule off it would be the only one.
            if _is_silenced(each, silences):
                silenced += number not in told and each[0] in run.selected
            elif number not in told:
                heard.append(each)
        shown = _selected(run, [*heard, *_about_silences(silences, rules, stamper)], notes)
        said += [notices.notice(code, facts, run.lang) for code, facts in remarks.values()]
        said += account.about_reading(run, notes, rules)
        said = [*about_unread(run), *said]
        links = tally((notes[path] for path in run.selected if path in notes), web)
        if links.requests is not None:
            said.append(notices.notice("links-asked", {"count": links.total, "requests": links.requests}, run.lang))
        return Report(
            findings=shown,
            notices=said,
            detection=account.detection(run, view),
            summary=account.summary(run, shown, silenced, time.perf_counter() - self._began),
            not_judged=list(account.not_judged(run, rules, view, links, undecided.values())),
            links=links,
        )


def _relate(view: View, rules: RuleSet, stamper: Stamper, lang: str) -> Iterator[Located | Remark | Undecided | Notice]:
    """What the rules across notes tell. A mistake in one of them must not take the others with it."""
    for variant in rules.across_collection(view.notes):
        try:
            yield from _across(variant, view, stamper)
        except RuleMistakeError:
            raise
        except Exception as error:
            if os.environ.get("NOTELINT_DEBUG"):
                raise
            facts = {"rule": variant.rule.id, "reason": f"{type(error).__name__}: {error}"}
            yield notices.notice("rule-failed", facts, lang)


def _across(variant: Variant, view: View, stamper: Stamper) -> Iterator[Located | Remark | Undecided]:
    rule, options, holds = variant
    for told in applied(rule, chosen(rule, view.items(rule.items)), options, view, stamper):
        # What stands in a file that is no note is told once, whatever the configuration says of single notes.
        if isinstance(told, (Remark, Undecided)) or holds(told[0] if told[0] in view.notes else next(iter(view.notes))):
            yield told


def _silences(notes: Mapping[str, NoteItems]) -> dict[str, Suppressions]:
    """What comments silence, by the notes that they stand in."""
    return {
        path: Suppressions(note)
        for path, note in notes.items()
        if note.comments or any(key.name == "notelint" for key in note.keys)
    }


def _is_silenced(located: Located, silences: Mapping[str, Suppressions]) -> bool:
    path, finding = located
    return path in silences and silences[path].covers(finding.rule, finding.line)


def _about_silences(silences: Mapping[str, Suppressions], rules: RuleSet, stamper: Stamper) -> Iterator[Located]:
    """The findings about the comments themselves, once all others were held against them."""
    for path, silence in silences.items():
        ran = Ran(rules.known, {rule.id for rule in rules.for_note(path)}, rules.complete)
        for rule in rules.after_all(path):
            for hit in CHECKS[rule.check].run(silence, None, ran):
                found = stamper.finding(rule, hit) if isinstance(hit, Hit) else None
                if found is not None and not silence.covers(rule.id, found.line):
                    yield path, found


def _selected(run: Run, findings: list[Located], notes: Mapping[str, NoteItems]) -> list[Finding]:
    """The findings in the notes that the arguments select, and in the site's own files where all of it is selected."""
    whole = run.is_whole()
    chosen = (finding for path, finding in findings if path in run.selected or (whole and path not in notes))
    return sorted(chosen, key=lambda finding: (finding.path, finding.start, finding.rule, finding.message))


def check_files(contents: Mapping[str, bytes], context: Any, rule: Rule) -> list[Finding]:
    """Checks a small collection that exists only as names and contents, by one rule: how examples are run.

    `context` has `today`, the `dialect` and, in `other`, what else is known: `git=a.md,b.md` tracks these, and of the
    web what `online.known.given` reads. Paths in the findings are those given.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, data in contents.items():
            path = root / name
            if not inputs.is_inside(path, root):
                raise inputs.OutsideError(path, "not inside the example")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if "git" in context.other:
            runner.begin_repository(root, {name: contents.get(name, b"") for name in context.other["git"].split(",")})
        run = Run([root], root=root, cwd=root, today=context.today, dialect=context.dialect)
        others = [other for other in load_rules(run.config, root) if other.id != rule.id]
        # What a suppression silences is seen only where the other rules run too; so is what a rule leaves to others.
        needed = others if CHECKS[rule.check].after_all else [other for other in others if other.id in rule.yields_to]
        chosen = [*needed, rule]
        rules = RuleSet(run.config, chosen, named=[rule.id], known=[rule.id, *(other.id for other in others)])
        report = execute(run, rules, jobs=1, web=given(context.other))
        if failed := [notice.message for notice in report.notices if notice.code in ("note-failed", "rule-failed")]:
            raise RuntimeError(failed[0])
        return report.findings
