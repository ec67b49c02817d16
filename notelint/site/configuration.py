"""Reads the configuration of a site, for what it says of folders and of the syntax that the site renders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from notelint.data import parsing
from notelint.site import plugins
from notelint.site.dialect import Decisions
from notelint.site.script import without_comments

if TYPE_CHECKING:
    from notelint.site.listing import Entry, Listing

MAX_SIZE = 100_000  # bytes of a file that are looked at


class Config:
    """The configuration of one site, and what was decided from it. `content` and `assets` are None where it is silent;
    these and `templates` are relative to the folder of the site.
    """

    def __init__(self, decisions: Decisions, folder: str, marker: str, listing: Listing) -> None:
        self.marker = marker
        self.decisions = decisions
        self.content: tuple[str, ...] | None = None
        self.assets: tuple[str, ...] | None = None
        self.templates: tuple[str, ...] = ()
        self._folder = folder
        self._listing = listing

    def names(self, folder: str = "") -> list[str]:
        return sorted(self.entries(folder))

    def entries(self, folder: str = "") -> Mapping[str, Entry]:
        """What stands in a folder of the site, and what each is."""
        return self._listing.names(self.path(folder))

    def path(self, name: str) -> str:
        """The path from the collection's root of a path of the site."""
        return "/".join(filter(None, (self._folder, name)))

    def text(self, name: str, size: int = MAX_SIZE) -> str:
        """What a file of the site begins with, "" where there is none."""
        folder, _, base = name.rpartition("/")
        if base not in self.names(folder):
            return ""
        try:
            data = self._listing.head(self.path(name), size)
        except OSError:
            return ""
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    def data(self, name: str) -> Any:
        """A TOML, YAML or JSON file of the site, None where it cannot be read."""
        text = self.text(name)
        try:
            if name.endswith(".toml"):
                return parsing.read_toml(text)
            return parsing.read_json(text) if name.endswith(".json") else read_yaml(text)
        except ValueError:
            return None


def read_yaml(text: str) -> Any:
    """What a text holds, None where it cannot be read."""
    from notelint.data import located

    try:
        return located.read_yaml(text).data
    except located.LocatedError:
        return None


def get(data: Any, *keys: str) -> Any:
    """What stands below the keys, None where one of them is not there."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def folder_name(value: object) -> str | None:
    """A folder as configurations write it, `./src/`, without what is round its name."""
    return value.strip().removeprefix("./").strip("/") if isinstance(value, str) else None


def setting(code: str, key: str) -> str | None:
    """The text that a script gives to a key."""
    found = re.search(rf"\b{key}\s*:\s*[\"']([^\"'\n]*)[\"']", code)
    return folder_name(found[1]) if found else None


def scripted(config: Config, file: str = "") -> str:
    """Reads the plugins that a configuration in JavaScript loads; returns it without its comments."""
    file = file or config.marker
    code = without_comments(config.text(file))
    config.decisions.plugins(plugins.loaded(code), file)
    return code


def installed_footnotes(config: Config) -> None:
    """These configurations are often parted into files, and who installs footnotes shows them."""
    package = config.data("package.json")
    for key in ("dependencies", "devDependencies"):
        packages = get(package, key)
        names = [name for name in packages if "footnote" in name] if isinstance(packages, dict) else []
        config.decisions.plugins(names, "package.json")


def switch(decisions: Decisions, feature: str, value: Any, why: str) -> None:
    """Decides on a feature by `true` or `{enable: true}`; by anything else, not at all."""
    value = get(value, "enable") if isinstance(value, dict) else value
    if isinstance(value, bool):
        decisions.change({feature: value}, why)
