"""A run: the whole collection is read and related, the arguments select what is reported."""

from __future__ import annotations

import os
import tempfile
import time
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from notelint import account, files, git, inputs, notices
from notelint.checks import CHECKS
from notelint.config import Config, load
from notelint.finding import Finding, Notice, Report
from notelint.findings import Stamper
from notelint.items import NoteItems
from notelint.mapping import Reading, Result, RuleMistakeError, Worker, applied, digest, read_notes, uncollected
from notelint.near_paths import suggest
from notelint.online.known import FOLDER, Web, given, recalled, tally
from notelint.overrides import with_dialect
from notelint.precedence import yielding
from notelint.profiles import Profiles
from notelint.rule import Rule
from notelint.rules import RuleSet, Variant, chosen
from notelint.rules import load as load_rules
from notelint.site import Roots, detect
from notelint.source import Source
from notelint.suppress import Ran, Suppressions
from notelint.unread import about_unread
from notelint.view import View

Located = tuple[str, Finding]  # a note's path relative to the root, and a finding in it


class PathError(Exception):
    """An argument that names nothing: the message says which one and what may be meant."""


class Run:
    """A collection made ready: its root, its configuration, its notes and its site."""

    def __init__(
        self,
        paths: Sequence[str | os.PathLike[str]] = (),
        *,
        root: str | os.PathLike[str] | None = None,
        texts: Mapping[str, str] | None = None,
        config: Config | None = None,
        config_file: Path | None = None,
        lang: str = "en",
        today: date | None = None,
        cwd: Path | None = None,
        dialect: Mapping[str, str | bool] | None = None,
        force_exclude: bool = False,
    ) -> None:
        """With `force_exclude`, `paths` choose among the notes that a run without any would report."""
        self.force_exclude = force_exclude
        self.cwd = (cwd or Path.cwd()).resolve()
        given = {_note_path((self.cwd / path).resolve()): text for path, text in (texts or {}).items()}
        if isinstance(paths, (str, os.PathLike)):  # a single path is a sequence of letters too
            paths = [paths]
        self.arguments = [_existing(self.cwd, path) for path in paths]
        around = [] if force_exclude else self.arguments or [*given]
        self.root = Path(root).resolve() if root else files.collection_root(around, self.cwd)
        self.lang = lang
        self.today = today or date.today()
        self.texts = {self.relative(path): text for path, text in given.items()}
        self.config = config if config is not None else load(self.root, config_file)
        self.listing = files.Listing(self.root, self.texts)
        found = files.notes(self.root, self.config.exclude, listing=self.listing, only=self.config.notes)
        self.notes = sorted({*found, *self.texts, *(() if force_exclude else self._named())})
        self.site = with_dialect(detect(self.root, self.listing, self.notes), self.config, dialect or {})
        self.selected = self._selection()
        self.reading = Reading(self.root, self.site, self.texts, self.config.labels, self.today)
        self.reading.named = frozenset(self._named())
        self._shown: dict[str, str] = {}
        inside = self.cwd != self.root and self.cwd.is_relative_to(self.root)
        way = os.path.relpath(self.root, self.cwd).replace(os.sep, "/")
        # What is put before a path; None where the way to it may begin with fewer steps back.
        self._before = None if inside else "" if way == "." else f"{way}/"

    def relative(self, path: str | os.PathLike[str]) -> str:
        """A path of the user relative to the root, with "/"."""
        return os.path.relpath(self.cwd / path, self.root).replace(os.sep, "/")

    def _named(self) -> Iterator[str]:
        """Notes that an argument names, whatever git or the configuration ignores."""
        for path in self.arguments:
            if path.is_file():
                yield self.relative(_note_path(path))

    def _selection(self) -> frozenset[str]:
        """The notes that are reported."""
        if self.texts and not self.arguments:
            return frozenset(self.texts)
        usual = self.below(self.site.content or ["."], self.notes)
        if not self.arguments:
            return frozenset(usual)
        folders = [self.relative(path) for path in self.arguments if path.is_dir()]
        chosen = self.below(folders, self.notes) | set(self._named())
        return frozenset(chosen & usual if self.force_exclude else chosen)

    def below(self, folders: Sequence[str], notes: Sequence[str]) -> set[str]:
        """Those of the notes that lie in one of the folders; all are paths from the root, which is "."."""
        return {path for folder in folders for path in notes if folder == "." or path.startswith(f"{folder}/")}

    def is_whole(self) -> bool:
        """Are all notes of the site reported?"""
        folders = [self.relative(path) for path in self.arguments if path.is_dir()]
        if not self.arguments:
            return not self.texts
        content = self.site.content or (self.site.folder,)
        return all(any(folder == "." or f"{each}/".startswith(f"{folder}/") for folder in folders) for each in content)

    def show_path(self, path: str) -> str:
        """A note's path as the user sees it: relative to the working directory, with "/"."""
        if self._before is not None and path and path[0] != ".":
            return self._before + path
        if path not in self._shown:
            self._shown[path] = os.path.relpath(self.root / path, self.cwd).replace(os.sep, "/")
        return self._shown[path]

    def line_text(self, shown: str, line: int) -> str:
        """A line of a note by its shown path, "" where it cannot be read."""
        return self.reading.line(self.relative(shown), line)


