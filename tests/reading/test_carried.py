"""What sayings of one speaker share: time and place within a paragraph, reasons for anonymity throughout."""

from typing import Any

import pytest
from trees import report, span

from dateline.reading.carried import carried
from dateline.reading.found import Found, mention
from dateline.reading.words import word_list
from dateline.record import MentionForm, MentionKind, Statement


def found(text: str, *given: tuple[str, MentionKind, MentionForm, int]) -> Found:
    made = Found()
    for words, kind, form, chain in given:
        made.mentions.append(mention(span(text, words), kind, form, chain, "test"))
    return made


def statement(text: str, speaker: int, content: str, **more: Any) -> Statement:
    place = span(text, content)
    return Statement(
        span=place, speaker=speaker, content=(place,), manner="indirect", by="model", score=0.8, **more
    )  # fmt: skip


def test_a_time_holds_in_its_paragraph() -> None:
    read = report("Ana said on Monday it rained. She said it froze. Ivo said it thawed.", "She said it melted.")
    text = read.text
    made = found(
        text, ("Ana", "person", "name", 0), ("Monday", "time", "name", 1), ("She", "person", "pronoun", 0),
        ("Ivo", "person", "name", 2),
    )  # fmt: skip
    given = [
        statement(text, 0, "it rained", time=1),
        statement(text, 2, "it froze"),
        statement(text, 3, "it thawed"),
        statement(text, 2, "it melted"),
    ]
    assert [s.time for s in carried(read, made, given)] == [1, 1, None, None]


@pytest.mark.parametrize("row", word_list("anonymity"), ids=lambda r: r["pattern"][:20])
def test_every_pattern_with_its_example(row: dict[str, str]) -> None:
    words = row["example"]
    who = " ".join(words.split()[:2]) if words.startswith(("a ", "an ", "two ")) else words.split()[0]
    read = report(f"It rained, said {words}.")
    made = found(read.text, (who, "person", "nominal", 0))
    (one,) = carried(read, made, [statement(read.text, 0, "It rained")])
    assert one.anonymity_reason is not None
    assert one.anonymity_reason.startswith(("because", "for fear"))
    assert words.endswith(one.anonymity_reason)


def test_a_reason_is_the_speakers_all_through() -> None:
    read = report("It rained, said a clerk, who was not authorised to speak in public.", "He added it froze.")
    made = found(read.text, ("a clerk", "person", "nominal", 0), ("He", "person", "pronoun", 0))
    one, two = carried(read, made, [statement(read.text, 0, "It rained"), statement(read.text, 1, "it froze")])
    assert one.anonymity_reason == two.anonymity_reason == "who was not authorised to speak in public"


def test_who_has_a_name_has_no_reason() -> None:
    read = report("It rained, said Ana, who would not be named because she feared for her job.")
    made = found(read.text, ("Ana", "person", "name", 0))
    assert carried(read, made, [statement(read.text, 0, "It rained")])[0].anonymity_reason is None
