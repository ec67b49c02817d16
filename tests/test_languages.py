"""Sound paragraphs in many languages: nothing is wrong with them, and each tells its language."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

from notelint.checks import CHECKS
from notelint.rule.rule import builtin_rules, load_rules
from notelint.text.languages import language_of
from tests.runs import notelint, write

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))
# A quotation goes on in the next paragraph, and a note that ends before is not sound.
GOES_ON = {"„": "“”", "“": "”", "「": "」", "«": "»", "״": "״"}
# A note that stands alone has no other note to link it.
NOT_OF_ONE_NOTE = {"orphan-note"}
MEGABYTE = 1024 * 1024
NAME = re.compile(r"^[\w.-]*\w")


def paragraphs(language: str) -> list[str]:
    return (FOLDER / f"{language}.txt").read_text("utf-8").rstrip("\n").split("\n\n")


def everything() -> str:
    """A configuration that switches every rule on."""
    off = [rule.id for rule in load_rules([builtin_rules()], CHECKS) if not rule.enabled]
    return "rules:\n" + "".join(f"  {rule}: {{enabled: true}}\n" for rule in off if rule not in NOT_OF_ONE_NOTE)


@pytest.mark.parametrize("kind", ["plain", "vault"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_in_sound_paragraphs_by_any_rule(language: str, kind: str, tmp_path: Path) -> None:
    write(tmp_path, {"notes.md": "\n\n".join(paragraphs(language)) + "\n", "notelint.yaml": everything()})
    if kind == "vault":
        write(tmp_path, {".obsidian/app.json": "{}"})
    found = notelint("check", "--all", "--format", "concise", "--fail-on", "info", tmp_path)
    assert found.out == ""
    assert found.code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_where_each_paragraph_is_a_note(language: str, tmp_path: Path) -> None:
    each = [text for text in paragraphs(language) if not goes_on(text)]
    notes = {f"{number:03}.md": text + "\n" for number, text in enumerate(each)}
    write(tmp_path, {**notes, "notelint.yaml": everything()})
    found = notelint("check", "--all", "--format", "concise", "--fail-on", "info", tmp_path)
    assert found.out == ""
    assert found.code == 0


def goes_on(text: str) -> bool:
    closing = GOES_ON.get(text[0], "")
    return bool(closing) and not any(char in text for char in closing if char != text[0])


def test_nearly_every_paragraph_of_forty_letters_tells_its_language() -> None:
    asked = [(language, text) for language in LANGUAGES for text in paragraphs(language) if letters(text) >= 40]
    wrong = [(language, language_of(text), text) for language, text in asked if language_of(text) != language]
    assert len(asked) > 800
    assert len(wrong) <= 0.03 * len(asked), wrong


def letters(text: str) -> int:
    """How many letters a text has; a Han character, kana or hangul says as much as three."""
    return sum(3 if "\u1100" <= char <= "\ud7af" else 1 for char in text if char.isalpha())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_note_tells_its_language(language: str) -> None:
    assert language_of("\n\n".join(paragraphs(language))) == language


@pytest.mark.parametrize("text", ["", "123, 456", "OK", "`the of and to in is are`", "https://example.org/the/of/and"])
def test_where_nothing_tells_no_language_is_said(text: str) -> None:
    assert language_of(text) == ""


def test_what_is_quoted_does_not_make_the_language() -> None:
    assert language_of("论文的标题是“Attention Is All You Need”，很有名。") == "zh-hans"
    assert language_of("The word 一期一会 (ichigo ichie) has no equal in English.") == "en"
    assert language_of("这里的「お兄さん」是对年轻男子的称呼，并不是说话人的亲哥哥，这一点读者要注意。") == "zh-hans"
    assert language_of("一二三山川草木") == "zh"


def test_notelint_is_small_with_all_that_it_needs() -> None:
    sizes = {name: size(name) for name in needed("notelint")}
    if not sizes.get("click"):
        pytest.skip("what is installed does not say which files it has")
    own = sum(path.stat().st_size for path in Path(__file__).parents[1].glob("notelint/**/*") if shipped(path))
    total = own + sum(size for name, size in sizes.items() if name != "notelint")
    assert total < 25 * MEGABYTE, {name: f"{size / MEGABYTE:.1f}" for name, size in sizes.items()}


def needed(name: str) -> set[str]:
    """The distributions that one needs, itself among them, without extras."""
    found, left = set(), [name]
    while left:
        name = left.pop()
        if name not in found and installed(name):
            found.add(name)
            for line in metadata.requires(name) or []:
                requirement, _, marker = line.partition(";")
                if "extra" not in marker:
                    left += NAME.findall(requirement)
    return found


def installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False  # of another system
    return True


def size(name: str) -> int:
    """Bytes of a distribution's files, less what Python compiles of them."""
    files = metadata.files(name) or []
    return sum(path.stat().st_size for each in files if (path := Path(str(each.locate()))).is_file() and shipped(path))


def shipped(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"
