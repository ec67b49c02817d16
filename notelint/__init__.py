"""The consistency checker for collections of Markdown notes: `check` is the command line as a function."""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it, which takes half of the time until the program answers signals
if TYPE_CHECKING:
    from typing import Any

    from notelint.config import ConfigError as ConfigError
    from notelint.engine import PathError as PathError
    from notelint.engine import check as check
    from notelint.finding import Finding as Finding
    from notelint.finding import Report as Report
    from notelint.rule import RuleError as RuleError
    from notelint.rules import SelectionError as SelectionError

__version__ = "0.1.0"
__all__ = ["ConfigError", "Finding", "PathError", "Report", "RuleError", "SelectionError", "check"]

_HOMES = {
    "ConfigError": "config",
    "Finding": "finding",
    "PathError": "engine",
    "Report": "finding",
    "RuleError": "rule",
    "SelectionError": "rules",
    "check": "engine",
}


def __getattr__(name: str) -> Any:
    """Loads the engine when it is first asked for, so that `notelint --version` need not."""
    if name not in _HOMES:
        raise AttributeError(f"module `notelint` has no attribute `{name}`")
    from importlib import import_module

    return getattr(import_module(f"notelint.{_HOMES[name]}"), name)
