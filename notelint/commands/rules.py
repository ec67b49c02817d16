"""`notelint explain`, `notelint rules` and `notelint test`: the rules as notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from notelint.commands.console import CLEAN, FINDINGS, Failure, config_option, lang_option, language, say
from notelint.site.root import collection_root

if TYPE_CHECKING:
    from notelint.config.config import Config
    from notelint.rule.rule import Rule


def _rule_set(config_file: Path | None) -> tuple[Config, Path, list[Rule]]:
    """The rules of the collection around the working directory."""
    from notelint.config import config
    from notelint.run import ruleset

    cwd = Path.cwd()
    root = collection_root([], cwd)
    found = config.load(root, config_file)
    return found, root, ruleset.load(found, root)


@click.command()
@click.argument("rule")
@config_option
@lang_option
def explain(rule: str, config_file: Path | None, lang: str | None) -> int:
    """Explains a RULE: what it finds, why, and how to change it."""
    from notelint.checks import CHECKS
    from notelint.commands.explain import explain_rule
    from notelint.data.located import no_such

    known = {each.id: each for each in _rule_set(config_file)[2]}
    if rule not in known:
        raise Failure(no_such("rule", rule, known))
    say(explain_rule(known[rule], language(lang), CHECKS[known[rule].check].options))
    return CLEAN


@click.command()
@click.option("--write", is_flag=True, help="In a checkout of notelint: renew what is generated from the rules.")
@config_option
@lang_option
def rules(write: bool, config_file: Path | None, lang: str | None) -> int:
    """Lists all rules."""
    from notelint.commands.explain import generated, rules_list
    from notelint.files.checkout import boundary
    from notelint.writing import atomic

    if not write:
        say(rules_list(_rule_set(config_file)[2], language(lang)))
        return CLEAN
    for path, text in generated().items():
        if not path.exists():
            raise Failure(f"{path}: not there to be renewed; --write is for a checkout of notelint")
        if path.read_text("utf-8") != text:
            atomic.write(path, text.encode(), within=boundary(path.parent))
            say(str(path))
    return CLEAN


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def test(folder: Path) -> int:
    """Runs the examples of the rules in FOLDER."""
    from notelint.checks import CHECKS
    from notelint.rule.examples import test_folder
    from notelint.rule.rule import builtin_rules, load_rules
    from notelint.run.session import check_files

    if not folder.is_dir():
        raise Failure(f"{folder}: no such folder")
    outcomes = test_folder(folder, CHECKS, check_files, load_rules([builtin_rules()], CHECKS))
    if not outcomes:
        raise Failure(f"{folder}: no rules; a rule is a file FAMILY/ID.md")
    failed = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in failed:
        say(f"{outcome.path}:{outcome.line}: {outcome.problem or 'the findings differ'}")
        if outcome.expected != outcome.got:
            for line in (*(f"  - {line}" for line in outcome.expected), *(f"  + {line}" for line in outcome.got)):
                say(line)
    say(f"{len(outcomes) - len(failed)} examples hold, {len(failed)} do not")
    return FINDINGS if failed else CLEAN
