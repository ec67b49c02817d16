"""Reads the configuration, and lays it over the rules."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

import msgspec
from msgspec.structs import replace

from notelint.config.profiles import Absence, Profile, read_schema
from notelint.data import located
from notelint.data.located import Document, LocatedError
from notelint.data.quick_yaml import Steps
from notelint.data.typed import convert
from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.files.gitignore import Patterns, refusal
from notelint.model.finding import SEVERITIES, Severity
from notelint.model.labels import CLASSES
from notelint.rule.contract import Check
from notelint.rule.rule import KEYS, Drafts, Rule, Scalar, check_options, check_where, option_names, unknown_keys
from notelint.site.root import CONFIG_NAMES, MAX_CONFIG

NAMES = (*CONFIG_NAMES, "pyproject.toml")
_MOST_PATTERNS = 1_000  # of all lists together: each may be tried on each note
_TABLE: Steps = ("tool", "notelint")


class ConfigError(Exception):
    """A mistake in the configuration. Lines and columns are 1-based."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")
        self.path, self.line, self.column, self.message = path, line, column, message


class Settings(msgspec.Struct, frozen=True):
    """What a configuration says of a rule; None and what is missing leave it as it is.

    `where` replaces the rule's, `options` are laid over it key by key; `severity` is that of all its cases.
    """

    enabled: bool | None = None
    severity: Severity | None = None
    drafts: Drafts | None = None
    where: dict[str, Scalar] | None = None
    options: dict[str, Any] = {}


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Settings for the notes that match one of `files`, patterns as in .gitignore, relative to the root."""

    files: list[str]
    rules: dict[str, Settings]


# What HTTP can send.
HeaderName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$(?!\n)")]
HeaderValue = Annotated[str, msgspec.Meta(pattern=r"^[\t -~]*$(?!\n)")]


class HostSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How a host is asked about links; None leaves it as it is.

    `interval` is in seconds, `at_once` in requests. `ask: false` is for a host that cannot be judged. `accept` names
    codes of HTTP that mean: the page is there. A header may hold `${NAME}`, an environment variable that was granted
    on the command line. `same_id_as` says whose ids its addresses hold, so that it need not be asked itself.
    """

    at_once: Annotated[int, msgspec.Meta(ge=1, le=8)] | None = None
    interval: Annotated[float, msgspec.Meta(ge=0, le=60)] | None = None
    method: Literal["get", "head"] | None = None
    ask: bool | None = None
    accept: list[Annotated[int, msgspec.Meta(ge=100, le=999)]] | None = None
    headers: dict[HeaderName, HeaderValue] = {}
    same_id_as: Literal["arxiv", "doi"] | None = None


class LinkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a configuration says of links into the web: how `hosts` are asked, by their names."""

    hosts: dict[str, HostSettings] = {}


class Declared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a file may say. Patterns and folders are relative to the root.

    With `fail_on_unread` whatever is there and was not read makes the exit code 2.
    """

    notes: list[str] = []
    exclude: list[str] = []
    roots: list[str] = []
    dialect: dict[str, str | bool] = {}
    labels: dict[str, list[str]] = {}
    rule_folders: list[str] = []
    links: LinkSettings = LinkSettings()
    rules: dict[str, Settings] = {}
    overrides: list[Override] = []
    profiles: list[Profile] = []
    fail_on_unread: bool = False


class Config(Declared, frozen=True, kw_only=True):
    """The configuration of a collection, and where it stands; `file` is "" without one."""

    file: str = ""
    document: Document = Document({})


def load(root: Path, file: Path | None = None) -> Config:
    """The configuration in `root`, or in the `file` that is named; `Config()` where there is none.

    Raises ConfigError.
    """
    within = None if file else boundary(root)
    for path in [file] if file else [root / name for name in NAMES]:
        if file or inputs.exists(path):
            config = _load(path, within)
            if config is not None:
                _check_files(config, root)
                return config
    return Config()


