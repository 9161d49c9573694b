"""How far what is said reaches in its sentence."""

import pytest
from trees import report, said, span, tree

from dateline.reading import segment
from dateline.reading.encoder import Attribution
from dateline.reading.reaches import one_voice, reaching
from dateline.reading.syntax import Syntax
from dateline.reading.words import word_list


def reached(text: str, *found: Attribution, syntax: Syntax | None = None) -> list[list[str]]:
    read = report(text)
    sentences = [s for _, s in segment.sentences(read)]
    regions = segment.quotations(text, read.blocks[0].span)
    return [[c.of(text) for c in a.content] for a in reaching(text, syntax or Syntax(), found, sentences, regions)]


@pytest.mark.parametrize("row", word_list("tails"), ids=lambda r: r["words"])
def test_a_tail_belongs_to_what_is_said(row: dict[str, str]) -> None:
    text = f"The firm {row['example']}. Ana left."
    cue, _, body = row["example"].partition(" ")
    first = body.split(f", {row['words']}")[0]
    assert reached(text, said(text, "The firm", cue, first)) == [[body]]


def test_no_tail_is_what_another_says() -> None:
    text = "The firm said sales rose, as Ana said it would sink."
    one, other = said(text, "The firm", "said", "sales rose"), said(text, "Ana", "said", "it would sink")
    assert reached(text, one, other)[0] == ["sales rose"]
    text = "The firm said sales rose, a claim that Ana called hollow."
    assert reached(text, said(text, "The firm", "said", "sales rose"))[0] == ["sales rose"]


def test_no_tail_that_only_the_reporter_tells() -> None:
    text = "The firm said sales rose, which pleased Ana."
    assert reached(text, said(text, "The firm", "said", "sales rose")) == [["sales rose"]]


def test_a_clause_with_its_speaker_behind_begins_with_its_sentence() -> None:
    text = "Snow fell. But the firm, a maker of pumps, will move to Rome, its chief said."
    one = said(text, "its chief", "said", "will move to Rome")
    assert reached(text, one) == [["the firm, a maker of pumps, will move to Rome"]]


@pytest.mark.parametrize(
    "text",
    [
        "ROME (Alba) — The firm will move, its chief said.",
        "Ana said the firm will move, its chief said.",
        "“Snow fell,” and the firm will move, its chief said.",
    ],
)
def test_what_stands_before_may_not_be_said(text: str) -> None:
    one = said(text, "its chief", "said", "firm will move")
    one = Attribution(**{**{f: getattr(one, f) for f in one.__slots__}, "cue": span(text, "said", text.count("said"))})
    assert reached(text, one) == [["firm will move"]]


def test_the_next_saying_of_a_sentence_is_one_of_its_own() -> None:
    text = "The agency reported that ten had died, declaring that the dam was safe."
    syntax = tree(text, ("agency", "reported", "nsubj"), ("declaring", "reported", "advcl"))
    one = said(text, "The agency", "reported", "that ten had died", "that the dam was safe")
    assert reached(text, one, syntax=syntax) == [["that ten had died"], ["that the dam was safe"]]
    other = said(text, "The agency", "declaring", "the dam was safe")
    assert reached(text, one, other, syntax=syntax)[0] == ["that ten had died"]


def test_words_of_a_quotation_end_with_it() -> None:
    text = "Ana said: “It is late. Go home.” The hall emptied."
    assert reached(text, said(text, "Ana", "said", "Go home.” The hall emptied")) == [["Go home.”"]]


def test_anothers_quotation_behind_is_anothers() -> None:
    text = "“It is late.” “Go home,” Ivo said. Ana said it."
    one = Attribution(
        source=span(text, "Ana"), head=span(text, "Ana"), cue=span(text, "said", 2), verb=span(text, "said", 2),
        content=(span(text, "“It is late.” “Go home,”"),), score=0.9,
    )  # fmt: skip
    assert reached(text, one) == [["“It is late.” “Go home,”"]]  # its own cue stands behind both
    text = "“It is late,” Ana said. “We go. Now.” “Go home,” Ivo said."
    one = said(text, "Ana", "said", "“It is late,”", "“We go. Now.” “Go home,”")
    assert reached(text, one) == [["“It is late,”", "“We go. Now.”"]]


def test_a_quotation_has_one_voice() -> None:
    text = "Ana said: “It is late. We go home.” Ivo said: “Stay.”"
    first = said(text, "Ana", "said", "“It is late")
    second = Attribution(
        source=span(text, "Ivo"), head=span(text, "Ivo"), cue=span(text, "said", 2), verb=span(text, "said", 2),
        content=(span(text, "We go home.”"), span(text, "“Stay.”")), score=0.9,
    )  # fmt: skip
    regions = segment.quotations(text, report(text).blocks[0].span)
    made = one_voice(text, [first, second], regions)
    assert [[c.of(text) for c in a.content] for a in made] == [["“It is late. We go home.”"], ["“Stay.”"]]


def test_a_quotation_told_to_be_anothers_is_not_taken_along() -> None:
    text = "It froze, Ana said. “Stay inside,” Ivo was quoted as saying."
    assert reached(text, said(text, "Ana", "said", "It froze", "“Stay inside,”")) == [["It froze"]]
