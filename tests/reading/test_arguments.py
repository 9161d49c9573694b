"""To whom, where, when and on what occasion something is said."""

import pytest
from trees import report, span, tree

from dateline.reading import arguments
from dateline.reading.encoder import Attribution, ScoredSpan, Seen
from dateline.reading.found import Found, mention
from dateline.reading.syntax import Syntax
from dateline.record import MentionKind
from dateline.text import Span

TEXT = "Ana told the clerk at a summit in Kabul on Tuesday that it rained in Rome."
SYNTAX = tree(
    TEXT, ("Ana", "told", "nsubj"), ("clerk", "told", "obj"), ("the", "clerk", "det"), ("summit", "told", "obl"),
    ("at", "summit", "case"), ("a", "summit", "det"), ("Kabul", "told", "obl"), ("in", "Kabul", "case"),
    ("Tuesday", "told", "obl"), ("on", "Tuesday", "case"), ("rained", "told", "ccomp"), ("Rome", "rained", "obl"),
)  # fmt: skip
MENTIONS: tuple[tuple[str, MentionKind], ...] = (
    ("Ana", "person"), ("the clerk", "person"), ("a summit", "thing"), ("Kabul", "place"), ("Tuesday", "time"),
    ("Rome", "place"),
)  # fmt: skip


def found() -> Found:
    made = Found()
    for words, kind in MENTIONS:
        place = span(TEXT, words)
        made.mentions.append(mention(place, kind, "name", made.chain(place), "test"))
    return made


def attribution(*told: tuple[str, str]) -> Attribution:
    return Attribution(
        source=span(TEXT, "Ana"), cue=span(TEXT, "told"), verb=span(TEXT, "told"),
        content=(span(TEXT, "that it rained in Rome"),), score=0.9,
        arguments=tuple((role, span(TEXT, word)) for role, word in told),
    )  # fmt: skip


def words(made: Found, index: int | None) -> str | None:
    return None if index is None else made.mentions[index].span.of(TEXT)


@pytest.mark.parametrize("seen", [(), (("addressee", "clerk"), ("place", "Kabul"), ("time", "Tuesday"))])
def test_what_hangs_on_the_cue(seen: tuple[tuple[str, str], ...]) -> None:
    made, one = found(), attribution(*seen)
    assert words(made, arguments.seen_or_hanging(TEXT, made, SYNTAX, one, "addressee")) == "the clerk"
    assert words(made, arguments.seen_or_hanging(TEXT, made, SYNTAX, one, "place")) == "Kabul"
    assert words(made, arguments.seen_or_hanging(TEXT, made, SYNTAX, one, "occasion")) == "a summit"
    assert words(made, arguments.time(report(TEXT), made, SYNTAX, one)) == "Tuesday"


def test_what_stands_in_the_content_is_not_where_it_was_said() -> None:
    assert arguments.seen_or_hanging(TEXT, found(), Syntax(), attribution(("place", "Rome")), "place") is None


def test_about_is_each_thing_once_and_never_the_speaker_nor_a_town() -> None:
    made = found()
    one = attribution(("about", "clerk"), ("about", "Ana"), ("about", "clerk"), ("about", "Rome"))
    assert [words(made, n) for n in arguments.about(TEXT, made, Syntax(), one, 0)] == ["the clerk"]


def test_the_time_of_a_blogs_entry() -> None:
    text = "08:10 The road is open, officials say."
    made = Found()
    for told, kind in (("08:10", "time"), ("officials", "group")):
        made.mentions.append(mention(span(text, told), kind, "name", made.chain(told), "test"))  # type: ignore[arg-type]
    one = Attribution(
        source=span(text, "officials"), cue=span(text, "say"), content=(span(text, "The road is open"),), score=0.9
    )
    assert arguments.time(report(text), made, Syntax(), one) == 0
    other = report("At 08:10 the road was open, officials say.")
    assert arguments.time(other, made, Syntax(), one) is None


def test_words_become_mentions() -> None:
    seen = Seen(
        attributions=(attribution(("addressee", "clerk"), ("occasion", "summit"), ("place", "Kabul")),),
        phrases=(ScoredSpan(span=span(TEXT, "Kabul"), kind="place", score=0.8),),
        syntax=SYNTAX,
    )
    made = arguments.argument_mentions(TEXT, Found(), seen)
    assert [(m.span.of(TEXT), m.kind, m.form) for m in made] == [
        ("the clerk", "group", "nominal"), ("a summit", "thing", "nominal"), ("Kabul", "place", "name"),
    ]  # fmt: skip
    assert made[0].head == span(TEXT, "clerk")
    taken = found()
    assert arguments.argument_mentions(TEXT, taken, seen) == []


def test_details_are_the_words_around_their_first() -> None:
    text = "Ana said in a letter that it rained."
    one = Attribution(
        source=None, cue=span(text, "said"), content=(span(text, "that it rained"),), score=0.9,
        arguments=(("medium", span(text, "in")),),
    )  # fmt: skip
    seen = Seen(details=(("medium", span(text, "in a letter")), ("reason", Span(0, 3))))
    assert arguments.detail(text, one, seen, "medium") == "in a letter"
    assert arguments.detail(text, one, seen, "reason") is None


def test_a_medium_by_its_words() -> None:
    text = "Ana said in a letter that it rained."
    syntax = tree(text, ("letter", "said", "obl"), ("in", "letter", "case"), ("a", "letter", "det"))
    one = Attribution(
        source=None, cue=span(text, "said"), verb=span(text, "said"), content=(span(text, "that it rained"),), score=0.9
    )
    assert arguments.detail(text, one, Seen(syntax=syntax), "medium") == "in a letter"


