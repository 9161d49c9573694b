"""Names that the model labels beside those that rules find."""

from trees import report, span

from dateline.reading.encoder import ScoredSpan
from dateline.reading.found import Found, mention
from dateline.reading.lexicon import Lexicon
from dateline.reading.mentions import add_labelled, find_mentions, widen_described
from dateline.record import MentionKind


def labelled(text: str, words: str, kind: MentionKind = "person", score: float = 0.9) -> ScoredSpan:
    return ScoredSpan(span=span(text, words), kind=kind, score=score)


def by_rule(text: str, words: str, kind: MentionKind, rule: str) -> Found:
    made = Found()
    made.mentions.append(mention(span(text, words), kind, "name", made.chain(words), f"rule:{rule}"))
    return made


def test_a_name_by_its_place_begins_where_the_models_does_and_keeps_its_office() -> None:
    text = "Secretary of Health Ana Moran left."
    made = by_rule(text, "Health Ana Moran", "person", "introduced-name")
    made.offices.append((span(text, "Secretary"), span(text, "Health Ana Moran")))
    add_labelled(text, made, [labelled(text, "Ana Moran")])
    assert [m.span.of(text) for m in made.mentions] == ["Ana Moran"]
    assert made.offices == [(span(text, "Secretary"), span(text, "Ana Moran"))]


def test_a_word_of_bodies_in_somebodys_name() -> None:
    text = "Sharon Street left."
    made = by_rule(text, "Sharon Street", "organisation", "organisation-head")
    add_labelled(text, made, [labelled(text, "Sharon Street")])
    assert made.mentions[0].kind == "person"
    other = "Primary Industries Minister Ana Moran left."
    found = by_rule(other, "Primary Industries Minister Ana Moran", "organisation", "organisation-head")
    add_labelled(other, found, [labelled(other, "Ana Moran")])
    assert [(m.span.of(other), m.kind) for m in found.mentions] == [("Ana Moran", "person")]


def test_what_begins_with_a_name_and_ends_with_a_word_is_a_description() -> None:
    text = "WHO spokesman Ana left."
    made = Found()
    add_labelled(text, made, [labelled(text, "WHO spokesman"), labelled(text, "Ana")])
    assert [(m.span.of(text), m.form) for m in made.mentions] == [("WHO spokesman", "nominal"), ("Ana", "name")]


def test_a_description_is_as_wide_as_the_model_sees_it() -> None:
    text = "the prime minister left."
    made = Found()
    made.mentions.append(mention(span(text, "minister"), "person", "nominal", 0, "rule:nominal"))
    widen_described(made, [labelled(text, "the prime minister")])
    assert (made.mentions[0].span.of(text), made.mentions[0].head.of(text)) == ("the prime minister", "minister")


def test_a_cousin_has_the_surname_and_another_name() -> None:
    read = report("President Yulia Prell rang her cousin Viktoria Prell. Prell wept.")
    names = [m.span.of(read.text) for m in find_mentions(read, Lexicon.load()).mentions if m.by == "rule:surname"]
    assert names == ["Prell"]


def test_a_bodys_name_is_as_long_as_the_models() -> None:
    text = "Norland’s Ministry of Health left."
    made = by_rule(text, "Norland", "place", "place")
    ministry = span(text, "Ministry")
    made.mentions.append(mention(ministry, "organisation", "nominal", made.chain(ministry), "rule:nominal"))
    add_labelled(text, made, [labelled(text, "Norland’s Ministry of Health", "organisation")])
    assert [(m.span.of(text), m.form) for m in made.mentions] == [("Norland", "name"), ("Ministry of Health", "name")]
    text = "Reporters Without Borders left."
    made = by_rule(text, "Reporters", "group", "nominal")
    add_labelled(text, made, [labelled(text, "Reporters Without Borders", "organisation")])
    assert [m.span.of(text) for m in made.mentions] == ["Reporters Without Borders"]