def _existing(cwd: Path, path: str | os.PathLike[str]) -> Path:
    try:
        full = (cwd / path).resolve()
        if full.is_file() or full.is_dir():
            return full
        if full.exists():
            raise PathError(f"{os.fspath(path)}: neither a file nor a folder")
    except (OSError, ValueError) as error:  # not to be entered, or a name that no file system takes
        raise PathError(f"{os.fspath(path)}: {getattr(error, 'strerror', None) or error}") from None
    near = suggest(Path(os.path.normpath(cwd / path)), cwd)
    raise PathError(f"{os.fspath(path)}: no such file or folder" + (f"; did you mean {near}?" if near else ""))


def _note_path(path: Path) -> Path:
    if path.suffix.lower() not in files.NOTE_SUFFIXES:
        raise PathError(f"{path}: no note; notes end in {', '.join(sorted(files.NOTE_SUFFIXES))}")
    return path


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
        stamper = Stamper(ChainMap(dict(notes), view.documents), run.lang, run.show_path)
        findings = [(path, finding) for path, found in self._found.items() for finding in found]
        said = list(self._said)
        for found_across in _relate(view, rules, stamper, run.lang):
            if isinstance(found_across, Notice):
                said.append(found_across)
            else:
                findings.append(found_across)
        silences = _silences(notes)
        told = yielding(findings, rules.all)
        heard, silenced = [], 0
        for number, each in enumerate(findings):
            # A comment that silences what another rule tells is of use: with that rule off it would be the only one.
            if _is_silenced(each, silences):
                silenced += number not in told and each[0] in run.selected
            elif number not in told:
                heard.append(each)
        shown = _selected(run, [*heard, *_about_silences(silences, rules, stamper)], view.documents)
        said += [notices.notice(code, facts, run.lang) for code, facts in view.notices.items()]
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
            not_judged=list(account.not_judged(run, rules, view, links)),
            links=links,
        )


def _relate(view: View, rules: RuleSet, stamper: Stamper, lang: str) -> Iterator[Located | Notice]:
    """The findings of the rules across notes. A mistake in one of them must not take the others with it."""
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


def _across(variant: Variant, view: View, stamper: Stamper) -> Iterator[Located]:
    rule, options, holds = variant
    for path, finding in applied(rule, chosen(rule, view.items(rule.items)), options, view, stamper):
        # What stands in a file that is no note is told once, whatever the configuration says of single notes.
        if holds(next(iter(view.notes)) if path in view.documents else path):
            yield path, finding


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
                found = stamper.finding(rule, hit)
                if found is not None and not silence.covers(rule.id, found.line):
                    yield path, found


def _selected(run: Run, findings: list[Located], documents: Mapping[str, NoteItems]) -> list[Finding]:
    """The findings in the notes that the arguments select, and in the site's own files where all of it is selected."""
    whole = run.is_whole()
    chosen = (finding for path, finding in findings if path in run.selected or (whole and path in documents))
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
            git.begin_repository(root, {name: contents.get(name, b"") for name in context.other["git"].split(",")})
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
