"""What the configuration says of the site, laid over what was detected."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from notelint.config import Config, ConfigError
from notelint.located import no_such
from notelint.site import Dialect, Site

_NAMES = tuple(name for name in Dialect.__struct_fields__ if name != "why")


def with_dialect(site: Site, config: Config, more: Mapping[str, str | bool]) -> Site:
    """The site with the dialect of the configuration, and `more` of it on top. Raises ConfigError."""
    if not config.dialect and not more:
        return site
    changes = {**config.dialect, **more}
    for name in changes:
        if name not in _NAMES:
            line, column = config.document.mark(("dialect", name), key=True)
            raise ConfigError(config.file, line, column, no_such("feature of a dialect", name, _NAMES))
    values = {**msgspec.structs.asdict(site.dialect), **{name: _value(value) for name, value in changes.items()}}
    values["why"] = {**site.dialect.why, **dict.fromkeys(changes, config.file or "the configuration")}
    try:
        dialect = msgspec.convert(values, Dialect)
    except msgspec.ValidationError as error:
        line, column = config.document.mark(("dialect",), key=True)
        raise ConfigError(config.file, line, column, str(error)) from None
    return msgspec.structs.replace(site, dialect=dialect)


def _value(value: str | bool) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
