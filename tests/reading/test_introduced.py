"""Quotations that stand beside the words of who says them."""

import pytest
from trees import report, span, tree

from dateline.reading.encoder import Attribution
from dateline.reading.introduced import by_place
from dateline.reading.syntax import Syntax
from dateline.reading.words import word_list


def attribution(text: str, source: str, cue: str, *content: str, **more: object) -> Attribution:
    given = {"score": 0.9, "verb": span(text, cue) if cue else None, **more}
    return Attribution(
        source=span(text, source) if source else None,
        head=span(text, source.split(" ")[-1]) if source else None,
        cue=span(text, cue) if cue else None,
        content=tuple(span(text, c) for c in content),
        **given,  # type: ignore[arg-type]
    )


def told(text: str, found: tuple[Attribution, ...]) -> list[tuple[str, str, list[str]]]:
    return [
        (a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "", [c.of(text) for c in a.content])
        for a in found
    ]


def test_a_colon_introduces_what_nobody_says() -> None:
    read = report("Ana Moran made a remark:", "“The port will open in May.”")
    text = read.text
    syntax = tree(text, ("Ana", "made", "nsubj"), ("Moran", "Ana", "flat"), ("remark", "made", "obj"))
    found = by_place(read, syntax, [attribution(text, "", "", "“The port will open in May.”")])
    assert told(text, found) == [("Ana Moran", "made", ["“The port will open in May.”"])]
    assert found[0].by == "rule:colon"


def test_a_colon_takes_a_quotation_from_a_later_cue() -> None:
    text = "Ivo gave his answer: “No.” Then Ana said, “Fine.”"
    syntax = tree(text, ("Ivo", "gave", "nsubj"), ("answer", "gave", "obj"), ("Ana", "said", "nsubj"))
    found = by_place(report(text), syntax, [attribution(text, "Ana", "said", "“No.”", "“Fine.”")])
    assert told(text, found) == [("Ivo", "gave", ["“No.”"]), ("Ana", "said", ["“Fine.”"])]


def test_a_colon_before_its_own_cue_changes_nothing() -> None:
    text = "Ana Moran said this: “The port will open.”"
    one = attribution(text, "Ana Moran", "said", "“The port will open.”")
    assert by_place(report(text), tree(text), [one]) == (one,)


def test_a_participle_beside_a_quotation() -> None:
    text = "The film shows Moran asking in May, “Why not?” It ends there."
    syntax = tree(text, ("Moran", "shows", "obj"), ("asking", "Moran", "acl"), ("film", "shows", "nsubj"))
    one = attribution(text, "The film", "shows", "Moran asking in May, “Why not?”")
    assert told(text, by_place(report(text), syntax, [one])) == [("Moran", "asking", ["“Why not?”"])]


def test_as_a_paper_put_it() -> None:
    text = "He is, as the Post put it in May, “the operator.”"
    one = attribution(text, "the Post", "put", "it in May, “the operator.”")
    assert told(text, by_place(report(text), Syntax(), [one])) == [("the Post", "put", ["“the operator.”"])]


def test_an_outlet_and_whom_it_cites() -> None:
    text = "The Courier reported, citing two aides, that Moran had left."
    syntax = tree(text, ("Courier", "reported", "nsubj"), ("The", "Courier", "det"), ("aides", "citing", "obj"))
    one = attribution(text, "The Courier", "citing", "two aides, that Moran had left")
    assert told(text, by_place(report(text), syntax, [one])) == [
        ("The Courier", "reported", ["that Moran had left"]),
        ("two aides", "citing", ["that Moran had left"]),
    ]


def test_an_outlet_and_whom_it_cites_where_the_model_sees_them() -> None:
    text = "The Courier reported, citing two aides, that Moran had left."
    syntax = tree(
        text,
        ("Courier", "reported", "nsubj"),
        ("The", "Courier", "det"),
        ("aides", "citing", "obj"),
        ("citing", "reported", "advcl"),
        (",", "reported", "punct"),
    )
    cited = attribution(text, "two aides", "citing", "that Moran had left")
    assert [a.source for a in by_place(report(text), syntax, [cited])] == [
        span(text, "The Courier"),
        span(text, "two aides"),
    ]
    assert by_place(report(text), Syntax(), [cited]) == (cited,)


