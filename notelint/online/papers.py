"""Asks arXiv about a collection's papers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from notelint.model.items import NoteItems
from notelint.online import arxiv
from notelint.online.asking import first_pace
from notelint.online.guard import Guard
from notelint.online.hosts import Hosts
from notelint.online.http import Client, Limits
from notelint.online.resolvers import posting
from notelint.online.run import proxies
from notelint.papers.update import doubtful, with_first_titles

# arXiv takes its time for a hundred papers, and what it refuses is not asked for again at once.
LIMITS = Limits(total=90.0, retries=0, per_host=1)


def fetch(
    ids: Sequence[str],
    notes: Sequence[NoteItems],
    progress: Callable[[int], None],
) -> arxiv.Answer:
    """What arXiv says of the papers.

    Where a heading in the notes is not explained by what its paper is called now, the title of the paper's first
    version is asked for too, and kept as a former one.
    """

    async def asking() -> arxiv.Answer:
        paces = Hosts()
        client = Client(Guard(), LIMITS, lambda host: first_pace(paces, {}, host), proxies=proxies())
        async with client:
            post = posting(client, [])
            answer = await arxiv.ask(ids, post, url=arxiv.API, progress=progress)
            again = doubtful(notes, answer.papers)
            if again and not answer.undecided:
                await asyncio.sleep(arxiv.PACE)
                first = await arxiv.ask(again, post, url=arxiv.API)
                answer.papers = with_first_titles(answer.papers, first.papers)
                answer.requests += first.requests
            return answer

    return asyncio.run(asking())
