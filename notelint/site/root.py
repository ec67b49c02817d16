"""Where a collection begins."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from notelint.data import parsing
from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.site import viewers
from notelint.site.listing import names_in

CONFIG_NAMES = ("notelint.yaml", ".notelint.yaml")
MAX_CONFIG = 2 * 1024 * 1024  # bytes
BASELINE_NAME = "notelint-baseline.json"


def collection_root(arguments: Sequence[Path], cwd: Path) -> Path:
    """The folder of the nearest configuration or baseline, else of the nearest generator's marker, else git's root,
    else the common folder of the arguments (of `cwd` without any). Neither the home folder nor anything above it is
    taken for a collection that was not named.
    """
    start = _common_folder([cwd / argument for argument in arguments] or [cwd])
    above = list(_candidates(start))
    for folder, names in above:
        if _has_config(folder, names):
            return folder
    for folder, names in above:
        if marked := viewers.found_in(names):
            return _site_around(folder, above) if marked[0].editor else folder
    return next((folder for folder, names in above if ".git" in names), start)


def _common_folder(paths: Sequence[Path]) -> Path:
    folders = [path if path.is_dir() else path.parent for path in (Path(os.path.normpath(path)) for path in paths)]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # different drives
        return folders[0]


def _candidates(start: Path) -> Iterator[tuple[Path, frozenset[str]]]:
    """The start and the folders above it, with their names, up to git's root."""
    try:
        home = Path.home()
    except RuntimeError:  # a user of whom the system knows nothing, as in a container
        home = None
    for folder in (start, *start.parents):
        if folder == home and folder != start:
            return
        names = names_in(folder)
        yield folder, names
        if ".git" in names:
            return


def _has_config(folder: Path, names: frozenset[str]) -> bool:
    if any(name in names for name in (*CONFIG_NAMES, BASELINE_NAME)):
        return True
    if "pyproject.toml" not in names:
        return False
    try:
        text = inputs.text(folder / "pyproject.toml", within=boundary(folder), limit=MAX_CONFIG)
        tool = parsing.read_toml(text).get("tool")
    except (OSError, ValueError):
        return False
    return isinstance(tool, dict) and "notelint" in tool


def _site_around(vault: Path, above: Sequence[tuple[Path, frozenset[str]]]) -> Path:
    """A vault that is the content folder of a site belongs to the site: its images are there."""
    for folder, names in above:
        site = viewers.found_in(names, editors=False)
        if site and any(vault.is_relative_to(folder / content) for content in site[0].content):
            return folder
    return vault
