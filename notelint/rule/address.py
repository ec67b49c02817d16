"""Where a rule's page can be read on the web."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from notelint.rule.rule import Rule, builtin_rules

LABEL = "Rules"  # of `[project.urls]`


def rule_url(rule: Rule) -> str:
    """The address of a rule's page; "" where it has none, and `notelint explain ID` shows it.

    Its base, the address of the folder `rules`, is in the project's metadata. A user's own rule lies elsewhere.
    """
    base = _base()
    if not base or not Path(rule.path).is_relative_to(builtin_rules()):
        return ""
    return f"{base}/{rule.family}/{rule.id}.md"


@cache
def _base() -> str:
    from importlib import metadata

    try:
        addresses = metadata.metadata("notelint").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return ""
    return next(
        (url.rstrip("/") for label, _, url in (each.partition(", ") for each in addresses) if label == LABEL), ""
    )