def test_a_quotation_with_a_cue_of_its_own_in_its_paragraph() -> None:
    read = report("Ana called it “a mess.”", "“We go on,” Ivo said.")
    text = read.text
    one = attribution(text, "Ana", "called", "“a mess.”", "“We go on,”")
    found = by_place(read, Syntax(), [one])
    assert told(text, found) == [("Ana", "called", ["“a mess.”"]), ("", "", ["“We go on,”"])]


def test_a_quotation_goes_on_after_its_cue() -> None:
    read = report("“No,” Ana said. “Never.”", "It rained, officials said.")
    text = read.text
    first = attribution(text, "Ana", "said", "“No,”")
    second = Attribution(
        source=span(text, "officials"), cue=span(text, "said", 2), verb=span(text, "said", 2),
        content=(span(text, "“Never.”"), span(text, "It rained")), score=0.9,
    )  # fmt: skip
    found = told(text, by_place(read, Syntax(), [first, second]))
    assert found == [("Ana", "said", ["“No,”", "“Never.”"]), ("officials", "said", ["It rained"])]


def test_a_quotation_that_nobody_says_goes_on_after_one() -> None:
    read = report("“No,” Ana said. “Never.”")
    found = [attribution(read.text, "Ana", "said", "“No,”"), attribution(read.text, "", "", "“Never.”")]
    assert told(read.text, by_place(read, Syntax(), found)) == [("Ana", "said", ["“No,”", "“Never.”"])]


def test_a_quotation_over_two_paragraphs_is_the_later_speakers() -> None:
    read = report("Hale said it had worked. “We moved them.", "“We will go on,” she told us.")
    text = read.text
    first = attribution(text, "Hale", "said", "it had worked", "“We moved them")
    second = attribution(text, "she", "told", "“We will go on,”")
    assert told(text, by_place(read, Syntax(), [first, second])) == [
        ("Hale", "said", ["it had worked"]),
        ("she", "told", ["“We moved them", "“We will go on,”"]),
    ]


def test_a_quotation_over_two_paragraphs_with_one_cue() -> None:
    read = report("Hale said: “We moved them.", "“We will go on.”")
    text = read.text
    first = attribution(text, "Hale", "said", "“We moved them")
    found = by_place(read, Syntax(), [first, attribution(text, "", "", "“We will go on.”")])
    assert told(text, found) == [("Hale", "said", ["“We moved them", "“We will go on.”"])]


def test_what_is_shown_of_somebody_is_theirs() -> None:
    text = "The spot ends with footage of Moran saying, “I gave nothing.”"
    syntax = tree(text, ("Moran", "footage", "nmod"), ("of", "Moran", "case"), ("saying", "footage", "acl"))
    one = attribution(text, "footage", "saying", "“I gave nothing.”")
    assert told(text, by_place(report(text), syntax, [one])) == [("Moran", "saying", ["“I gave nothing.”"])]


@pytest.mark.parametrize("row", word_list("depictions"), ids=lambda r: r["word"])
def test_every_depiction_with_its_example(row: dict[str, str]) -> None:
    who, cue = row["example"].split(" ")[-2:]
    text = f"It was {row['example']}, “No.”"
    syntax = tree(text, (who, row["word"], "nmod"), ("of", who, "case"))
    one = attribution(text, row["word"], cue, "“No.”")
    assert told(text, by_place(report(text), syntax, [one])) == [(who, cue, ["“No.”"])]


def test_a_participle_with_a_subject_of_its_own() -> None:
    text = "The film ends with footage of Moran asking in May, “Why not?” when Ivo blasted him."
    syntax = tree(text, ("Moran", "asking", "nsubj"), ("asking", "footage", "acl"), ("footage", "ends", "obl"))
    one = attribution(text, "Ivo", "blasted", "“Why not?”", "him")
    assert told(text, by_place(report(text), syntax, [one]))[0] == ("Moran", "asking", ["“Why not?”"])


def test_what_a_quotation_is_about_is_no_part_of_it() -> None:
    text = "“It is over,” she said of the long vote. “In my head.”"
    one = attribution(text, "she", "said", "“It is over,”", "the long vote", "“In my head.”")
    assert told(text, by_place(report(text), Syntax(), [one])) == [("she", "said", ["“It is over,”", "“In my head.”"])]


