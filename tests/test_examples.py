from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest

from notelint.checks import CHECKS
from notelint.files.inputs import OutsideError
from notelint.model.finding import Edit, Fix, ShownFinding
from notelint.rule import examples
from notelint.rule.examples import Example, ExampleContext
from notelint.rule.facts import UnknownFactError
from notelint.rule.rule import Case, Rule, RuleError
from notelint.run.session import check_files

BODY = """\
Explained.

```markdown bad today=2026-11-01 dialect=emphasis:cjk-friendly,mark:on lines=2
bad words
```

and so:

```findings
1:1 warning found `bad`
```

```fixed
good words
```

````markdown bad
-- a.md --
```python
bad
```
-- notelint.yaml --
rules: {}
-- images/x.png --
````

```findings
a.md:2:1 warning found `bad`
```

````fixed
-- a.md --
```python
good
```
````

```python
print("an illustration")
```

~~~markdown good
```
good
```
~~~
"""


def rule(body: str) -> Rule:
    cases = {"": Case("warning", "found `{word}`")}
    return Rule(
        id="no-bad", family="words", title="", check="each", path="no-bad.md", body=body, body_line=10, cases=cases
    )


def finding(path: str, line: int, start: int, fix: Fix | None = None, name: str = "no-bad") -> ShownFinding:
    return ShownFinding(
        rule=name,
        family="words",
        severity="warning",
        path=path,
        note=path,
        start=start,
        end=start + 3,
        line=line,
        column=1,
        end_line=line,
        end_column=4,
        message="found `bad`",
        fix=fix,
    )


def no_bad(files: dict[str, bytes], context: ExampleContext, rule: Rule) -> list[ShownFinding]:
    """Finds lines that begin with `bad`, and turns that into `good`."""
    found = []
    for path, data in files.items():
        start = 0
        for number, line in enumerate(data.decode("utf-8").split("\n"), 1):
            if line.startswith("bad"):
                found.append(finding(path, number, start, Fix((Edit(path, start, start + 3, "good"),))))
                found.append(finding(path, number, start, name="another-rule"))
            start += len(line) + 1
    return found


def test_examples_are_read_with_their_places_and_surroundings() -> None:
    first, second, third = examples.examples(rule(BODY))
    assert first == Example(
        line=12,
        good=False,
        files={"note.md": "bad words\n"},
        context=ExampleContext(date(2026, 11, 1), {"emphasis": "cjk-friendly", "mark": "on"}, {"lines": "2"}),
        findings=("1:1 warning found `bad`",),
        fixed={"note.md": "good words\n"},
    )
    assert second.files == {"a.md": "```python\nbad\n```\n", "notelint.yaml": "rules: {}\n", "images/x.png": ""}
    assert second.fixed == {"a.md": "```python\ngood\n```\n"}
    assert third.files == {"note.md": "```\ngood\n```\n"}
    assert third.good


