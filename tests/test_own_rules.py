"""The guide for rules of one's own: its examples are rules that run, its lists are what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from runs import notelint, write

from notelint.checks import CHECKS
from notelint.commands.own_rules import renewed
from notelint.rule.rule import KEYS, attributes_of_text, item_kinds

GUIDE = (Path(__file__).parents[1] / "docs/own-rules.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^`(house-rules/\S+\.md)`\n\n````markdown\n(.*?)^````$", GUIDE, re.MULTILINE | re.DOTALL))
CONFIGURATION = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[0]

# A note for each example, and what its rule says of it.
COLLECTION = {
    "reviews/three.md": "---\ntitle: Three\n---\n\nText.\n",
    "plain.md": "We utilise nothing, but in order to win they utilize all.\n",
    "llava.md": "# LLaVA\n\n**arXiv**: [2304.08485](https://arxiv.org/abs/2304.08485)\n"
    "**Code** [repository](https://github.com/haotian-liu/LLaVA)\n",
    "mirror.md": "[a](https://ar5iv.org/abs/2304.08485) [b](https://arxiv.org/abs/2304.08485)\n",
    "status.md": "---\nstatus: 'later'\n---\n",
    "other.md": "---\nstatus: idea\nkind: later\n---\n",
}
SAID = """\
llava.md:4:1: warning: `**Code** [` instead of `**Code**: ` [label-is-bold]
mirror.md:1:5: warning: https://ar5iv.org/abs/2304.08485 is a mirror [link-to-mirror]
plain.md:1:25: info: “in order to”: there is a plainer word [plain-words]
plain.md:1:46: info: “utilize”: there is a plainer word [plain-words]
reviews/three.md:1:1: warning: `reviewer` is missing [review-has-reviewer]
status.md:2:9: error: the status 'later' is none of idea, draft and done [known-status]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, {"notelint.yaml": CONFIGURATION, **EXAMPLES, **COLLECTION})


def selected() -> list[str]:
    return [argument for name in EXAMPLES for argument in ("--select", name.rpartition("/")[2].removesuffix(".md"))]


def test_the_examples_are_rules_whose_own_examples_hold(here: Path) -> None:
    assert len(EXAMPLES) == 5
    ran = notelint("test", "house-rules")
    assert (ran.code, ran.out) == (0, "10 examples hold, 0 do not\n")


def test_and_they_find_in_a_collection_what_they_promise(here: Path) -> None:
    assert notelint("--format", "concise", "--all", *selected(), ".").out == SAID


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_half_of_a_pair_of_utf_16_in_a_rule_or_the_configuration_keeps_no_note_from_being_read(
    here: Path, jobs: str
) -> None:
    """An escape of YAML can write one, and no encoding has it."""
    half = r"\ud83d"
    asked = "title: t\nseverity: error\nmessage: m"
    write(
        here,
        {"house-rules/half.md": f'---\n{asked}\ncheck: each\nitems: links\nwhere: {{text: "a{half}"}}\n---\n\nWhy.\n'},
    )
    configuration = f'{CONFIGURATION}\nlabels: {{paper: ["{half}"]}}\n'
    write(here, {"notelint.yaml": configuration, **{f"more/{n}.md": "words\n" for n in range(40)}})
    ran = notelint("--format", "concise", "--all", "--jobs", jobs, *selected(), ".")
    assert ran.out == SAID


