"""The consistency checker for collections of Markdown notes: `check` is the command line as a function."""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it, which takes half of the time until the program answers signals
if TYPE_CHECKING:
    from typing import Any

    from notelint.config.config import ConfigError as ConfigError
    from notelint.model.finding import Report as Report
    from notelint.model.finding import ShownFinding as ShownFinding
    from notelint.rule.rule import RuleError as RuleError
    from notelint.run.ruleset import SelectionError as SelectionError
    from notelint.run.run import PathError as PathError
    from notelint.run.session import check as check

__version__ = "0.1.0"
__all__ = ["ConfigError", "PathError", "Report", "RuleError", "SelectionError", "ShownFinding", "check"]

_HOMES = {
    "ConfigError": "config.config",
    "PathError": "run.run",
    "Report": "model.finding",
    "RuleError": "rule.rule",
    "SelectionError": "run.ruleset",
    "ShownFinding": "model.finding",
    "check": "run.session",
}


def __getattr__(name: str) -> Any:
    """Loads the engine when it is first asked for, so that `notelint --version` need not."""
    if name not in _HOMES:
        raise AttributeError(f"module `notelint` has no attribute `{name}`")
    from importlib import import_module

    return getattr(import_module(f"notelint.{_HOMES[name]}"), name)
