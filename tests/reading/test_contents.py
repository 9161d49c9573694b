"""Where what is said begins and ends."""

from trees import report, said, span, tree

from dateline.reading import contents
from dateline.reading.encoder import Attribution
from dateline.reading.segment import quotations
from dateline.text import Span


def words(text: str, one: Attribution) -> list[str]:
    return [c.of(text) for c in one.content]


def test_a_clause_ends_before_what_the_speaker_adds() -> None:
    text = "Ana said the pipe had burst but added that it was old."
    syntax = tree(
        text, ("Ana", "said", "nsubj"), ("burst", "said", "ccomp"), ("added", "said", "conj"), ("but", "added", "cc"),
        ("that", "old", "mark"), ("it", "old", "nsubj"), ("was", "old", "cop"), ("old", "added", "ccomp"),
    )  # fmt: skip
    one = said(text, "Ana", "said", "the pipe had burst but added that it was old")
    first, second = contents.parted(text, syntax, one, [one])
    assert (words(text, first), words(text, second)) == (["the pipe had burst"], ["that it was old"])
    assert (second.by, second.source) == ("rule:goes-on", one.source)
    taken = said(text, "Ana", "added", "that it was old")
    assert contents.parted(text, syntax, one, [one, taken]) == (first,)


def test_a_clause_ends_before_what_another_says() -> None:
    text = "Ana said twenty people had died while the ministry says they were ten."
    syntax = tree(
        text, ("Ana", "said", "nsubj"), ("died", "said", "ccomp"), ("says", "died", "advcl"), ("while", "says", "mark"),
        ("ministry", "says", "nsubj"), ("the", "ministry", "det"),
    )  # fmt: skip
    one = said(text, "Ana", "said", "twenty people had died while the ministry says they were ten")
    first, second = contents.parted(text, syntax, one, [one])
    assert words(text, first) == ["twenty people had died"]
    assert second.source == span(text, "the ministry")


def test_what_is_quoted_is_not_parted() -> None:
    text = "Ana said “it burst and Ivo said that it was old.”"
    syntax = tree(text, ("Ana", "said", "nsubj"), ("said2", "said", "conj"))
    one = said(text, "Ana", "said", "“it burst and Ivo said that it was old.”")
    assert contents.parted(text, syntax, one, [one]) == (one,)


def test_to_whom_it_is_said_stands_before_the_clause() -> None:
    text = "The school told parents that the cases were few."
    syntax = tree(
        text, ("school", "told", "nsubj"), ("parents", "told", "obj"), ("few", "told", "ccomp"), ("that", "few", "mark")
    )
    one = said(text, "The school", "told", "parents that the cases were few")
    assert words(text, contents.led(text, syntax, one)) == ["that the cases were few"]


def test_a_subject_before_that_is_no_addressee() -> None:
    text = "Ana said news that it rained was false."
    syntax = tree(
        text, ("Ana", "said", "nsubj"), ("news", "false", "nsubj"), ("rained", "news", "acl"),
        ("that", "rained", "mark"), ("false", "said", "ccomp"),
    )  # fmt: skip
    one = said(text, "Ana", "said", "news that it rained was false")
    assert contents.led(text, syntax, one) == one


def test_words_of_another_sentence_are_nobodys() -> None:
    text = "The rule is old. Experts said that it helps. It bars cars."
    one = said(text, "Experts", "said", "that it helps", "It bars cars")
    assert words(text, contents.near(text, one)) == ["that it helps"]


def test_a_quotation_is_taken_from_its_beginning() -> None:
    text = "“It is sad. We go on,” Ana said."
    one = said(text, "Ana", "said", "We go on,”")
    regions = quotations(text, Span(0, len(text)))
    assert words(text, contents.whole(one, [one], regions)) == ["“It is sad. We go on,”"]


def test_a_content_is_cut_where_paragraphs_end() -> None:
    read = report("Ana said it rained.", "It was May.")
    one = said(read.text, "Ana", "said", read.text[9:])
    assert [s.of(read.text) for s in contents.by_blocks(read, one)] == ["it rained.", "It was May."]


def test_a_quotation_stands_without_the_sentence_before_it() -> None:
    text = "They wept. “We go on,” Ana said."
    apart, joined = (
        said(text, "Ana", "said", "They wept.", "“We go on,”"),
        said(text, "Ana", "said", "They wept. “We go on,”"),
    )
    assert words(text, contents.near(text, apart)) == ["“We go on,”"]
    assert words(text, contents.near(text, joined)) == ["“We go on,”"]


def test_the_reporters_sentence_behind_a_quotation_is_not_said() -> None:
    text = "Ana said: “Get a dose now.” Doctors agree with her."
    one = said(text, "Ana", "said", "“Get a dose now.” Doctors agree with her")
    assert words(text, contents.closed(text, one)) == ["“Get a dose now.”"]


def test_a_word_that_only_points_is_no_content() -> None:
    text = "a claim, which Norland denies"
    assert contents.bare(text, said(text, "Norland", "denies", "which"))


def test_loose_words_of_a_quotation_are_whoevers_it_is() -> None:
    text = "“It froze. We left,” Ana said."
    one = said(text, "Ana", "said", "We left,”")
    loose = Attribution(source=None, cue=None, content=(span(text, "“It froze."),), score=0.4)
    regions = quotations(text, Span(0, len(text)))
    whole = contents.whole(one, [one, loose], regions)
    assert words(text, whole) == ["“It froze. We left,”"]
    assert contents.taken_up([whole, loose]) == (whole,)