def test_all_that_a_rule_may_say_is_told() -> None:
    told = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| `.*?\|", GUIDE, re.MULTILINE))))
    assert told == {*KEYS} - {"across"}  # which is for the check to say


def test_the_lists_are_those_that_there_are() -> None:
    assert renewed(GUIDE) == GUIDE, "notelint rules --write"
    assert all(f"**`{kind}`**: " in GUIDE for kind in item_kinds())
    assert all(f"**`{name}`**, of " in GUIDE for name, check in CHECKS.items() if not check.after_all)
    assert "- `target` (text): unescaped, percent-encoding as written\n" in GUIDE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("attribute: target", "attribute: taget", "5:12: unknown attribute `taget`, did you mean `target`?"),
        ("attribute: target", "attribute: task", "5:12: unknown attribute `task`"),  # neither true nor false has a form
        ("attribute: target", "atribute: target", "5:1: unknown key `atribute`, did you mean `attribute`?"),
        ("pattern: [", "pattern: ['(a+)+', ", "6:11: `)+` is not offered in patterns"),
        ("pattern: [", f"pattern: [{'x, ' * 100}", "6:1"),
    ],
)
def test_a_form_that_cannot_be_looked_for_is_refused_at_its_place(old: str, new: str, said: str, here: Path) -> None:
    name = "house-rules/links/link-to-mirror.md"
    write(here, {name: EXAMPLES[name].replace(old, new)})
    ran = notelint(".")
    assert ran.code == 2
    assert ran.err.startswith(f"notelint: {name}:{said}")


def test_so_is_one_that_the_configuration_asks_for(here: Path) -> None:
    write(here, {"notelint.yaml": f"{CONFIGURATION}rules:\n  link-to-mirror: {{attribute: adress}}\n"})
    ran = notelint(".")
    assert ran.code == 2
    assert "unknown attribute `adress`" in ran.err


@pytest.mark.parametrize("items", item_kinds())
def test_a_form_can_be_asked_of_all_items_and_stands_in_them(items: str, here: Path) -> None:
    attribute = attributes_of_text(items)[-1]
    front = (
        f"title: t\ncheck: form\nitems: {items}\nattribute: {attribute}\npattern: ['.*']\nseverity: info\nmessage: m\n"
    )
    write(here, {"house-rules/own/every-item.md": f"---\n{front}---\n"})
    assert notelint("--select", "every-item", ".").code in (0, 1)


@pytest.mark.parametrize(
    ("forbidden", "text", "found"),
    [
        ("[' ']", "a b\n", []),
        ("[c++]", "c++ and C++, not c+\n", ["c++", "C++"]),
        ("[use, use case]", "A use case, [use](use.md), misuse, user, 用use吗, `use`\n", ["use case", "use", "use"]),
    ],
)
def test_words_are_found_whole_in_what_is_read(forbidden: str, text: str, found: list[str], here: Path) -> None:
    front = f"title: t\ncheck: forbidden-word\nforbidden: {forbidden}\nseverity: info\nmessage: '{{word}}'\n"
    write(here, {"house-rules/own/a-word.md": f"---\n{front}---\n", "note.md": text})
    ran = notelint("--format", "json", "--select", "a-word", "note.md")
    assert [each["message"] for each in ran.report["findings"]] == found


def rule(check: str, options: str, message: str = "m") -> str:
    return f"---\ntitle: t\ncheck: {check}\n{options}severity: info\nmessage: '{message}'\n---\n"


def slow_rules() -> dict[str, str]:
    """A hundred patterns, each of which a long heading makes slow, and words that nearly stand everywhere."""
    patterns = [f"(?:a|[aĀ])?.*.*[b{chr(0x200 + number)}]" for number in range(100)]
    words = ["".join("sſ"[number >> place & 1] + "!" for place in range(7)) + "s!" * 43 for number in range(100)]
    headings = "items: headings\nattribute: text\npattern: "
    return {
        "house-rules/own/slow-form.md": rule("form", headings + json.dumps(patterns) + "\n"),
        "house-rules/own/slow-word.md": rule("forbidden-word", f"forbidden: {json.dumps(words)}\n"),
        "house-rules/own/quick-form.md": rule("form", headings + "['.*a.*']\n"),
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_that_could_take_long_in_a_note_is_given_up_there_and_said_so(jobs: str, here: Path) -> None:
    heading = f"# {'a' * 980}!\n"
    notes = {"slow.md": heading, "words.md": "s!" * 30_000 + "\n", "quick.md": "# a\n", "slower.md": heading * 50}
    write(here, {**slow_rules(), **notes})
    names = ("slow-form", "slow-word", "quick-form")
    ran = notelint("--format", "json", "--jobs", jobs, *(f"--select={name}" for name in names), *notes)
    said = [each["message"] for each in ran.report["notices"] if each["code"] == "rule-given-up"]
    assert [each.partition(";")[0] for each in said] == [
        "slow-form was not applied to 2 notes, in which its patterns or words could take too long: slow.md, slower.md",
        "slow-word was not applied to 1 note, in which its patterns or words could take too long: words.md",
    ]
    found = {(each["path"], each["rule"]) for each in ran.report["findings"]}
    assert found == {(name, "quick-form") for name in ("slow.md", "slower.md", "quick.md")}


def test_rules_that_people_write_are_never_given_up(here: Path) -> None:
    contains = [f".*word{number}.*" for number in range(100)]
    hosts = [f"https?://(?:www\\.)?host{number}\\.org/[\\w/]+\\.(?:html|pdf)" for number in range(100)]
    words = [f"word{number}" for number in range(100)]
    links = "items: links\nattribute: target\npattern: "
    rules = {
        "house-rules/own/has.md": rule("form", links + json.dumps(contains) + "\n"),
        "house-rules/own/hosts.md": rule("form", links + json.dumps(hosts) + "\n"),
        "house-rules/own/words.md": rule("forbidden-word", f"forbidden: {json.dumps(words)}\n"),
    }
    address = "https://www.host7.org/a/rather/long/address/of/a/page/as/they/are/in/lists.htm"
    note = "".join(f"- [word{number} of many](<{address}?{number}>): what is said of it\n" for number in range(300))
    write(here, {**rules, "list.md": note})
    ran = notelint("--format", "json", "--select", "own", "list.md")
    assert not [each for each in ran.report["notices"] if each["code"] == "rule-given-up"]
    assert {each["rule"] for each in ran.report["findings"]} == {"words"}
