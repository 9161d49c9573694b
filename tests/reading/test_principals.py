"""For whom one speaks."""

import pytest
from trees import report, span, tree

from dateline.reading.found import Found, mention
from dateline.reading.principals import owners, principals
from dateline.reading.words import word_list
from dateline.record import MentionForm, MentionKind


def found(text: str, *given: tuple[str, MentionKind, MentionForm]) -> Found:
    made = Found()
    for words, kind, form in given:
        made.mentions.append(mention(span(text, words), kind, form, made.chain(words), "test"))
    return made


@pytest.mark.parametrize("row", word_list("speaks_for"), ids=lambda r: r["word"])
def test_every_word_for_one_who_speaks_for_a_body(row: dict[str, str]) -> None:
    text = f"The union’s {row['word']} left."
    made = found(text, ("union", "organisation", "nominal"), (row["word"], "person", "nominal"))
    syntax = tree(text, ("union", row["word"].split("-")[0], "nmod:poss"))
    made.mentions[1] = mention(span(text, row["word"].split("-")[0]), "person", "nominal", 1, "test")
    if "-" not in row["word"]:
        assert principals(text, made, syntax) == {1: 0}


def test_the_president_of_a_state_is_more_than_its_voice() -> None:
    text = "Norland’s president left."
    made = found(text, ("Norland", "place", "name"), ("president", "person", "nominal"))
    assert principals(text, made, tree(text, ("Norland", "president", "nmod:poss"))) == {}


@pytest.mark.parametrize("row", word_list("leading"), ids=lambda r: r["lemma"])
def test_every_verb_of_leading(row: dict[str, str]) -> None:
    verb = row["forms"].split(";")[1]
    text = f"Ana Moran, who {verb} the union, left."
    made = found(text, ("Ana Moran", "person", "name"), ("union", "organisation", "nominal"))
    syntax = tree(text, (verb, "Ana", "acl:relcl"), ("who", verb, "nsubj"), ("union", verb, "obj"))
    assert principals(text, made, syntax) == {0: 1}


def test_an_office_before_a_name() -> None:
    text = "Union president Ana Moran left."
    made = found(text, ("Union", "organisation", "name"), ("Ana Moran", "person", "name"))
    made.offices.append((span(text, "president"), span(text, "Ana Moran")))
    syntax = tree(text, ("Union", "president", "compound"), ("president", "Ana", "compound"))
    assert principals(text, made, syntax) == {1: 0}


def test_a_bulletin_of_a_body() -> None:
    text = "The bulletin of the mission says so."
    made = found(text, ("bulletin", "thing", "nominal"), ("mission", "organisation", "nominal"))
    syntax = tree(text, ("mission", "bulletin", "nmod"), ("of", "mission", "case"))
    assert principals(text, made, syntax) == {0: 1}


def test_an_owner_that_nothing_has_found() -> None:
    text = "The coalition’s spokesman left."
    made = found(text, ("spokesman", "person", "nominal"))
    syntax = tree(text, ("coalition", "spokesman", "nmod:poss"), ("The", "coalition", "det"))
    (owner,) = owners(report(text).text, made, syntax)
    assert owner.span.of(text) == "The coalition"
