"""What the configuration says of the site, laid over what was detected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

import msgspec

from notelint.config.config import Config, ConfigError
from notelint.data.located import no_such
from notelint.site import Dialect, Site
from notelint.site.dialect import FEATURES, Source
from notelint.text.slugs import SLUGGERS


def with_dialect(site: Site, config: Config, more: Mapping[str, str | bool]) -> Site:
    """The site with the dialect of the configuration, and `more` of it on top. Raises ConfigError."""
    written = {**config.dialect, **more}
    if not written:
        return site
    kinds = {name: kind for name, kind in get_type_hints(Dialect).items() if name in FEATURES}
    changes: dict[str, Any] = {}
    for name, value in written.items():
        if name not in kinds:
            raise _mistake(config, name, True, no_such("feature of a dialect", name, kinds))
        changes[name] = _value(value)
        choice = _choice(kinds[name])
        if changes[name] not in choice:
            raise _mistake(config, name, False, f"`{name}` is one of {', '.join(map(_shown, choice))}")
    if "slugs" in changes:
        changes["slugs"] = (changes["slugs"],)
    why = dict.fromkeys(written, config.file or "the configuration")
    return _changed(site, changes, why)


def _changed(site: Site, changes: Mapping[str, Any], why: Mapping[str, str]) -> Site:
    """The site with features as they are written, and so all that shows notes beside it."""
    dialect = msgspec.structs.replace(
        site.dialect,
        **changes,
        sources={**site.dialect.sources, **dict.fromkeys(why, Source.CONFIGURED)},
        why={**site.dialect.why, **why},
    )
    return msgspec.structs.replace(
        site,
        dialect=dialect,
        others=tuple(_changed(other, changes, why) for other in site.others),
        forge=_changed(site.forge, changes, why) if site.forge else None,
        outside=_changed(site.outside, changes, why) if site.outside else None,
    )


def _choice(kind: Any) -> tuple[Any, ...]:
    """The values that a feature may have."""
    if kind is bool:
        return True, False
    return get_args(kind) if kind != tuple[str, ...] else tuple(SLUGGERS)


def _value(value: str | bool) -> str | bool:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _mistake(config: Config, name: str, key: bool, message: str) -> ConfigError:
    line, column = config.document.mark(("dialect", name), key)
    return ConfigError(config.file, line, column, message)
