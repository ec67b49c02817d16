"""What `--fix` and `--diff` do with a session: fix in memory, then write, or show."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from notelint.files.checkout import repository
from notelint.fix.patch import patch
from notelint.fix.rounds import Fixed, fix
from notelint.fix.view import view
from notelint.fix.write import recover, write
from notelint.git import runner, worktree
from notelint.model.finding import Notice
from notelint.run.notices import notice
from notelint.run.outcome import Outcome
from notelint.text.source import read

if TYPE_CHECKING:
    from notelint.run.session import Session

MANY = 20  # notes that are changed without a question


def mend(session: Session, unsafe: bool, sure: Callable[[str], bool]) -> Outcome:
    """Fixes the collection and gives what is left. Raises WriteError where nothing could be written.

    Where more than twenty notes would change, `sure` is asked with what would be done; else nothing is changed.
    """
    fixed = fix(session, unsafe)
    if len(fixed.contents) > MANY and not sure(preview(fixed, session.run.lang)):
        session.replace(fixed.before)
        return session.outcome()
    together = [made.paths for made in fixed.made if len(made.paths) > 1]
    left = write(session.run.root, fixed.contents, fixed.before, together) if fixed.contents else {}
    if left:
        # What is reported must be what stands in the files.
        session.replace({path: fixed.before[path] for path in left})
        fixed.outcome = session.outcome()
        fixed.made = [made for made in fixed.made if made.paths.isdisjoint(left)]
    return _with_outcome(fixed, left, session)


def finish(session: Session) -> None:
    """Finishes what a run that was stopped had begun to write, and has the report say what became of which notes.

    Raises WriteError.
    """
    run = session.run
    recovered = recover(run.root, run.notes)
    for code, paths in (("fix-finished", recovered.finished), ("fix-undone", recovered.undone)):
        if paths:
            session.say(notice(code, {"count": len(paths), "paths": [run.show_path(path) for path in paths]}, run.lang))
    for path, reason in recovered.left.items():
        session.say(notice("not-written", {"path": run.show_path(path), "reason": reason}, run.lang))


def difference(session: Session, unsafe: bool, logged: bool) -> bytes:
    """What `mend` would change, as a patch; b"" for nothing. `logged`: it may be shown in the log of a CI system."""
    fixed, run = fix(session, unsafe), session.run
    digits = _digits(run.root) if fixed.contents else 40
    before = {path: fixed.before[path] for path in fixed.contents}
    mends = bool(before) and worktree.mends_blanks(run.root)
    stored = worktree.Stored(run.root, before)
    base = _base(run.root, run.cwd)

    def name(path: str) -> str:
        return os.path.relpath(run.root / path, base).replace(os.sep, "/")

    return b"".join(
        patch(name(path), stored.of(path, before[path]), stored.of(path, data), logged, digits, mends)
        for path, data in sorted(fixed.contents.items())
    )


def _base(root: Path, cwd: Path) -> Path:
    """The folder that the paths of a patch are from: git's own, where `git apply` works from any folder below it; else
    the working directory, where the notes lie below it.
    """
    return repository(root) or (cwd if root.is_relative_to(cwd) else root)


def _digits(root: Path) -> int:
    """The length of names in this repository."""
    try:
        return len(runner.commit(root, "HEAD") or "") or 40
    except runner.GitError:
        return 40


def shown_difference(session: Session, unsafe: bool, colour: bool) -> str:
    """What `mend` would change, to look at; "" for nothing."""
    fixed = fix(session, unsafe)
    return "".join(
        view(session.run.show_path(path), read(path, fixed.before[path]), read(path, data), colour)
        for path, data in sorted(fixed.contents.items())
    )


def preview(fixed: Fixed, lang: str) -> str:
    """How much would be done, by rule."""
    rules = _by_rule(fixed)
    if lang == "zh":
        return f"将改动 {len(fixed.contents)} 篇笔记：{rules}"
    return f"{len(fixed.contents)} notes would be changed: {rules}"


def _by_rule(fixed: Fixed) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in Counter(made.rule for made in fixed.made).most_common())


def _with_outcome(fixed: Fixed, left: Mapping[str, str], session: Session) -> Outcome:
    lang, shown = session.run.lang, session.run.show_path
    count = len(fixed.made)
    said: list[Notice] = []
    if count:
        said.append(notice("fixed", {"count": count, "rules": _by_rule(fixed)}, lang))
    said += [
        notice("fix-refused", msgspec.structs.asdict(each) | {"path": shown(each.path)}, lang) for each in fixed.refused
    ]
    said += [notice("not-written", {"path": shown(path), "reason": reason}, lang) for path, reason in left.items()]
    left_over = fixed.outcome.of(fixed.outcome.findings, said)
    summary = msgspec.structs.replace(left_over.rest.summary, fixed=count)
    return msgspec.structs.replace(left_over, rest=msgspec.structs.replace(left_over.rest, summary=summary))
