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
    from notelint import config as configuration
    from notelint.engine import Run
    from notelint.rules import load

    run = Run([file], config_file=config_file)
    settings = configuration.explain(run.config, load(run.config, run.root), run.relative(file))
    lines = [f"{setting.key}: {setting.value}  ({setting.source})" for setting in settings]
    dialect = run.site.dialect
    for name in type(dialect).__struct_fields__:
        if name != "why":
            lines.append(f"dialect.{name}: {getattr(dialect, name)}  ({dialect.why.get(name, 'default')})")
    say("\n".join(lines))
    return CLEAN
