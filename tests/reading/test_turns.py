"""Layouts that name the speaker: transcripts and signed quotations."""

from dateline.reading.encoder import Attribution
from dateline.reading.turns import find_interview, find_turns, with_turns
from dateline.text import Block, Report, Source, Span


def report(*paragraphs: str) -> Report:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(at, at + len(paragraph)), kind="paragraph"))
        at += len(paragraph) + 2
    return Report(id="0" * 16, text=text, blocks=tuple(blocks), source=Source(kind="text", locator="test"))


def told(found: Report) -> list[tuple[str, str]]:
    return [(a.source.of(found.text), a.content[0].of(found.text)) for a in find_turns(found) if a.source]


def test_a_transcript_is_read_by_turns() -> None:
    found = report("The host met the minister.", "Q: Will the port open?", "MINISTER MORAN: It opened in May.")
    assert told(found) == [("Q", "Will the port open?"), ("MINISTER MORAN", "It opened in May.")]


def test_capitals_of_any_language_name_a_turn() -> None:
    found = report("RADIO SAHEL: Will the port open?", "BERÎVAN ŠIMIĆ: It opened in May.")
    assert told(found) == [("RADIO SAHEL", "Will the port open?"), ("BERÎVAN ŠIMIĆ", "It opened in May.")]


def test_a_label_is_no_transcript() -> None:
    assert told(report("WEATHER: Rain is expected.", "The port stays shut.")) == []


def test_a_quotation_signed_with_a_dash() -> None:
    found = report("“The road is open again.” ― Ana Moran", "“Nobody told us.” — Ivo Prell.")
    assert told(found) == [("Ana Moran", "“The road is open again.”"), ("Ivo Prell", "“Nobody told us.”")]


def test_signed_quotations_one_after_the_other() -> None:
    found = report("“The road is ‘open’ again.” ― Ana Moran “Nobody told us.” ― Ivo de la Prell Jr.")
    assert told(found) == [("Ana Moran", "“The road is ‘open’ again.”"), ("Ivo de la Prell Jr", "“Nobody told us.”")]


def test_a_dash_inside_a_sentence_signs_nothing() -> None:
    assert told(report("“The road is open” — or so the town’s notice said on Monday, in red letters.")) == []


def test_a_turn_takes_the_place_of_what_the_model_says() -> None:
    turns = find_turns(report("Q: Will the port open?", "A: It opened in May."))
    other = Attribution(source=None, cue=None, content=(Span(5, 9),), score=0.5)
    inner = Attribution(source=None, cue=None, content=(Span(5, 9),), inner=True, score=0.5)
    assert with_turns((other, inner), turns) == tuple(sorted([inner, *turns], key=lambda a: a.content[0].start))


def test_turns_address_each_other() -> None:
    found = report("HOST: Will it open?", "MORAN: It has.", "HOST: When?", "MORAN: In May.")
    whom = [a.arguments[0][1].of(found.text) for a in find_turns(found)]
    assert whom == ["MORAN", "HOST", "MORAN", "HOST"]


def test_what_follows_the_last_of_single_turns_is_the_reporters() -> None:
    found = report("HOST: Will it open?", "MORAN: It has.", "HOST: When?", "MORAN: In May.", "The port is shut today.")
    assert [len(a.content) for a in find_turns(found)] == [1, 1, 1, 1]
    longer = report("HOST: Will it open?", "MORAN: It has.", "And it stays.", "HOST: When?", "MORAN: Now.", "We go on.")
    assert [len(a.content) for a in find_turns(longer)] == [1, 2, 1, 2]


def test_a_signature_below() -> None:
    assert told(report("“We go on.”", "— Ana Moran, mayor of Lorne")) == [("Ana Moran", "“We go on.”")]
    assert told(report("We go on.", "— Ana Moran, mayor of Lorne")) == []


def test_an_interview_whose_layout_names_nobody() -> None:
    asked = ("Why did you leave?", "Will you come back?", "What do you read?")
    found = report("Ana Moran ran the port.", *(p for ask in asked for p in (ask, "I will tell that later.")))
    questions, answers = find_interview(found)
    assert [q.of(found.text) for q in questions] == list(asked)
    assert {a.of(found.text) for a in answers} == {"I will tell that later."}
    assert find_interview(report("Why?", "It rained.", "Will it rain?", "Nobody knows.")) == ([], [])


def test_a_label_with_a_single_letter() -> None:
    assert told(report("HOST: Yes?", "GENERAL ANA B MORAN: No.")) == [("HOST", "Yes?"), ("GENERAL ANA B MORAN", "No.")]
