"""A run that asks: what is due, in what order, within what time, and what is kept of it."""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from notelint.online import fragments
from notelint.online.answer import Answer
from notelint.online.guard import Refused
from notelint.online.hosts import Hosts
from notelint.online.http import Client
from notelint.online.judge import judge
from notelint.online.memory import Memory
from notelint.online.pace import FIRST, Pace
from notelint.online.resolvers import RESOLVERS, Apis, Asking, settled
from notelint.online.targets import Target, target
from notelint.online.urls import read
from notelint.online.verdict import FAILURES, Verdict, plain

# Answers to HEAD that may be meant for HEAD only.
_NOT_OF_THE_PAGE = frozenset({400, 403, 404, 405, 406, 410, 501})
# Resolved to see whether any name is, before one that is not is called dead.
_CONTROL = "example.org"
# Seconds after which what was learned is written down; all of it is written each time, so a long one comes less often.
_EVERY, _PART = 5.0, 20

Progress = Callable[[int, int, int], None]


class Outcome(msgspec.Struct):
    """What came of asking. `stopped` is budget or stopped where not all could be asked.

    `failed` names mistakes of ours, each with an address in asking about which it was met. `withheld` are variables
    that were to be sent and were not granted, `damaged` where a damaged memory was put, `unwritable` why nothing can be
    remembered, `ignored` the notice that says why the memory is not used at all.
    """

    verdicts: dict[str, Verdict] = {}
    requests: int = 0
    hosts: int = 0
    stopped: str = ""
    failed: dict[str, str] = {}
    withheld: tuple[str, ...] = ()
    damaged: str = ""
    unwritable: str = ""
    ignored: str = ""