def _check_files(config: Config, root: Path) -> None:
    """Raises ConfigError for folders and files that are not there, or lie where nothing is read, and for patterns."""
    for number, (steps, pattern) in enumerate(_patterns_in(config)):
        if number == _MOST_PATTERNS:
            raise _mistake(config, steps, f"more than {_MOST_PATTERNS:,} patterns: name folders, or what files share")
        if why := refusal(pattern):
            raise _mistake(config, steps, f"`{pattern}`: {why}")
    top = boundary(root)
    for number, folder in enumerate(config.roots):
        # They are below the root, with "/" before them or not, and need not exist.
        _check_place(config, ("roots", number), root / folder.strip("/"), top)
    for number, folder in enumerate(config.rule_folders):
        _check_place(config, ("rule-folders", number), root / folder, top)
        if not inputs.is_folder(root / folder):
            raise _mistake(config, ("rule-folders", number), f"there is no folder `{folder}`")
    for number, profile in enumerate(config.profiles):
        if profile.schema:
            steps = ("profiles", number, "schema")
            _check_place(config, steps, root / profile.schema, top)
            try:
                read_schema(root / profile.schema, top)
            except (OSError, ValueError) as error:
                raise _mistake(config, steps, f"`{profile.schema}`: {inputs.reason(error)}") from None


def _patterns_in(config: Config) -> Iterator[tuple[Steps, str]]:
    """The patterns of a configuration, with where each stands."""
    lists: list[tuple[Steps, Sequence[str]]] = [(("notes",), config.notes), (("exclude",), config.exclude)]
    lists += [(("overrides", number, "files"), each.files) for number, each in enumerate(config.overrides)]
    lists += [(("profiles", number, "files"), each.files) for number, each in enumerate(config.profiles)]
    for steps, patterns in lists:
        yield from (((*steps, number), pattern) for number, pattern in enumerate(patterns))


def _check_place(config: Config, steps: Steps, path: Path, top: Path) -> None:
    said = config.document.get(steps)
    try:
        inside = inputs.is_inside(path, top)
    except OSError as error:
        raise _mistake(config, steps, f"`{said}`: {inputs.reason(error)}") from None
    if not inside:
        raise _mistake(config, steps, f"`{said}` lies outside of {top}, and nothing is read there: move or copy it")


def _mistake(config: Config, steps: Steps, message: str) -> ConfigError:
    return ConfigError(config.file, *config.document.mark(steps), message)


def _load(path: Path, within: Path | None) -> Config | None:
    try:
        text = inputs.text(path, within=within, limit=MAX_CONFIG)
        document = located.read_toml(text, _TABLE) if path.suffix == ".toml" else located.read_yaml(text)
        return None if document is None else _config(str(path), document)
    except LocatedError as error:
        raise ConfigError(str(path), error.line, error.column, error.message) from None
    except (OSError, ValueError) as error:
        advice = ": name it with --config" if isinstance(error, inputs.OutsideError) else ""
        raise ConfigError(str(path), 1, 1, f"{inputs.reason(error)}{advice}") from None


def _config(path: str, document: Document) -> Config:
    if document.data is None:
        return Config(file=path)
    if not isinstance(document.data, dict):
        raise document.error((), "the configuration is no mapping")
    written = convert(document, (), Declared, _in_full(document))
    for name in written.labels:
        if name not in CLASSES:
            raise document.error(("labels", name), located.no_such("class of labels", name, CLASSES), key=True)
    return Config(**msgspec.structs.asdict(written), file=path, document=document)


_RULES = ("rules", "overrides")  # what says something of rules
_SETTINGS = tuple(key for key in Settings.__struct_fields__ if key != "options")


