"""What a value says that says that there is nothing."""

from __future__ import annotations

import re

from notelint.text.lazy import lazy_re

# Four facts that are never one: there is none, the paper is silent, nobody has looked, it is announced.
_FACTS = {
    "none": r"无|暂无|没有|无代码|无公开代码|none|no|n/?a|nil|[-–—/]",
    "silent": r"未提及|未提到|未说明|未提供|论文未提及|not mentioned|not stated|not given",
    "unknown": r"待确认|待查|待核实|未知|不详|不清楚|unknown|unclear|tbd|[?？]+",
    "announced": r"待公开|待开源|即将公开|即将开源|coming soon|soon|to be released|upcoming",
}
_OF = lazy_re("|".join(f"(?P<{name}>{words})" for name, words in _FACTS.items()), re.IGNORECASE)


def fact_of(value: str) -> str:
    """Which of the four facts a value states, "" where it states another."""
    found = _OF.fullmatch(value.strip())
    return (found.lastgroup or "") if found else ""
