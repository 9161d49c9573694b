"""Which mention a source is."""

import pytest
from trees import span

from dateline.reading.encoder import Attribution, Seen
from dateline.reading.found import Found, mention
from dateline.reading.naming import join_appositions, join_names, name_behind
from dateline.reading.sourced import sources, speaker_of
from dateline.reading.syntax import Syntax
from dateline.record import MentionForm, MentionKind

Told = tuple[str, MentionKind, MentionForm]


def found(text: str, *given: Told) -> Found:
    made = Found()
    for words, kind, form in given:
        made.mentions.append(mention(span(text, words), kind, form, made.chain(words), "test"))
    return made


@pytest.mark.parametrize(
    ("source", "first", "name"),
    [
        ("the car maker Norla", ("car maker", "organisation", "nominal"), ("Norla", "organisation", "name")),
        ("Another bank, Norla (NB)", ("Another bank", "person", "nominal"), ("Norla", "organisation", "name")),
        ("Port Secretary, Ana Moran", ("Port Secretary", "person", "name"), ("Ana Moran", "person", "name")),
        ("head of health for Kent, Dr. Ana Moran", ("head", "person", "nominal"), ("Ana Moran", "person", "name")),
        ("Norla CEO, Ana Moran", ("Norla CEO", "person", "name"), ("Ana Moran", "person", "name")),
    ],
)  # fmt: skip
def test_a_description_and_the_name_behind_it(source: str, first: Told, name: Told) -> None:
    text = f"{source} said it rained."
    made = found(text, first, name)
    assert name_behind(text, made, span(text, source), 0) == 1
    one = Attribution(
        source=span(text, source), head=made.mentions[0].head, cue=span(text, "said"),
        content=(span(text, "it rained"),), score=0.9,
    )  # fmt: skip
    assert speaker_of(text, made, one) == 1
    if first[2] == "nominal":
        join_appositions(text, made, Syntax(), [span(text, source)])
        assert made.mentions[0].chain == made.mentions[1].chain


@pytest.mark.parametrize(
    ("source", "first", "name"),
    [
        ("A spokesman for Mr Moran", ("A spokesman", "person", "nominal"), ("Moran", "person", "name")),
        ("economists at Norla Bank", ("economists", "group", "nominal"), ("Norla Bank", "organisation", "name")),
        ("the lawyer of Ana Moran", ("the lawyer", "person", "nominal"), ("Ana Moran", "person", "name")),
        ("Ana Moran, a friend of Ivo Hale", ("Ana Moran", "person", "name"), ("Ivo Hale", "person", "name")),
    ],
)
def test_whom_one_belongs_to_is_not_who_speaks(source: str, first: Told, name: Told) -> None:
    text = f"{source} said it rained."
    assert name_behind(text, found(text, first, name), span(text, source), 0) is None


def test_a_name_that_nothing_has_found() -> None:
    text = "The news agency Alba said it rained."
    made = found(text, ("agency", "organisation", "nominal"))
    one = Attribution(
        source=span(text, "The news agency Alba"), head=span(text, "agency"), cue=span(text, "said"),
        content=(span(text, "it rained"),), score=0.9,
    )  # fmt: skip
    (named,) = sources(text, made, Seen(attributions=(one,)))
    assert (named.span.of(text), named.kind, named.form) == ("Alba", "organisation", "name")


@pytest.mark.parametrize(
    ("first", "again", "same"),
    [
        ("K. C. Maurer", "Mauer", True),
        ("Kristin Wilkins", "Kristen Wilkins", True),
        ("Ana Moran", "Ana Morris", False),
        ("Ana Bush", "Busch", False),
        ("Ivo Hale", "Ana Hale", False),
    ],
)
def test_a_misspelt_name_is_the_same_persons(first: str, again: str, same: bool) -> None:
    text = f"{first} left. It froze, said {again}."
    made = found(text, (first, "person", "name"), (again, "person", "name"))
    join_names(text, made)
    assert (made.mentions[0].chain == made.mentions[1].chain) == same
