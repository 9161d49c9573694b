"""What a rule is worth: what it alone found, what of that is right, and the figure without it."""

from pathlib import Path

import pytest
from bench import rules, statements
from bench.statements import Guess
from bench.tasks.polnear import Attribution, Document

from dateline.text import Span

TEXT = "Ada said it rains. Bo said it snows."


def _said(name: str, content: str) -> Attribution:
    spans = [(Span(TEXT.index(w), TEXT.index(w) + len(w)),) for w in (name, content)]
    return Attribution(source=spans[0], content=spans[1])


GOLD = (_said("Ada", "it rains"), _said("Bo", "it snows"))
DOCUMENT = Document(name="a", text=TEXT, gold=GOLD)
GUESS = Guess(attributions=(GOLD[0], _said("Ada", "it snows")), by=("model", "rule:x"))


def test_which_are_right() -> None:
    assert statements.right(DOCUMENT, GUESS) == [True, False]


def test_a_rule_that_is_wrong_is_worth_less_than_nothing() -> None:
    assert rules.tally([DOCUMENT], [GUESS]) == [("model", 1, 1), ("rule:x", 1, 0)]
    assert statements.score([DOCUMENT], [GUESS])["whosaid_f1"] == 0.5
    assert rules.without([DOCUMENT], [GUESS], ["rule:x"]) == pytest.approx(2 / 3, abs=1e-4)


def test_without_the_corpus_it_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "DEV", Path("nowhere"))
    rules.main()
    assert capsys.readouterr().out == "rules: skipped, no corpus at nowhere\n"