def _in_full(document: Document) -> dict[str, Any]:
    """The data of a configuration with what it says of rules as `Settings` are: none by a word, options by themselves.

    What has another shape stays as it is, for whoever converts it to complain.
    """
    data = dict(document.data)
    if "rules" in data:
        data["rules"] = _all_in_full(document, ("rules",))
    if isinstance(overrides := data.get("overrides"), list):
        data["overrides"] = [
            {**each, "rules": _all_in_full(document, ("overrides", number, "rules"))}
            if isinstance(each, dict) and "rules" in each
            else each
            for number, each in enumerate(overrides)
        ]
    return data


def _all_in_full(document: Document, path: Steps) -> Any:
    data = document.get(path)
    return {name: _rule_in_full(document, (*path, name)) for name in data} if isinstance(data, dict) else data


def _rule_in_full(document: Document, path: Steps) -> dict[str, Any]:
    data = document.get(path)
    if isinstance(data, dict):
        options = {key: value for key, value in data.items() if key not in _SETTINGS}
        return {key: value for key, value in data.items() if key in _SETTINGS} | {"options": options}
    if data in ("off", "on") or isinstance(data, bool):
        return {"enabled": data in ("on", True)}
    if data in SEVERITIES:
        return {"enabled": True, "severity": data}
    raise document.error(path, f"a rule is off, on, {', '.join(SEVERITIES)}, or a mapping of its settings")


def validate(config: Config, rules: Iterable[Rule], checks: Mapping[str, Check]) -> None:
    """Raises ConfigError for settings of a rule that does not exist, or that it does not have."""
    known = {each.id: each for each in rules}
    paths: list[Steps] = [("rules", name) for name in config.rules]
    for number, override in enumerate(config.overrides):
        paths += [("overrides", number, "rules", name) for name in override.rules]
    try:
        for path in paths:
            if path[-1] not in known:
                raise config.document.error(path, located.no_such("rule", str(path[-1]), known), key=True)
            _validate(config.document, path, known[str(path[-1])], checks)
    except LocatedError as error:
        raise ConfigError(config.file, error.line, error.column, error.message) from None


def _validate(document: Document, path: Steps, rule: Rule, checks: Mapping[str, Check]) -> None:
    data = document.get(path)
    if not isinstance(data, dict):
        return
    for key in data:
        if key in KEYS and key not in _SETTINGS:
            raise document.error((*path, key), f"`{key}` is said in the rule's own file", key=True)
    kind = checks[rule.check].options
    unknown_keys(document, path, [*_SETTINGS, *option_names(kind)])
    check_where(document, path, rule.items)
    own = {key: value for key, value in data.items() if key not in _SETTINGS}
    check_options(document, path, kind, {**rule.options, **own})


@lru_cache(maxsize=1 << 10)
def _patterns(lines: tuple[str, ...]) -> Patterns:
    return Patterns(lines)


def matching(config: Config, path: str) -> tuple[int, ...]:
    """Which overrides are for a note: notes with the same ones have the same rules."""
    overrides = enumerate(config.overrides)
    return tuple(number for number, override in overrides if _patterns(tuple(override.files)).cover(path))


def apply(config: Config, rules: Iterable[Rule], path: str | None = None) -> list[Rule]:
    """The rules as they are for a note, given by its path relative to the root; without one, for the collection."""
    layers = [config.rules, *(config.overrides[number].rules for number in (matching(config, path) if path else ()))]
    if not any(layers):
        return list(rules)
    return [_laid_over(rule, [layer[rule.id] for layer in layers if rule.id in layer]) for rule in rules]


def _laid_over(rule: Rule, layers: Iterable[Settings]) -> Rule:
    for layer in layers:
        changed: dict[str, Any] = {"options": {**rule.options, **layer.options}}
        for key in ("enabled", "drafts", "where"):
            if getattr(layer, key) is not None:
                changed[key] = getattr(layer, key)
        if layer.severity:
            cases = rule.cases.items()
            changed["cases"] = {name: replace(case, severity=layer.severity) for name, case in cases}
        rule = replace(rule, **changed)
    return rule