def test_whoever_speaks_is_somewhere() -> None:
    text = "Ana Moran, a nurse at a clinic in Palawan, said it rained."
    made = Found()
    made.mentions.append(mention(span(text, "Palawan"), "place", "name", made.chain("Palawan"), "test"))
    syntax = tree(
        text,
        ("Ana", "said", "nsubj"),
        ("nurse", "Ana", "appos"),
        ("Palawan", "nurse", "nmod"),
        ("in", "Palawan", "case"),
    )
    one = Attribution(
        source=span(text, "Ana Moran"), head=span(text, "Ana"), cue=span(text, "said"), verb=span(text, "said"),
        content=(span(text, "it rained"),), score=0.9,
    )  # fmt: skip
    assert arguments.seen_or_hanging(text, made, syntax, one, "place") == 0


def _at(text: str, cue: str, who: str, *names: tuple[str, MentionKind]) -> tuple[Found, Attribution]:
    made = Found()
    for words_, kind in names:
        made.mentions.append(mention(span(text, words_), kind, "name", made.chain(words_), "test"))
    one = Attribution(
        source=span(text, who), cue=span(text, cue), verb=span(text, cue), content=(span(text, "it rained"),), score=0.9
    )
    return made, one


def test_a_place_leads_to_the_cue_by_what_stands_between() -> None:
    text = "Ana, speaking at a forum in Rome, said it rained."
    made, one = _at(text, "said", "Ana", ("Rome", "place"))
    syntax = tree(
        text, ("Ana", "said", "nsubj"), ("speaking", "Ana", "acl"), ("forum", "speaking", "obl"),
        ("at", "forum", "case"), ("Rome", "forum", "nmod"), ("in", "Rome", "case"),
    )  # fmt: skip
    assert arguments.seen_or_hanging(text, made, syntax, one, "place") == 0


def test_the_name_in_a_venues_name_says_where() -> None:
    text = "A porter at Toyosu market said it rained."
    made, one = _at(text, "said", "A porter", ("Toyosu", "place"))
    syntax = tree(
        text, ("porter", "said", "nsubj"), ("market", "porter", "nmod"), ("at", "market", "case"),
        ("Toyosu", "market", "compound"),
    )  # fmt: skip
    assert arguments.seen_or_hanging(text, made, syntax, one, "place") == 0


def test_a_bodys_seat_is_not_where_it_speaks() -> None:
    text = "The embassy in Rome said it rained."
    made, one = _at(text, "said", "The embassy", ("The embassy", "organisation"), ("Rome", "place"))
    syntax = tree(text, ("embassy", "said", "nsubj"), ("Rome", "embassy", "nmod"), ("in", "Rome", "case"))
    assert arguments.seen_or_hanging(text, made, syntax, one, "place") is None


@pytest.mark.parametrize(("role", "words_", "kind"), [("place", "Rome", "place"), ("time", "May 2023", "time")])
def test_what_opens_the_sentence_right_before_the_speaker(role: str, words_: str, kind: MentionKind) -> None:
    text = f"It froze. In {words_}, the porter said it rained."
    made, one = _at(text, "said", "the porter", (words_, kind))
    assert arguments.seen_or_hanging(text, made, Syntax(), one, role) == 0
    text = f"It froze. Ana left {words_}, and the porter said it rained."
    made, one = _at(text, "said", "the porter", (words_, kind))
    assert arguments.seen_or_hanging(text, made, Syntax(), one, role) is None


def test_something_is_said_in_a_body() -> None:
    text = "Ana complained in parliament it rained."
    made, one = _at(text, "complained", "Ana")
    place = span(text, "parliament")
    made.mentions.append(mention(place, "organisation", "nominal", made.chain(place), "test"))
    syntax = tree(
        text, ("Ana", "complained", "nsubj"), ("parliament", "complained", "obl"), ("in", "parliament", "case")
    )
    assert arguments.seen_or_hanging(text, made, syntax, one, "place") == 0


def test_whom_one_thanks_is_spoken_to() -> None:
    text = "Ana thanked the crews for coming."
    made, one = _at(text.replace("coming", "coming, it rained"), "thanked", "Ana")
    one = Attribution(
        source=one.source, cue=one.cue, verb=one.verb, content=(span(text, "the crews for coming"),), score=0.9
    )
    made.mentions.append(mention(span(text, "the crews"), "group", "nominal", made.chain("crews"), "test"))
    syntax = tree(text, ("Ana", "thanked", "nsubj"), ("crews", "thanked", "obj"), ("the", "crews", "det"))
    assert arguments.seen_or_hanging(text, made, syntax, one, "addressee") == 0


def test_whom_the_words_call() -> None:
    text = "Ana said: “Captain, it rained.”"
    made = Found()
    made.mentions.append(mention(span(text, "Captain"), "person", "nominal", made.chain("captain"), "test"))
    one = Attribution(
        source=span(text, "Ana"), cue=span(text, "said"), content=(span(text, "“Captain, it rained.”"),), score=0.9
    )
    syntax = tree(text, ("Captain", "rained", "vocative"), ("it", "rained", "nsubj"))
    assert arguments.called(made, syntax, one) == 0
    assert arguments.called(made, tree(text, ("Captain", "rained", "nsubj")), one) is None
