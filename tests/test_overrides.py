from __future__ import annotations

from pathlib import Path

import pytest

from notelint.config import config
from notelint.config.config import Config, ConfigError
from notelint.run.dialect_override import with_dialect
from notelint.site import Site
from notelint.site.dialect import Source

SITE = Site(root="/notes")


def configured(folder: Path, dialect: str) -> Config:
    (folder / "notelint.yaml").write_text(f"dialect:\n  {dialect}\n", "utf-8")
    return config.load(folder)


def test_without_settings_the_site_stays_as_it_is() -> None:
    assert with_dialect(SITE, Config(), {}) is SITE


def test_the_configuration_is_laid_over_what_was_detected(tmp_path: Path) -> None:
    dialect = with_dialect(SITE, configured(tmp_path, "{mark: true, slugs: hexo, emphasis: cjk-friendly}"), {}).dialect
    assert (dialect.mark, dialect.slugs, dialect.emphasis, dialect.tables) == (True, ("hexo",), "cjk-friendly", True)
    assert dialect.why["mark"] == str(tmp_path / "notelint.yaml")
    assert "tables" not in dialect.why
    assert dialect.sources == dict.fromkeys(("mark", "slugs", "emphasis"), Source.CONFIGURED)


def test_what_is_given_besides_goes_over_the_configuration(tmp_path: Path) -> None:
    dialect = with_dialect(SITE, configured(tmp_path, "mark: true"), {"mark": "false"}).dialect
    assert dialect.mark is False


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("marks: true", "2:3: unknown feature of a dialect `marks`, did you mean `mark`?"),
        ("why: x", "2:3: unknown feature of a dialect `why`"),
        ("sources: x", "2:3: unknown feature of a dialect `sources`"),
        ("mark: maybe", "2:9: `mark` is one of true, false"),
        ("callouts: true", "2:13: `callouts` is one of none, github, titled"),
        ("slugs: githab", "2:10: `slugs` is one of docusaurus, github, "),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_is_right(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        with_dialect(SITE, configured(tmp_path, written), {})
    assert str(error.value).startswith(f"{tmp_path}/notelint.yaml:{said}")