def test_a_participle_after_a_comma_goes_on_with_the_main_clause() -> None:
    text = "Moran paid a clerk who had left early, saying, “He was slow.”"
    syntax = tree(
        text, ("Moran", "paid", "nsubj"), ("clerk", "paid", "obj"), ("who", "left", "nsubj"),
        ("left", "clerk", "acl:relcl"), ("saying", "left", "advcl"),
    )  # fmt: skip
    one = attribution(text, "who", "saying", "“He was slow.”")
    assert told(text, by_place(report(text), syntax, [one])) == [("Moran", "saying", ["“He was slow.”"])]
    beside = text.replace("who had", ", who had")
    assert by_place(report(beside), syntax, [kept := attribution(beside, "who", "saying", "“He was slow.”")]) == (kept,)


def test_a_participle_after_a_parenthesis() -> None:
    text = "Protesters walked round the hall - where the Hawks play - while chanting, “Hands up.”"
    syntax = tree(
        text, ("Protesters", "walked", "nsubj"), ("hall", "walked", "obl"), ("play", "hall", "acl:relcl"),
        ("Hawks", "play", "nsubj"), ("the", "Hawks", "det"), ("chanting", "play", "advcl"),
    )  # fmt: skip
    one = attribution(text, "the Hawks", "chanting", "“Hands up.”")
    assert told(text, by_place(report(text), syntax, [one])) == [("Protesters", "chanting", ["“Hands up.”"])]


def test_a_quotation_in_other_marks_goes_on_with_nothing() -> None:
    read = report('"The hall was dark. It was hers.', "“Never,” Ana said.")
    one = attribution(read.text, "", "", '"The hall was dark. It was hers')
    other = attribution(read.text, "Ana", "said", "“Never,”")
    assert told(read.text, by_place(read, Syntax(), [one, other]))[1] == ("Ana", "said", ["“Never,”"])


def test_a_clause_ends_with_its_sentence() -> None:
    text = "Ana said it was “over.” The hall emptied."
    one = attribution(text, "Ana", "said", "it was “over.” The hall emptied")
    assert told(text, by_place(report(text), Syntax(), [one])) == [("Ana", "said", ["it was “over.”"])]
    quoted = "Ana said it was “over.” “Go home.”"
    whole = attribution(quoted, "Ana", "said", "it was “over.” “Go home.”")
    assert by_place(report(quoted), Syntax(), [whole]) == (whole,)


def test_words_without_marks_in_another_sentence_are_nobodys() -> None:
    text = "“It is over,” she said in May. “Go home.” The hall emptied."
    one = attribution(text, "she", "said", "“It is over,”", "“Go home.”", "The hall emptied")
    assert told(text, by_place(report(text), Syntax(), [one])) == [("she", "said", ["“It is over,”", "“Go home.”"])]


def test_a_cue_that_goes_on_has_the_subject_of_its_sentence() -> None:
    text = "“No,” Ana said, going on to say that it rained."
    syntax = tree(text, ("Ana", "said", "nsubj"), ("going", "said", "advcl"), ("say", "going", "xcomp"))
    one = attribution(text, "", "say", "that it rained")
    assert told(text, by_place(report(text), syntax, [one])) == [("Ana", "say", ["that it rained"])]
    passive = tree(text, ("Ana", "said", "nsubj:pass"), ("going", "said", "advcl"), ("say", "going", "xcomp"))
    assert by_place(report(text), passive, [one]) == (one,)


def test_a_source_that_only_modifies_is_its_nouns() -> None:
    text = "Norland envoy Moran said it rained. Norland claims that it froze."
    syntax = tree(
        text, ("Norland", "envoy", "compound"), ("envoy", "Moran", "compound"), ("Moran", "said", "nsubj"),
        ("Norland2", "claims", "compound"),
    )  # fmt: skip
    one = attribution(text, "Norland", "said", "it rained")
    assert told(text, by_place(report(text), syntax, [one])) == [("Norland envoy Moran", "said", ["it rained"])]
    place = span(text, "Norland", 2)
    cue = Attribution(
        source=place, head=place, cue=span(text, "claims"), content=(span(text, "that it froze"),), score=0.9
    )
    assert by_place(report(text), syntax, [cue]) == (cue,)


