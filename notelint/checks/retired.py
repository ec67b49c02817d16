"""Links to mirrors and services that are known to be gone: a table, so that no request is needed to know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.checks.targets import replaced
from notelint.identity import Identity, identify_url
from notelint.identity.hosts import ARXIV_MIRRORS
from notelint.model.finding import Hit
from notelint.model.items import Image, Link
from notelint.rule.contract import Check, Checks

if TYPE_CHECKING:
    from notelint.collection.view import View


class Retired(NamedTuple):
    """A host that is gone: since which year, and what took its place ("" for nothing)."""

    year: int
    instead: str


# Each row with where it is said.
RETIRED: dict[str, Retired] = {
    # arXiv's help page on mirrors: the network was shut down on 15 September 2024.
    **dict.fromkeys(ARXIV_MIRRORS, Retired(2024, "arxiv.org")),
    # Its home page says so since January 2024; old addresses lead to the abstract.
    "arxiv-vanity.com": Retired(2024, "ar5iv.labs.arxiv.org"),
    # github.com/paperswithcode/paperswithcode-data/issues/45: July 2025; some addresses lead to Hugging Face.
    "paperswithcode.com": Retired(2025, "huggingface.co/papers"),
    # github.com/karpathy/arxiv-sanity-lite/issues/20, by its author in March 2025.
    "arxiv-sanity.com": Retired(2021, ""),
    "arxiv-sanity-lite.com": Retired(2025, ""),
    # Microsoft's announcement of 4 May 2021: not accessible after 31 December 2021.
    "academic.microsoft.com": Retired(2021, "openalex.org"),
    # Its home page of July 2023: all content was deleted after 1 September 2023.
    "gfycat.com": Retired(2023, ""),
    # JFrog's announcement of February 2021: gone since 1 May 2021.
    "bintray.com": Retired(2021, ""),
    "dl.bintray.com": Retired(2021, ""),
}
_ALIASES = ("www.", "thumbs.", "giant.")  # gfycat's images have hosts of their own


def retired_host(items: Sequence[Link | Image], options: Any, view: View) -> Iterator[Hit]:
    """Links to a host that is gone, with the new address where it follows from the old one."""
    for link in items:
        if not link.target.startswith(("http://", "https://", "//")):
            continue
        host = link.target.split("/", 3)[2].rpartition("@")[2].partition(":")[0].lower()
        if host.startswith(_ALIASES):
            host = host.partition(".")[2]
        gone = RETIRED.get(host)
        if gone is not None:
            new = _new_address(link.target, host)
            case = "address" if new else "instead" if gone.instead else "gone"
            facts = {"host": host, "year": gone.year, "instead": gone.instead, "new": new}
            fix = replaced(link, new, view) if new else None
            yield Hit(link, case=case, facts=facts, fix=fix, start=link.dest_start, end=link.dest_end)


def _new_address(target: str, host: str) -> str:
    """The paper's page at arXiv, where the old address holds its id; of a mirror, the same page."""
    found = identify_url(target)
    if not isinstance(found, Identity) or found.scheme != "arxiv" or not found.sure:
        return ""
    path = target.split("/", 3)[3]
    same = host in ARXIV_MIRRORS and path.startswith(("abs/", "pdf/"))
    return f"https://arxiv.org/{path}" if same else f"https://arxiv.org/abs/{found.value}"


CHECKS: Checks = {
    "retired-host": Check(
        retired_host,
        items=(
            "links",
            "images",
        ),
        across="view",
        facts={"address instead gone": "host year instead new"},
    ),
}