class Asker:
    """Asks about links and keeps what it learns.

    `again` is the seconds between two looks at a name that does not exist. `progress` is called with the links that
    are done, the requests and the hosts so far. That a link has moved to an address which `is_secret` is told nowhere.
    """

    def __init__(
        self,
        client: Client,
        hosts: Hosts,
        memory: Memory | None,
        apis: Apis = Apis(),  # noqa: B008 (immutable)
        token: str = "",
        again: float = 1.0,
        progress: Progress = lambda done, requests, hosts: None,
        is_secret: Callable[[str], bool] = lambda url: False,
    ) -> None:
        self.client = client
        self.hosts = hosts
        self.memory = memory
        self.again = again
        self.progress = progress
        self.is_secret = is_secret
        self.verdicts: dict[str, Verdict] = {}
        self.failed: dict[str, str] = {}
        self._asking = Asking(client, self.page, self._tell, apis, token, self._fail)
        self._unwritten: list[Verdict] = []
        self._due = time.monotonic() + _EVERY
        self._names: dict[str, asyncio.Task[str]] = {}
        self._sections: dict[str, list[str]] = defaultdict(list)  # what is wanted of each page
        self._found: dict[str, frozenset[str] | None] = {}  # and what it has

    async def ask(self, urls: Iterable[str], budget: float | None = None, recheck: bool = False) -> Outcome:
        """Asks about the addresses of which nothing fresh is known; with `recheck`, about all.

        Of an address with a fragment, the page is asked, and then whether it has that section. After `budget` seconds,
        or where the user stops it, what was not reached is undecided.
        """
        urls = list(dict.fromkeys(each for url in urls for each in (url.partition("#")[0], url)))
        known = {} if recheck or self.memory is None else self.memory.known()
        now = time.time()
        self.verdicts = {url: known[url] for url in urls if url in known and _is_fresh(known[url], now)}
        self.progress(len(self.verdicts), 0, 0)
        groups: dict[str, list[Target]] = defaultdict(list)
        for url in urls:
            if url in self.verdicts:
                continue
            page, _, fragment = url.partition("#")
            if fragment:
                self._sections[page].append(fragment)
            else:
                each = target(url, self.hosts)
                groups[each.by].append(each)
        for each in groups.pop("", ()):
            self._tell(Verdict(url=each.url, state="undecided", reason=each.id))
        stopped = await self._within(groups, budget)
        self._write()
        for url in urls:
            if url not in self.verdicts:
                self.verdicts[url] = known.get(url) or Verdict(url=url, state="undecided", reason=stopped)
        return Outcome(self.verdicts, self.client.requests, len(self.client.paces), stopped, self.failed)

    async def _within(self, groups: Mapping[str, list[Target]], budget: float | None) -> str:
        try:
            async with asyncio.timeout(budget):
                async with asyncio.TaskGroup() as tasks:
                    for name, targets in groups.items():
                        urls = [each.url for each in targets]
                        tasks.create_task(settled(urls, self._asking, RESOLVERS[name](targets, self._asking)))
                async with asyncio.TaskGroup() as tasks:
                    for page, wanted in self._sections.items():
                        urls = [f"{page}#{fragment}" for fragment in wanted]
                        tasks.create_task(settled(urls, self._asking, self._ask_sections(page, wanted)))
        except TimeoutError:
            return "budget"
        except asyncio.CancelledError:  # the user's ^C
            return "stopped"
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        return ""

    async def _ask_sections(self, page: str, wanted: list[str]) -> None:
        """Whether a page that is alive has these sections. Of one that is not, that is all there is to say."""
        known = None
        its = self.verdicts[page]
        if its.state == "alive" and its.via in ("", "github"):
            if page not in self._found:
                answer = await self.client.get(fragments.source(page), limit=fragments.LIMIT)
                self._found[page] = fragments.names(answer)
            known = self._found[page]
        for verdict in fragments.judge(page, wanted, known):
            self._tell(verdict)

    def _fail(self, urls: Sequence[str], error: Exception) -> None:
        """What nobody has foreseen about some addresses: they are undecided, and all others go on."""
        if os.environ.get("NOTELINT_DEBUG"):
            raise error
        for url in urls:
            if url not in self.verdicts:
                self._tell(Verdict(url=url, state="undecided", reason="failed"))
        self.failed.setdefault(type(error).__name__, urls[0])

    def _tell(self, verdict: Verdict) -> None:
        if verdict.moved != plain(verdict.moved) or (verdict.moved and self.is_secret(verdict.moved)):
            verdict = msgspec.structs.replace(verdict, moved="", kept=False)
        self.verdicts[verdict.url] = verdict
        if verdict.is_kept:
            self._unwritten.append(verdict)
        if self.client.heard and time.monotonic() > self._due:
            self._write()
        self.progress(len(self.verdicts), self.client.requests, len(self.client.paces))

    def _write(self) -> None:
        """Remembers what was learned. Where nobody has answered, a failure may be one of this side's network."""
        began = time.monotonic()
        learned = [each for each in self._unwritten if self.client.heard or each.reason not in FAILURES]
        self._unwritten = []
        if self.memory is not None and learned:
            lessons = ((host, pace.lesson) for host, pace in self.client.paces.items())
            paces = {host: gap for host, gap in lessons if gap is not None}
            self.verdicts |= self.memory.keep(learned, paces)
        now = time.monotonic()
        self._due = now + max(_EVERY, _PART * (now - began))

    async def page(self, url: str) -> Verdict:
        """The verdict on a page, asked as its host wants it."""
        plan = self.hosts.plan(url)
        answer = await self._asked(url, plan.head)
        if answer.failure == "no-name":
            host = read(answer.url).host
            if host not in self._names:
                self._names[host] = asyncio.create_task(self._is_nameless(host))
            why = await asyncio.shield(self._names[host])
            if why:
                return Verdict(url=url, state="dead" if why == "no-name" else "undecided", reason=why)
            answer = await self._asked(url, plan.head)
        return judge(url, answer, plan.accept)

    async def _asked(self, url: str, head: bool) -> Answer:
        if url in self._sections and fragments.source(url) == url:
            answer = await self.client.get(url, limit=fragments.LIMIT)
            self._found[url] = fragments.names(answer)
            return answer
        if head:
            answer = await self.client.head(url)
            if answer.status not in _NOT_OF_THE_PAGE:
                return answer
        return await self.client.get(url)

    async def _is_nameless(self, host: str) -> str:
        """ "no-name" where a name is not found for the second time while others are; "" where it is found now."""
        await asyncio.sleep(self.again)
        guard = self.client.guard
        guard.forget(host)
        try:
            await guard.addresses(host)
        except Refused as refused:
            if refused.why != "no-name":
                return refused.why
        else:
            return ""
        if not guard.resolved:
            try:
                await guard.addresses(_CONTROL)
            except Refused:
                return "name-unknown"
        return "no-name"


def first_pace(hosts: Hosts, learned: Mapping[str, float], host: str) -> Pace:
    """The pace to begin with: what the plan allows, and what the host has taught."""
    plan = hosts.plan(f"http://{host}/")
    return Pace(min(FIRST, plan.at_once), plan.at_once, plan.interval, learned.get(host))


def _is_fresh(verdict: Verdict, now: float) -> bool:
    return verdict.state != "dead" and verdict.fresh_until > now
