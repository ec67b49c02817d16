"""What the reading of a note depends on besides the note itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from notelint import __version__
from notelint.model.labels import Labels
from notelint.site import Role, Site, locale_of, role_of, viewers
from notelint.site.dialect import FEATURES, Dialect, either
from notelint.site.viewer import Viewer
from notelint.text.digest import digest_of

if TYPE_CHECKING:  # a run in which no note is read needs no parser
    from notelint.markdown import Features


class ReadingProfile(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """With a note's bytes and its file's name, all that decides what is read: two notes that share these, wherever they
    lie, have the same items. Neither the day, the working directory, the rules that are selected nor the language of
    the report is in it.

    `labels` are those of the configuration, by their class; `rules` names the rules in force, as one short word.
    """

    dialect: Dialect = Dialect()
    generator: str = ""  # whose row `viewer` is
    role: Role = "page"
    language: str = ""  # of a translation, as its path tells it
    labels: Mapping[str, Sequence[str]] = {}
    rules: str = ""
    version: str = __version__

    @cached_property
    def viewer(self) -> Viewer:
        """What shows the note."""
        return viewers.named(self.generator)

    @cached_property
    def label_classes(self) -> Labels:
        """All labels that are known, those of the configuration among them."""
        return Labels(self.labels)

    @cached_property
    def features(self) -> Features:
        """What the parser takes for a construct."""
        from notelint.markdown import Features

        plain = {name: getattr(self.dialect, name) for name in Features.__struct_fields__ if name in FEATURES}
        renderer = self.dialect.renderer if self.dialect.renderer != "pandoc" else ""
        spaced = renderer == "python-markdown" or self.viewer.spaced_footnotes
        return Features(**plain, closed_html=renderer, spaced_footnotes=spaced)

    @cached_property
    def _mdx(self) -> Features:
        return msgspec.structs.replace(self.features, mdx=True)

    def features_of(self, path: str) -> Features:
        """What the parser takes for a construct in the note at a path: MDX is told by a file's suffix."""
        return self._mdx if path.endswith(".mdx") else self.features

    @cached_property
    def digest(self) -> bytes:
        """Tells profiles apart: with the note's name and bytes, the key under which its items can be kept."""
        plain = {name: getattr(self, name) for name in self.__struct_fields__}
        dialect = msgspec.to_builtins(self.dialect)
        # Of a dialect, what decided on it is told to people, but for `sources`: some defects ask what is assumed.
        plain["dialect"] = {name: value for name, value in dialect.items() if name != "why"}
        return digest_of(plain)


class ReadingProfiles:
    """The profiles of a run's notes: `rules_of` names the rules in force for a note, by its path from the root."""

    def __init__(
        self, site: Site, labels: Mapping[str, Sequence[str]], rules_of: Callable[[str], str] = lambda path: ""
    ) -> None:
        self._site = site
        self._labels = labels
        self._rules_of = rules_of
        self._known: dict[tuple[int, Role, bool, str, str], ReadingProfile] = {}

    def of(self, path: str) -> ReadingProfile:
        """The profile of the note at a path from the root: few notes have one of their own."""
        site = self._site.of(path)
        role = role_of(path, site)
        # A generator shows its drafts and moulds to nobody: they are read on the forge, and made pages of some day.
        unseen = not site.viewer.editor and (role == "template" or "_drafts" in path.split("/")[:-1])
        language, rules = locale_of(path, self._site), self._rules_of(path)
        key = id(site), role, unseen, language, rules
        if key not in self._known:
            self._known[key] = ReadingProfile(
                dialect=either(site.dialect) if unseen else site.dialect,
                generator=site.generator,
                role=role,
                language=language,
                labels=self._labels,
                rules=rules,
            )
        return self._known[key]
