"""What the commands share that ask the web: their options, and asking about a session's links."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from notelint.commands.console import Failure
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.model.items import Item
    from notelint.online.asking import Outcome
    from notelint.online.run import Grants
    from notelint.report.words import Lang
    from notelint.run.session import Session

C = TypeVar("C", bound=Callable[..., Any])

_DURATION = lazy_re(r"([0-9]+(?:\.[0-9]+)?) *(s|m|h|)")
NAMED = 3  # addresses or variables that a notice names
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


def network_options(command: C) -> C:
    """The options about asking. What a file of the notes must not allow is allowed here, or by the environment."""
    for option in (
        click.option(
            "--allow-env",
            multiple=True,
            metavar="NAME[@HOST]",
            envvar="NOTELINT_ALLOW_ENV",
            help="Headers of the configuration may hold this environment variable.",
        ),
        click.option(
            "--allow-private",
            is_flag=True,
            envvar="NOTELINT_ALLOW_PRIVATE",
            help="Ask also hosts inside of networks: loopback, private and link-local addresses.",
        ),
        click.option("--budget", metavar="TIME", help="End asking after this time: 60s, 5m. Without it all are asked."),
    ):
        command = option(command)
    return command


def grants(options: dict[str, Any]) -> Grants:
    """What the options allow."""
    from notelint.online.run import Grants

    names = [name.strip() for value in options["allow_env"] for name in value.split(",")]
    return Grants(options["allow_private"], tuple(name for name in names if name))


def seconds(budget: str | None) -> float | None:
    """A duration as it is written: `60s`, `5m`, `90`."""
    if budget is None:
        return None
    found = _DURATION.fullmatch(budget.strip().lower())
    if found is None:
        raise Failure(f"--budget {budget}: no time; write 60s, 5m or 1h")
    return float(found[1]) * _SECONDS[found[2]]


def ask_web(
    session: Session,
    options: dict[str, Any],
    lang: Lang,
    recheck: Sequence[str] = (),
    only: Callable[[Item], bool] = lambda item: True,
) -> Outcome:
    """Asks about the links of the notes that are reported, of these `only` some, or about those of `recheck`, whatever
    is known of them.

    The session's report is then of what was learned.
    """
    from notelint.online.fragments import section
    from notelint.online.known import Web, recalled, web_links
    from notelint.online.run import ask_links
    from notelint.online.verdict import address
    from notelint.report import progress
    from notelint.report.words import say
    from notelint.run.notices import notice
    from notelint.writing.cache import FOLDER

    run = session.run
    budget, allowed = seconds(options["budget"]), grants(options)
    notes = (session.notes[path] for path in sorted(run.selected) if path in session.notes)
    targets = [item.target for item in web_links(notes) if only(item)]
    urls = list(recheck) or list(dict.fromkeys(filter(None, map(address, targets))))
    if options.get("fragments") and not recheck:
        urls += dict.fromkeys(filter(None, map(section, targets)))
    done = 0
    with progress(len(urls), sys.stderr, lang, what="asking") as advance:

        def tell(now: int, requests: int, hosts: int) -> None:
            nonlocal done
            advance(now - done, say(lang, "asked-so-far", requests=requests, hosts=hosts))
            done = now

        outcome = ask_links(
            urls,
            run.root,
            run.config.links.hosts,
            allowed,
            budget=budget,
            recheck=bool(recheck),
            progress=tell,
        )
    session.web = Web({**recalled(run.root).verdicts, **outcome.verdicts}, outcome.requests)
    for code, facts in _said(outcome, run.show_path(FOLDER)):
        session.say(notice(code, facts, lang))
    return outcome


def _said(outcome: Outcome, memory: str) -> list[tuple[str, dict[str, Any]]]:
    """The notices about asking, as their codes and facts. `memory` is the folder that it is kept in."""
    said: list[tuple[str, dict[str, Any]]] = []
    if outcome.stopped:
        said.append(("budget-over" if outcome.stopped == "budget" else "links-stopped", {}))
    refused = [url for url, verdict in outcome.verdicts.items() if verdict.reason == "private"]
    if refused:
        said.append(("links-private", {"count": len(refused), "examples": refused[:NAMED]}))
    if outcome.failed:
        urls = list(outcome.failed.values())
        said.append(("links-failed", {"examples": urls[:NAMED], "reason": ", ".join(outcome.failed)}))
    if outcome.withheld:
        said.append(("header-withheld", {"names": list(outcome.withheld[:NAMED])}))
    if outcome.damaged:
        said.append(("memory-damaged", {"path": os.path.relpath(outcome.damaged)}))
    if outcome.unwritable:
        said.append(("memory-unwritable", {"reason": outcome.unwritable}))
    if outcome.ignored:
        said.append((outcome.ignored, {"path": memory}))
    return said
