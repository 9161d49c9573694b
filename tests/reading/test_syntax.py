"""What hangs on what."""

import pytest
from trees import span, tree

from dateline.reading.syntax import Syntax

TEXT = "The old mayor of Hillport told Ana Moran that rain fell."
TREE = tree(
    TEXT,
    ("The", "mayor", "det"), ("old", "mayor", "amod"), ("mayor", "told", "nsubj"), ("of", "Hillport", "case"),
    ("Hillport", "mayor", "nmod"), ("Ana", "told", "obj"), ("Moran", "Ana", "flat"), ("that", "fell", "mark"),
    ("rain", "fell", "nsubj"), ("fell", "told", "ccomp"),
)  # fmt: skip


def number(word: str) -> int:
    found = TREE.word(span(TEXT, word))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("word", "phrase"),
    [("mayor", "The old mayor"), ("Ana", "Ana Moran"), ("Hillport", "Hillport"), ("rain", "rain"), ("fell", "fell")],
)
def test_a_phrase_is_the_word_with_what_modifies_it(word: str, phrase: str) -> None:
    assert TREE.phrase(number(word)).of(TEXT) == phrase


@pytest.mark.parametrize(
    ("words", "top"), [("The old mayor of Hillport", "mayor"), ("Ana Moran", "Ana"), ("that rain fell", "fell")]
)
def test_the_top_of_a_span_is_what_the_rest_hangs_on(words: str, top: str) -> None:
    assert TREE.top(span(TEXT, words)) == number(top)


def test_subjects_children_and_what_is_above() -> None:
    told = number("told")
    assert TREE.subject(told) == number("mayor")
    assert TREE.subject(number("mayor")) is None
    assert TREE.children(told) == [number("mayor"), number("Ana"), number("fell")]
    assert list(TREE.above(number("rain"))) == [number("fell"), told]
    assert TREE.word(span(TEXT, " ", 1)) is None


def test_heads_that_run_in_a_circle_end() -> None:
    circle = tree("a b", ("a", "b", "dep"), ("b", "a", "dep"))
    assert len(list(circle.above(0))) < 100


def test_trees_are_equal_where_they_say_the_same() -> None:
    assert tree("a b", ("a", "b", "det")) == tree("a b", ("a", "b", "det"))
    assert tree("a b", ("a", "b", "det")) != tree("a b", ("a", "b", "amod"))
    assert Syntax() == Syntax()
    assert Syntax() != "a"
    assert Syntax().word(span("a", "a")) is None