def test_a_quotation_after_a_colon_that_no_saying_touches() -> None:
    text = "The gap is shown by this finding: “Ten firms paid no tax in May.”"
    syntax = tree(
        text, ("gap", "shown", "nsubj:pass"), ("finding", "shown", "obl:agent"), ("by", "finding", "case"),
        ("this", "finding", "det"),
    )  # fmt: skip
    assert told(text, by_place(report(text), syntax, [])) == [
        ("this finding", "finding", ["“Ten firms paid no tax in May.”"])
    ]
    short = "Moran sang an old song: “The Port.”"
    assert by_place(report(short), tree(short, ("Moran", "sang", "nsubj")), []) == ()


def test_a_paper_that_quotes_somebody_is_what_the_words_came_through() -> None:
    text = "The Post quoted a guard as saying that it rained."
    syntax = tree(text, ("Post", "quoted", "nsubj"), ("guard", "quoted", "obj"), ("a", "guard", "det"))
    one = attribution(text, "The Post", "quoted", "that it rained")
    (found,) = by_place(report(text), syntax, [one])
    assert (found.source, found.arguments) == (span(text, "a guard"), (("via", span(text, "Post")),))


def test_whom_somebody_was_quoted_by() -> None:
    text = "A guard, quoted by the Post, said that it rained."
    one = attribution(text, "A guard, quoted by the Post,", "said", "that it rained")
    (found,) = by_place(report(text), tree(text, ("the", "Post", "det")), [one])
    assert found.arguments == (("via", span(text, "Post")),)


def test_nobody_is_named_who_thinks_so() -> None:
    text = "It is thought that the swans moved."
    syntax = tree(text, ("It", "thought", "nsubj:pass"), ("is", "thought", "aux:pass"))
    (found,) = by_place(report(text), syntax, [attribution(text, "It", "thought", "that the swans moved")])
    assert found.source is None


@pytest.mark.parametrize(
    ("text", "source", "made", "rest"),
    [
        ("Moran took it as praise -- “That is clever” -- and left.", "Moran", ("Moran", "--"), "it as praise"),
        (
            "Many say so, as did Ivo Prell — “I agree with it” — and Ned.",
            "Many",
            ("Ivo Prell", "—"),
            "so, as did Ivo Prell",
        ),
        ("Ana spoke for art because to her, “it is all there is.”", "Ana", ("her", "to"), "for art"),
    ],
)
def test_a_quotation_inserted_in_what_another_says(text: str, source: str, made: tuple[str, str], rest: str) -> None:
    cue = text.split(" ")[1]
    one = attribution(text, source, cue, text[text.index(rest) :].rstrip("."))
    first, second = sorted(by_place(report(text), tree(text), [one]), key=lambda a: a.by)
    assert [c.of(text) for c in first.content] == [rest]
    assert second.source is not None
    assert second.cue is not None
    assert (second.source.of(text), second.cue.of(text), second.by) == (*made, "rule:inserted")


def test_a_clause_and_a_quotation_after_the_colon_are_two() -> None:
    text = "It will pass, Moran said: “I counted the votes.”"
    one = attribution(text, "Moran", "said", "It will pass", "“I counted the votes.”")
    found = by_place(report(text), tree(text), [one])
    assert [[c.of(text) for c in a.content] for a in found] == [["It will pass"], ["“I counted the votes.”"]]


def test_a_participle_goes_on_with_the_main_clause_to_its_quotation() -> None:
    text = "Moran left, treating it as praise and asserting, “I pay.”"
    syntax = tree(
        text, ("Moran", "left", "nsubj"), ("treating", "left", "advcl"), ("asserting", "treating", "conj"),
    )  # fmt: skip
    one = attribution(text, "Moran", "treating", "it as praise", "“I pay.”")
    assert ("Moran", "asserting", ["“I pay.”"]) in told(text, by_place(report(text), syntax, [one]))


def test_a_content_that_took_its_speaker_along() -> None:
    text = "According to the Centre cholera is an illness."
    syntax = tree(text, ("Centre", "illness", "obl"), ("the", "Centre", "det"), ("cholera", "illness", "nsubj"))
    one = attribution(text, "", "According to", "the Centre cholera is an illness")
    (found,) = by_place(report(text), syntax, [one])
    assert found.source == span(text, "the Centre")
    assert found.content == (span(text, "cholera is an illness"),)
