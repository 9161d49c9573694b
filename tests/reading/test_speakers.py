"""What kind of source speaks, whose "we" it is, and for whom one speaks."""

from dataclasses import replace
from typing import Any

from trees import report, span, tree

from dateline.reading.attributed import grounded
from dateline.reading.certainty import FEATURES, features, settle, sure, weights
from dateline.reading.found import Found, mention
from dateline.reading.speakers import join_speakers, settle_speakers
from dateline.reading.syntax import Syntax
from dateline.record import MentionForm, MentionKind, SpeakerKind, Statement
from dateline.text import Span


def statement(text: str, speaker: int | None, content: str, kind: SpeakerKind = "described", **more: Any) -> Statement:
    given = {"manner": "indirect", "by": "model", "score": 0.8, **more}
    place = span(text, content)
    return Statement(span=place, speaker=speaker, speaker_kind=kind, content=(place,), **given)


def found(text: str, *given: tuple[str, MentionKind, MentionForm, int]) -> Found:
    """Mentions with the numbers of their chains."""
    made = Found()
    for words, kind, form, chain in given:
        place = span(text, words)
        made.mentions.append(mention(place, kind, form, chain, "test"))
    return made


def test_who_has_a_name_somewhere_is_named() -> None:
    text = "The envoy left. Ivo Prell said it rained."
    made = found(text, ("The envoy", "person", "nominal", 0), ("Ivo Prell", "person", "name", 0))
    (one,) = settle_speakers(report(text), made, Syntax(), [statement(text, 0, "it rained")])
    assert one.speaker_kind == "named"


def test_a_pronoun_has_the_kind_of_what_it_stands_for() -> None:
    text = "Two aides said it rained. They added it froze."
    made = found(text, ("Two aides", "group", "nominal", 0), ("They", "group", "pronoun", 0))
    first = statement(text, 0, "it rained", "anonymous")
    _, second = settle_speakers(report(text), made, Syntax(), [first, statement(text, 1, "it froze", "named")])
    assert second.speaker_kind == "anonymous"


def test_a_place_that_speaks_is_a_seat() -> None:
    text = "Norland said it rained."
    made = found(text, ("Norland", "place", "name", 0))
    (one,) = settle_speakers(report(text), made, Syntax(), [statement(text, 0, "it rained", "collective")])
    assert one.speaker_kind == "seat"


def test_whom_a_spokesman_speaks_for() -> None:
    text = "The ministry’s spokesman left. He said it rained."
    syntax = tree(text, ("ministry", "spokesman", "nmod:poss"))
    spokesman: tuple[str, MentionKind, MentionForm, int] = ("spokesman", "person", "nominal", 0)
    made = found(text, ("ministry", "organisation", "nominal", 1), spokesman, ("He", "person", "pronoun", 0))
    (one,) = settle_speakers(report(text), made, syntax, [statement(text, 2, "it rained")])
    assert one.on_behalf_of == 0


def test_i_is_whoever_speaks() -> None:
    text = "Ivo said: “I fear we lost my keys.”"
    made = found(
        text, ("Ivo", "person", "name", 0), ("I", "person", "pronoun", 1), ("we", "group", "pronoun", 2),
        ("my", "person", "pronoun", 3),
    )  # fmt: skip
    made.mentions[1] = replace(made.mentions[1], span=span(text, "I", 2), head=span(text, "I", 2))
    made.state_of[0] = 7
    words = "“I fear we lost my keys.”"
    quoted = (span(text, "I fear we lost my keys"),)
    join_speakers(report(text), made, (statement(text, 0, words, manner="direct", quoted=quoted),))
    assert [m.chain for m in made.mentions] == [0, 0, 7, 0]


def test_we_told_by_another_without_marks_is_whoever_tells_it() -> None:
    text = "Ana said: We think it rained."
    made = found(text, ("Ana", "person", "name", 0), ("We", "group", "pronoun", 1))
    outer = statement(text, 0, "We think it rained", "named")
    inner = replace(statement(text, 1, "it rained", "described"), within=0)
    join_speakers(report(text), made, (outer, inner))
    assert made.mentions[1].chain == 0


