"""`notelint config`: what holds for a file, and why."""

from __future__ import annotations

from pathlib import Path

import click

from notelint.commands.console import CLEAN, config_option, say


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def config(file: Path, config_file: Path | None) -> int:
    """Says how FILE is checked: each setting, and what set it."""
    from notelint.config import config as configuration
    from notelint.run.ruleset import load
    from notelint.run.run import Run
    from notelint.site.dialect import FEATURES

    run = Run([file], config_file=config_file)
    dialect = run.reading.profiles.of(run.relative(file)).dialect
    features = [
        f"dialect.{name}: {_shown(getattr(dialect, name))}  ({dialect.why.get(name, 'default')})" for name in FEATURES
    ]
    settings = configuration.explain(run.config, load(run.config, run.root), run.relative(file))
    say("\n".join([*features, *(f"{setting.key}: {setting.value}  ({setting.source})" for setting in settings)]))
    return CLEAN


def _shown(value: bool | str | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ", ".join(value)
