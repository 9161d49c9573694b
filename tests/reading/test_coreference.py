"""Names, pronouns and descriptions as chains."""

import pytest
from trees import report, span, tree

from dateline.reading.coreference import chain_mentions
from dateline.reading.found import Found, mention
from dateline.reading.syntax import Syntax
from dateline.record import MentionForm, MentionKind
from dateline.text import Span

P: MentionKind = "person"
BODY: MentionKind = "organisation"
G: MentionKind = "group"


def chains(
    text: str,
    *given: tuple[str, MentionKind, MentionForm],
    syntax: Syntax | None = None,
    sources: tuple[str, ...] = (),
    speaking: dict[str, str] | None = None,
) -> list[list[str]]:
    """The chains of these mentions, each as its words in text order; each takes the next place that is free.
    `speaking`: the mentions that speak, by their words, with what they say word for word."""
    found = Found()
    for words, kind, form in given:
        place = span(text, words)
        while any(place.overlaps(m.span) for m in found.mentions):
            start = text.index(words, place.start + 1)
            place = Span(start, start + len(words))
        found.mentions.append(mention(place, kind, form, found.chain(place), "test"))
    found.mentions.sort(key=lambda m: m.span)
    numbers = {m.span.of(text): n for n, m in enumerate(found.mentions)}
    spoke = {numbers[who]: (span(text, own),) if own else () for who, own in (speaking or {}).items()}
    chain_mentions(report(text), found, syntax or Syntax(), [span(text, s) for s in sources], spoke)
    made: dict[int, list[str]] = {}
    for m in found.mentions:
        made.setdefault(m.chain, []).append(m.span.of(text))
    return list(made.values())


@pytest.mark.parametrize(
    ("text", "given", "made"),
    [
        ("Ana Moran left. Moran wept.", [("Ana Moran", P), ("Moran", P)], [["Ana Moran", "Moran"]]),
        ("Moran left. Ana Moran wept.", [("Moran", P), ("Ana Moran", P)], [["Moran", "Ana Moran"]]),
        (
            "Ana Moran met Ivo Moran. Moran wept.",
            [("Ana Moran", P), ("Ivo Moran", P), ("Moran", P)],
            [["Ana Moran"], ["Ivo Moran"], ["Moran"]],
        ),
        (
            "MORAN: Yes. Ana Moran left. MORAN: No.",
            [("MORAN", G), ("Ana Moran", P), ("MORAN", BODY)],
            [["MORAN", "Ana Moran", "MORAN"]],
        ),
        (
            "The Valley Food Programme left. VFP sent a note.",
            [("Valley Food Programme", BODY), ("VFP", BODY)],
            [["Valley Food Programme", "VFP"]],
        ),
        (
            "The Hill Dock Union met. The Union voted.",
            [("Hill Dock Union", BODY), ("Union", BODY)],
            [["Hill Dock Union", "Union"]],
        ),
        ("Norland lost. North Norland won.", [("Norland", "place"), ("North Norland", "place")], None),
    ],
)
def test_names(text: str, given: list[tuple[str, MentionKind]], made: list[list[str]] | None) -> None:
    longest = sorted(given, key=lambda g: -len(g[0]))
    assert chains(text, *[(w, k, "name") for w, k in longest]) == (made or [[words] for words, _ in given])


