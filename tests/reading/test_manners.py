"""Act and modality by what the clause shows."""

import pytest
from trees import span, tree

from dateline.reading.encoder import Attribution
from dateline.reading.manners import act_of, answers, future, unspoken
from dateline.reading.syntax import Syntax


def attribution(text: str, cue: str, content: str, source: str = "", **more: object) -> Attribution:
    place = span(text, cue)
    return Attribution(
        source=span(text, source) if source else None, cue=place, verb=place, content=(span(text, content),), score=0.9,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_passive_without_a_speaker_is_hearsay() -> None:
    text = "The general is said to have fled."
    syntax = tree(text, ("is", "said", "aux:pass"), ("general", "said", "nsubj:pass"))
    one = attribution(text, "said", "to have fled")
    assert act_of(text, syntax, one, [span(text, "said")]) == ("say", "hearsay")
    named = attribution(text, "said", "to have fled", source="The general")
    assert act_of(text, syntax, named, [span(text, "said")]) == ("say", "asserted")


def test_a_claim_that_is_disputed() -> None:
    text = "Her claim that it burned was contradicted by photographs."
    one = attribution(text, "claim", "that it burned")
    for relation, modality in (("nsubj:pass", "disputed"), ("obj", "asserted")):
        syntax = tree(text, ("claim", "contradicted", relation))
        assert act_of(text, syntax, one, [span(text, "claim")])[1] == modality


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Ana told them to go.", "told", "to go", ("demand", "directive")),
        ("Ana told them that it rained.", "told", "that it rained", ("say", "asserted")),
        ("Ana asked for help.", "asked", "for help", ("demand", "directive")),
        ("Ana did not name the man.", "did not name", "the man", ("say", "negated")),
        ("Ana would neither confirm nor deny the sale.", "confirm", "the sale", ("refuse", "no_statement")),
        ("Ana mused that it rained.", "mused", "that it rained", ("say", "asserted")),
    ],
)
def test_what_the_verb_says(text: str, cue: str, content: str, expected: tuple[str, str]) -> None:
    one = attribution(text, cue, content, source="Ana")
    assert act_of(text, Syntax(), one, [span(text, cue)]) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("to comment on the leak", ("declined to comment on", "the leak")),
        ("to say whether it burned", ("declined to say", "whether it burned")),
        ("to comment", ("declined", "to comment")),
        ("to sing a song", ("declined", "to sing a song")),
    ],
)
def test_what_one_declines_to_speak_of(content: str, expected: tuple[str, str]) -> None:
    text = f"Ana declined {content}."
    one = unspoken(text, attribution(text, "declined", content, modality="no_statement"))
    assert one.cue is not None
    assert (one.cue.of(text), one.content[0].of(text), one.modality) == (*expected, "no_statement")


def test_a_claim_is_no_silence() -> None:
    text = "Ana promised to comment on the leak."
    one = attribution(text, "promised", "to comment on the leak")
    assert unspoken(text, one) == one


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("It rained. Asked whether it froze, he said", True),
        ("“No.” When pressed, he said", True),
        ("In reply, he said", True),
        ("He was asked to leave. He said", False),
    ],
)
def test_an_answer_by_the_question_before(text: str, asked: bool) -> None:
    assert answers(text, text.rindex("said")) is asked


@pytest.mark.parametrize(
    ("content", "who"), [("she would appeal", "she"), ("it had rained", None), ("she will not go", None)]
)
def test_whose_future_a_content_begins_with(content: str, who: str | None) -> None:
    text = f"Ana said {content}."
    subject, *helpers, verb = content.split()
    arcs = [(subject, verb, "nsubj"), *((h, verb, "aux") for h in helpers)]
    found = future(text, tree(text, *arcs), span(text, content))
    assert (None if found is None else found.of(text)) == who
