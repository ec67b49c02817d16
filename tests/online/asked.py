"""Asking a loopback server in tests."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from notelint.config.config import HostSettings
from notelint.online.asking import Asker, Outcome, first_pace
from notelint.online.guard import Guard, Lookup
from notelint.online.hosts import Hosts
from notelint.online.http import Client, Limits
from notelint.online.memory import Memory

QUICK = Limits(connect=0.5, total=1.0, backoff=0.01, patience=5.0)


def ask(
    *urls: str,
    memory: Path | None = None,
    hosts: Mapping[str, HostSettings] | None = None,
    lookup: Lookup | None = None,
    budget: float | None = None,
    recheck: bool = False,
    limits: Limits = QUICK,
    **more: Any,
) -> Outcome:
    """What comes of asking about the addresses; private ones are allowed."""
    plans = Hosts(hosts)
    kept = Memory(memory) if memory else None
    paces = kept.paces() if kept else {}

    async def run() -> Outcome:
        guard = Guard(allow_private=True, **({"lookup": lookup} if lookup else {}))
        async with Client(guard, limits, lambda host: first_pace(plans, paces, host)) as client:
            asker = Asker(client, plans, kept, again=0.01, **more)
            return await asker.ask(urls, budget, recheck)

    return asyncio.run(run())