def test_a_pronoun_goes_where_the_model_says() -> None:
    text = "Ana met Ivo before she left."
    syntax = tree(text, earlier={"she": {"Ana": 0.7, "Ivo": 0.1}})
    given = (("Ana", P, "name"), ("Ivo", P, "name"), ("she", P, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Ana", "she"], ["Ivo"]]  # type: ignore[arg-type]


def test_the_words_of_one_chain_vote_together() -> None:
    text = "Ana wept. Ana met Ivo before she left."
    syntax = tree(text, earlier={"she": {"Ana": 0.2, "Ana2": 0.25, "Ivo": 0.4}})
    given = (("Ana", P, "name"), ("Ana", P, "name"), ("Ivo", P, "name"), ("she", P, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Ana", "Ana", "she"], ["Ivo"]]  # type: ignore[arg-type]


def test_what_does_not_fit_is_left_out() -> None:
    text = "A Union met Ivo before he left."
    syntax = tree(text, earlier={"he": {"Union": 0.6, "Ivo": 0.2}})
    given = (("Union", BODY, "name"), ("Ivo", P, "name"), ("he", P, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Union"], ["Ivo", "he"]]  # type: ignore[arg-type]


def test_where_it_is_unsure_the_rivals_are_kept() -> None:
    text = "Ana met Ivo and the clerk left."
    syntax = tree(text, ("the", "clerk", "det"), earlier={"clerk": {"Ana": 0.1, "Ivo": 0.2}})
    found = Found()
    for words, form in (("Ana", "name"), ("Ivo", "name"), ("the clerk", "nominal")):
        place = span(text, words)
        found.mentions.append(mention(place, P, form, found.chain(place), "test"))  # type: ignore[arg-type]
    chain_mentions(report(text), found, syntax, [])
    clerk = found.mentions[2]
    assert clerk.chain not in (found.mentions[0].chain, found.mentions[1].chain)
    assert clerk.rivals == ((found.mentions[1].chain, 0.2), (found.mentions[0].chain, 0.1))


def test_a_relative_pronoun_is_what_its_clause_stands_at() -> None:
    text = "Ana met Ivo, who wept."
    syntax = tree(text, ("Ivo", "met", "obj"), ("wept", "Ivo", "acl:relcl"), ("who", "wept", "nsubj"))
    given = (("Ana", P, "name"), ("Ivo", P, "name"), ("who", P, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Ana"], ["Ivo", "who"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "given", "sources"),
    [
        ("The envoy, Ivo Prell, left.", [("The envoy", "nominal"), ("Ivo Prell", "name")], ("The envoy, Ivo Prell",)),
        ("Ivo Prell, the envoy, left.", [("Ivo Prell", "name"), ("the envoy", "nominal")], ("Ivo Prell, the envoy",)),
        ("Union lawyer Ivo Prell left.", [("lawyer", "nominal"), ("Ivo Prell", "name")], ()),
    ],
)
def test_a_description_beside_a_name(text: str, given: list[tuple[str, MentionForm]], sources: tuple[str, ...]) -> None:
    assert len(chains(text, *[(w, P, f) for w, f in given], sources=sources)) == 1


def test_two_joined_by_and_are_two() -> None:
    text = "The envoy, and Ivo Prell, left."
    given = (("The envoy", P, "nominal"), ("Ivo Prell", P, "name"))
    assert len(chains(text, *given, sources=(text[:-7],))) == 2  # type: ignore[arg-type]


def test_a_description_taken_up_again() -> None:
    text = "The Interior Ministry wept. The ministry left."
    given = (("Interior Ministry", BODY, "name"), ("The ministry", BODY, "nominal"))
    assert chains(text, *given) == [["Interior Ministry", "The ministry"]]  # type: ignore[arg-type]


def test_a_court_is_another_court() -> None:
    text = "A court wept. The court left. A court sang."
    given = (("A court", BODY, "nominal"), ("The court", BODY, "nominal"), ("A court", BODY, "nominal"))
    assert chains(text, *given) == [["A court", "The court"], ["A court"]]  # type: ignore[arg-type]


def test_what_a_verb_does_to_another_it_does_not_do_to_itself() -> None:
    text = "Norland met the Front. It bans the Front."
    syntax = tree(
        text, ("It", "bans", "nsubj"), ("Front2", "bans", "obj"), earlier={"It": {"Norland": 0.2, "Front": 0.6}}
    )
    given = (("Norland", BODY, "name"), ("Front", BODY, "name"), ("Front", BODY, "name"), ("It", BODY, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Norland", "It"], ["Front", "Front"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "word"), [("Ana wept. She", "he"), ("Mrs Ana", "his"), ("Mr Ana", "she")])
def test_no_man_in_a_womans_chain(before: str, word: str) -> None:
    text = f"{before} left and {word} went."
    own = ("She",) if "She" in before else ()
    syntax = tree(text, earlier={word: {"Ana": 0.9}, **{key: {"Ana": 0.9} for key in own}})
    given = [("Ana", P, "name"), *((w, P, "pronoun") for w in own), (word, P, "pronoun")]
    assert [word] in chains(text, *given, syntax=syntax)  # type: ignore[arg-type]


def test_an_owner_before_its_subject() -> None:
    text = "In its plea, the Centre asked for time."
    syntax = tree(text, ("its", "plea", "nmod:poss"), ("plea", "asked", "obl"), ("Centre", "asked", "nsubj"))
    given = (("its", G, "pronoun"), ("Centre", BODY, "name"))
    assert chains(text, *given, syntax=syntax) == [["its", "Centre"]]  # type: ignore[arg-type]


def test_whoever_spoke_goes_on_speaking() -> None:
    text = "Police say the pups are lost. They say so."
    syntax = tree(text, ("the", "pups", "det"), earlier={"They": {"Police": 0.2, "pups": 0.4}})
    given = (("Police", G, "nominal"), ("the pups", G, "nominal"), ("They", G, "pronoun"))
    assert chains(text, *given, syntax=syntax)[1] == ["the pups", "They"]  # type: ignore[arg-type]
    told = chains(text, *given, syntax=syntax, speaking={"Police": "", "They": ""})  # type: ignore[arg-type]
    assert told == [["Police", "They"], ["the pups"]]


def test_who_was_the_subject_since_is_likelier_than_who_spoke_before() -> None:
    text = "Ana said no. Eva wept. She said yes."
    syntax = tree(
        text, ("Ana", "said", "nsubj"), ("Eva", "wept", "nsubj"), ("She", "said2", "nsubj"),
        earlier={"She": {"Ana": 0.3, "Eva": 0.4}},
    )  # fmt: skip
    given = (("Ana", P, "name"), ("Eva", P, "name"), ("She", P, "pronoun"))
    told = chains(text, *given, syntax=syntax, speaking={"Ana": "", "She": ""})  # type: ignore[arg-type]
    assert told == [["Ana"], ["Eva", "She"]]


def test_nobody_calls_himself_he() -> None:
    text = "Ivo met Ned. “I saw him,” Ivo said."
    syntax = tree(text, earlier={"him": {"Ivo": 0.6, "Ned": 0.3}})
    given = (("Ivo", P, "name"), ("Ned", P, "name"), ("him", P, "pronoun"))
    told = chains(text, *given, syntax=syntax, speaking={"Ivo": "“I saw him,”"})  # type: ignore[arg-type]
    assert told == [["Ivo"], ["Ned", "him"]]


def test_what_a_body_says_of_itself() -> None:
    text = "The Front lost. Norland said it would leave."
    syntax = tree(
        text, ("Norland", "said", "nsubj"), ("leave", "said", "ccomp"), ("it", "leave", "nsubj"),
        earlier={"it": {"Front": 0.4, "Norland": 0.2}},
    )  # fmt: skip
    given = (("Front", BODY, "name"), ("Norland", BODY, "name"), ("it", BODY, "pronoun"))
    assert chains(text, *given, syntax=syntax) == [["Front"], ["Norland", "it"]]  # type: ignore[arg-type]


def test_many_are_not_one_man() -> None:
    text = "Ivo left and he wept. They sang."
    syntax = tree(text, earlier={"he": {"Ivo": 0.9}, "They": {"Ivo": 0.8}})
    given = (("Ivo", P, "name"), ("he", P, "pronoun"), ("They", G, "pronoun"))
    assert ["They"] in chains(text, *given, syntax=syntax)  # type: ignore[arg-type]


def test_a_headline_names_whom_the_text_names_in_full() -> None:
    read = report("Minister quits", "Foreign Minister Ana Moran left.", kinds=("headline",))
    found = Found()
    for words, form in (("Minister", "nominal"), ("Ana Moran", "name")):
        place = span(read.text, words)
        found.mentions.append(mention(place, P, form, found.chain(place), "test"))  # type: ignore[arg-type]
    found.wide[1] = span(read.text, "Foreign Minister Ana Moran")
    chain_mentions(read, found, Syntax(), [])
    assert found.mentions[0].chain == found.mentions[1].chain


def test_the_same_people_by_other_numbers_are_others() -> None:
    text = "Officials wept. Officials left."
    given = (("Officials", G, "nominal"), ("Officials", G, "nominal"))
    assert chains(text, *given) == [["Officials"], ["Officials"]]  # type: ignore[arg-type]


def test_a_pronoun_with_a_name_in_brackets() -> None:
    text = "The clerks wept. They (the guards) left."
    given = (("The clerks", G, "nominal"), ("They", G, "pronoun"), ("the guards", G, "nominal"))
    assert chains(text, *given) == [["The clerks"], ["They", "the guards"]]  # type: ignore[arg-type]


def test_who_is_told_by_his_age() -> None:
    text = "Ana wept. Ivo won. The 49-year-old left."
    given = (("Ana", P, "name"), ("Ivo", P, "name"), ("The 49-year-old", P, "nominal"))
    assert chains(text, *given) == [["Ana"], ["Ivo", "The 49-year-old"]]  # type: ignore[arg-type]


def test_we_near_by_are_the_same_people() -> None:
    text = "We left early. Snow fell, and we froze. “We win,” Ana said. We slept."
    given = [("We", G, "pronoun"), ("we", G, "pronoun"), ("We", G, "pronoun"), ("Ana", P, "name"), ("We", G, "pronoun")]
    assert chains(text, *given) == [["We", "we", "We"], ["We"], ["Ana"]]  # type: ignore[arg-type]
    far = f"We left. {'Snow fell. ' * 60}It was we."
    assert chains(far, ("We", G, "pronoun"), ("we", G, "pronoun")) == [["We"], ["we"]]


def test_we_are_not_you() -> None:
    text = "You left and we froze."
    syntax = tree(text, ("You", "left", "nsubj"), ("we", "froze", "nsubj"), earlier={"we": {"You": 0.9}})
    assert chains(text, ("You", P, "pronoun"), ("we", G, "pronoun"), syntax=syntax) == [["You"], ["we"]]