def test_escapes_become_the_characters_that_cannot_be_written() -> None:
    body = "```markdown bad escapes\n\\ufeffa\\r\n\\tb\\0\\x\n```\n```findings\n```\n```fixed\na\\tb\n```\n"
    (example,) = examples.examples(rule(body))
    assert example.files == {"note.md": "\ufeffa\r\n\tb\0\\x\n"}
    assert example.fixed == {"note.md": "a\tb\n"}


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("```findings\n```\n", 10, "`findings` belongs behind a `markdown bad`"),
        ("```markdown good\n```\n```findings\n```\n", 12, "`findings` belongs behind"),
        ("```markdown bad\n```\n```findings\n```\n```findings\n```\n", 14, "`findings` belongs behind"),
        ("```markdown bad\n```\n```text\n```\n```fixed\n```\n", 14, "`fixed` belongs behind"),
        ("text\n```markdown bad today=2026-13-01\n```\n", 11, "`2026-13-01` is no day"),
        ("```markdown bad escape\n```\n", 10, "`escape` means nothing here"),
        ("```markdown bad\n-- ../a.md --\n```\n", 10, "`../a.md` is no path inside the example"),
        ("```markdown bad\n-- b/./a.md --\n```\n", 10, "`b/./a.md` is no path inside the example"),
        ("```markdown bad\n-- b/.GIT/config --\n```\n", 10, "`b/.GIT/config` is no path inside the example"),
        ("```markdown bad\n-- a\0.md --\n```\n", 10, "`a\0.md` is no path inside the example"),
        ("```markdown bad\n-- /etc/a.md --\n```\n", 10, "`/etc/a.md` is no path"),
        ("```markdown bad\n-- a/../../b.md --\n```\n", 10, "is no path"),
        ("```markdown bad\n-- C:\\a.md --\n```\n", 10, "is no path"),
    ],
)
def test_a_mistake_in_an_example_has_a_place(body: str, line: int, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        examples.examples(rule(body))
    assert caught.value.line == line
    assert message in caught.value.message


def outcome(body: str, check: examples.CheckFiles = no_bad) -> examples.Outcome:
    declared = rule(dedent(body))
    return examples.run(examples.examples(declared)[0], declared, check)


def test_examples_that_are_as_they_say_are_ok() -> None:
    outcomes = examples.run_rule(rule(BODY), no_bad)
    assert [each.got for each in outcomes] == [["1:1 warning found `bad`"], ["a.md:2:1 warning found `bad`"], []]
    assert all(each.ok for each in outcomes)


def test_a_finding_that_is_missing_or_too_many_is_not_ok() -> None:
    missing = outcome("```markdown bad\nwell\n```\n```findings\n1:1 warning found `bad`\n```\n")
    assert (missing.ok, missing.got, missing.expected) == (False, [], ["1:1 warning found `bad`"])
    flagged = outcome("```markdown good\nbad\n```\n")
    assert (flagged.ok, flagged.got) == (False, ["1:1 warning found `bad`"])


def test_in_an_example_of_several_files_findings_name_theirs() -> None:
    body = "```markdown bad\n-- a.md --\nwell\n-- b.md --\nbad\n```\n"
    body += "```findings\nb.md:1:1 warning found `bad`\n```\n```fixed\n"
    assert outcome(body + "-- b.md --\ngood\n```\n").ok
    assert "-bad" in outcome(body + "-- b.md --\nbad\n```\n").problem


def test_what_is_fixable_must_show_what_it_becomes() -> None:
    result = outcome("```markdown bad\nbad\n```\n```findings\n1:1 warning found `bad`\n```\n")
    assert result.problem == "fixable, but there is no `fixed` behind it: note.md"
    assert not result.ok


def test_a_bad_example_without_findings_proves_nothing() -> None:
    assert outcome("```markdown bad\nwell\n```\n").problem == "no `findings` behind it"


def test_fixes_that_meet_are_made_one_after_the_other() -> None:
    def shorten(files: dict[str, bytes], context: ExampleContext, rule: Rule) -> list[ShownFinding]:
        text = files["note.md"].decode().rstrip("\n")
        return [finding("note.md", 1, 0, Fix((Edit("note.md", 0, 2, ""),))) for _ in text[1:]]

    body = "```markdown bad\nabcde\n```\n```findings\n" + "1:1 warning found `bad`\n" * 4 + "```\n```fixed\ne\n```\n"
    assert outcome(body, shorten).ok


def test_a_fix_that_never_ends_is_a_problem() -> None:
    def again(files: dict[str, bytes], context: ExampleContext, rule: Rule) -> list[ShownFinding]:
        return [finding("note.md", 1, 0, Fix((Edit("note.md", 0, 0, "x"),)))]

    assert outcome(BODY, again).problem == "there is still something to fix after 10 rounds"


def test_an_edit_outside_the_text_is_a_problem() -> None:
    def outside(files: dict[str, bytes], context: ExampleContext, rule: Rule) -> list[ShownFinding]:
        return [finding("note.md", 1, 0, Fix((Edit("note.md", 0, 99, "x"),)))]

    assert outcome(BODY, outside).problem == "note.md: edits overlap or lie outside the text at offset 0"


def test_a_fact_that_is_not_there_is_a_problem_of_the_example() -> None:
    def unknown(files: dict[str, bytes], context: ExampleContext, rule: Rule) -> list[ShownFinding]:
        raise UnknownFactError("no fact `word`")

    assert outcome(BODY, unknown).problem == "no fact `word`"


def test_a_rule_is_fixable_if_an_example_shows_it() -> None:
    assert examples.fixable(rule(BODY))
    assert not examples.fixable(rule("```markdown bad\n```\n"))


def in_file(folder: Path, body: str) -> Path:
    (folder / "words").mkdir()
    front = '---\ntitle: No bad words\ncheck: each\nseverity: warning\nmessage: "found"\n---\n'
    (folder / "words" / "no-bad.md").write_text(front + body, "utf-8")
    return folder


def test_all_rules_of_a_folder_are_tested(tmp_path: Path) -> None:
    body = "```markdown bad\nbad\n```\n```findings\n1:1 warning found `bad`\n```\n"
    body += "```fixed\ngood\n```\n```markdown good\nwell\n```\n"
    outcomes = examples.test_folder(in_file(tmp_path, body), CHECKS, no_bad)
    assert [(each.line, each.ok) for each in outcomes] == [(7, True), (16, True)]


def test_a_rule_needs_a_bad_and_a_good_example(tmp_path: Path) -> None:
    outcomes = examples.test_folder(in_file(tmp_path, "Nothing.\n"), CHECKS, no_bad)
    assert [each.problem for each in outcomes] == ["no example `markdown bad`", "no example `markdown good`"]


def test_a_mistake_in_a_rule_is_an_outcome_too(tmp_path: Path) -> None:
    folder = in_file(tmp_path, "```fixed\n```\n")
    (broken,) = examples.test_folder(folder, CHECKS, no_bad)
    assert (broken.line, broken.ok) == (7, False)
    (unknown,) = examples.test_folder(folder, {"unique": CHECKS["each"]}, no_bad)
    assert unknown.problem == "unknown check `each`"


def test_files_of_an_example_that_exclude_each_other_are_its_problem() -> None:
    body = "```markdown bad\n-- a --\n-- a/b.md --\n```\n\n```findings\n```\n\n```markdown good\nGood.\n```\n"
    plain = msgspec.structs.replace(rule(body), cases={"": Case("warning", "found")})
    outcomes = examples.run_rule(plain, check_files)
    assert [outcome.problem for outcome in outcomes] == ["its files cannot be written: File exists", ""]


@pytest.mark.parametrize("name", ["../a.md", "b/../../a.md"])
def test_no_file_of_an_example_is_written_outside_of_its_folder(name: str) -> None:
    with pytest.raises(OutsideError):
        check_files({name: b""}, ExampleContext(), rule(""))