class Setting(NamedTuple):
    """A value and the layer that set it: `default`, a rule's file, or a line of the configuration."""

    key: str
    value: str
    source: str


def explain(config: Config, rules: Iterable[Rule], path: str | None = None) -> Iterator[Setting]:
    """Every setting as it is for a note, with where it comes from."""
    for field in msgspec.structs.fields(Declared):
        if field.name not in _RULES:
            key = field.encode_name
            yield Setting(key, _shown(getattr(config, field.name)), _source(config, (key,)))
    overrides = matching(config, path) if path else ()
    layers: list[Steps] = [("rules",), *(("overrides", number, "rules") for number in overrides)]
    for rule, final in zip(rules, apply(config, rules, path), strict=True):
        sources: dict[str, str] = {}
        for layer in layers:
            own = (*layer, rule.id)
            if own in config.document.keys:
                data = config.document.get(own)
                keys = data if isinstance(data, dict) else ["enabled", "severity"][: 1 + (data in SEVERITIES)]
                sources |= {key: _source(config, (*own, key)) for key in keys}
        for key, value in _values(final).items():
            yield Setting(f"rules.{rule.id}.{key}", _shown(value), sources.get(key, rule.path))


def _values(rule: Rule) -> dict[str, Any]:
    severities = {case.severity for case in rule.cases.values()}
    severity = " or ".join(name for name in SEVERITIES if name in severities)
    values = {"enabled": rule.enabled, "severity": severity, "drafts": rule.drafts}
    return values | ({"where": rule.where} if rule.where else {}) | rule.options


def _shown(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _source(config: Config, path: Steps) -> str:
    if path[0] not in (config.document.data or {}):
        return "default"
    return f"{config.file}:{config.document.mark(path, key=True)[0]}"


def schema(rules: Sequence[Rule], checks: Mapping[str, type | None]) -> dict[str, Any]:
    """The JSON Schema of a configuration: what an editor needs to complete and to check it."""
    kinds = [Declared, Settings, *dict.fromkeys(kind for rule in rules if (kind := checks[rule.check]))]
    references, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    properties: dict[type | None, dict[str, Any]] = {None: {}}
    for kind, reference in zip(kinds, references, strict=True):
        properties[kind] = definitions.pop(reference["$ref"].rpartition("/")[2])["properties"]
    settings = {name: {"$ref": f"#/$defs/{name}"} for name in _SETTINGS}
    of_rules: dict[str, Any] = {"additionalProperties": {"type": ["object", "string"]}}
    of_rules["properties"] = {
        rule.id: {
            "description": rule.title,
            "if": {"type": "object"},
            "then": {"properties": settings | properties[checks[rule.check]], "additionalProperties": False},
            "else": {"$ref": "#/$defs/short"},
        }
        for rule in rules
    }
    all_rules = {"$ref": "#/$defs/rules"}
    definitions |= {
        **{name: properties[Settings][name] for name in _SETTINGS},
        "short": {"enum": ["off", "on", False, True, *SEVERITIES]},
        "rules": of_rules,
    }
    definitions["Override"]["properties"]["rules"] = all_rules
    _level([properties[Declared], definitions])
    properties[Declared]["labels"]["propertyNames"] = {"enum": [*CLASSES]}
    definitions["EntryField"]["properties"]["absent"]["propertyNames"] = {"enum": [*get_args(Absence)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of notelint",
        "type": "object",
        "properties": properties[Declared] | {"rules": all_rules},
        "additionalProperties": False,
        "$defs": definitions,
    }


def _level(schema: Any) -> None:
    """Takes away in what the versions of msgspec differ: how descriptions are indented, and whether keys are listed."""
    if isinstance(schema, dict):
        schema.pop("propertyNames", None)
        if isinstance(text := schema.get("description"), str):
            schema["description"] = inspect.cleandoc(text)
    for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _level(value)