def test_scores_lie_between_nothing_and_certainty_and_rise_with_the_models() -> None:
    text = "Ivo said it rained."
    low, high = (statement(text, 0, "it rained", cue=(span(text, "said"),), score=s) for s in (0.2, 0.99))
    assert len(features(report(text), low, False)) == len(FEATURES) == len(weights())
    a, b = settle(report(text), [low, high], [False])
    assert 0 < a.score < b.score < 1


def test_what_is_unsure_is_left_out_and_what_it_reports_moves_up() -> None:
    text = "Ivo said Ana said it rained."
    outer, unsure, inner = (
        statement(text, None, words, score=score, within=within)
        for words, score, within in (("Ana said it rained", 0.9, None), ("it rained", 0.1, 0), ("it rained", 0.8, 1))
    )
    assert sure((outer, unsure, inner)) == (outer, replace(inner, within=0))
    assert sure((unsure, replace(inner, within=0))) == (replace(inner, within=None),)


def test_what_holds_each_other_is_grounded() -> None:
    text = "Ivo said Ana said it rained."
    one, other, third = (statement(text, None, "it rained", within=n) for n in (1, 0, 1))
    assert [s.within for s in grounded([one, other, third])] == [None, 0, 1]
    assert [s.within for s in grounded([replace(one, within=0)])] == [None]


def test_whom_a_document_speaks_for() -> None:
    text = "The ministry’s note says it rained. The Norland note says so too."
    syntax = tree(text, ("ministry", "note", "nmod:poss"), ("Norland", "note2", "compound"))
    made = found(text, ("ministry", "organisation", "nominal", 1), ("note", "thing", "nominal", 0))
    (one,) = settle_speakers(report(text), made, syntax, [statement(text, 1, "it rained", "collective")])
    assert (one.on_behalf_of, one.speaker_kind) == (0, "document")


def test_where_an_official_is_from_is_no_principal() -> None:
    text = "The Norland spokesman said it rained."
    syntax = tree(text, ("Norland", "spokesman", "amod"))
    made = found(text, ("Norland", "place", "name", 1), ("spokesman", "person", "nominal", 0))
    assert settle_speakers(report(text), made, syntax, [statement(text, 1, "it rained")])[0].on_behalf_of is None


def test_kinds_by_the_words_of_a_speaker() -> None:
    for words, kind in (
        ("Harbour Post", "outlet"),
        ("RADIO HARBOUR", "outlet"),
        ("palace", "seat"),
        ("Dockers", "collective"),
    ):
        text = f"{words} said it rained."
        form: MentionForm = "name" if words[0].isupper() else "nominal"
        made = found(text, (words, "organisation", form, 0))
        (one,) = settle_speakers(report(text), made, Syntax(), [statement(text, 0, "it rained", "named")])
        assert one.speaker_kind == kind, words
    text = "the firm said it rained."
    made = found(text, ("the firm", "organisation", "nominal", 0))
    (one,) = settle_speakers(report(text), made, Syntax(), [statement(text, 0, "it rained", "described")])
    assert one.speaker_kind == "collective"


def test_an_i_outside_quotations_has_its_voice() -> None:
    read = report("I am old.", "Miss Moran?", "I wept. “I left,” Ivo said.")
    made = Found()
    for number, place in enumerate(
        (span(read.text, "I"), span(read.text, "Moran"), span(read.text, "I wept"), span(read.text, "I left"))
    ):
        one = mention(
            Span(place.start, place.start + 1) if number != 1 else place,
            "person",
            "name" if number == 1 else "pronoun",
            number,
            "test",
        )
        made.mentions.append(one)
    join_speakers(read, made, ())
    assert [m.chain for m in made.mentions] == [0, 1, 1, 3]
