"""Questions on entries made by hand: every filter, what held on a day, and what is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drafts import Draft

from dateline.errors import QuestionInvalid
from dateline.queries.answers import Answer
from dateline.queries.ask import ask
from dateline.queries.params import build
from dateline.queries.questions import Did, Question, Said, Seen, Stands
from dateline.store.store import Store

BAN = "Norland’s parliament banned the Hill Front."


def stance(words: str, kind: str, day: str, swapped: bool = False, **more: Any) -> Draft:
    """A report of one relation between Norland and the Hill Front."""
    draft = Draft(words, published=day, title=f"News of {day}")
    ends = draft.mention("Norland", "Norland"), draft.mention("Hill Front", "Hill Front", "armed_group")
    draft.stands(words.rstrip("."), kind, ends[::-1] if swapped else ends, **more)
    return draft


def talk() -> Draft:
    """A report with three statements and two events, one on a speaker's word."""
    draft = Draft(
        "Ana Prell said in Hillport on Friday that the Hill Front had burned the Old Bridge. "
        "The Front’s envoy denied this. Rangers met Óscar Lund.",
        published="2020-03-01",
        title="Bridge burned",
    )
    prell, front = draft.mention("Ana Prell", "Ana Prell", "person"), draft.mention("Hill Front", "the Hill Front")
    port, day = draft.mention("Hillport", "Hillport", "place"), draft.mention("Friday", "Friday", "time", "2020-02-28")
    bridge, envoy = draft.mention("Old Bridge", "Old Bridge", "place"), draft.mention("envoy", "Ole Brandt", "person")
    rangers, lund = draft.mention("Rangers", "Norland Rangers"), draft.mention("Óscar Lund", "Óscar Lund", "person")
    burned = "the Hill Front had burned the Old Bridge"
    told = f"Ana Prell said in Hillport on Friday that {burned}"
    first = draft.said(told, burned, prell, cue=(draft.span("said"),), about=(front, bridge), place=port, time=day)
    draft.said("The Front’s envoy denied this", "this", envoy, act="deny")
    draft.did(
        burned, "burned", "ASSAULT", voucher=first, actors=(front,), recipients=(bridge,), place=port, day="2020-02-27"
    )
    draft.did("Rangers met Óscar Lund", "met", "CONSULT", actors=(rangers, lund), quad=1, intensity=2.0)
    return draft


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.db") as opened:
        yield opened


def found(store: Store, question: Question, *drafts: Draft) -> list[Answer]:
    for draft in drafts:
        store.add(draft.entry())
    return list(ask(store, question).answers)


def test_an_answer_says_where_when_and_on_whose_word(store: Store) -> None:
    [answer] = found(store, Did(by="Hill Front"), talk())
    assert (answer.kind, answer.type, answer.who, answer.whom) == ("event", "ASSAULT", "the Hill Front", "Old Bridge")
    assert answer.according_to == "Ana Prell"
    assert (answer.since, answer.date, answer.outlet) == ("2020-02-27", "2020-03-01", "Valley Post")
    entry = store.find(answer.key)
    assert entry.report.id == answer.report_id
    assert entry.report.text[answer.start : answer.end] == answer.words == "the Hill Front had burned the Old Bridge"
    [met] = ask(store, Did(type="CONSULT")).answers
    assert met.according_to is None


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        (Said(), ["Ana Prell", "Ole Brandt"]),
        (Said(by="prell"), ["Ana Prell"]), (Said(by="ANA PRELL"), ["Ana Prell"]), (Said(by="Prel"), []),
        (Said(about="Hill Front"), ["Ana Prell"]), (Said(about="the hill front"), ["Ana Prell"]),
        (Said(about="Bridge"), ["Ana Prell"]), (Said(about="Front Old"), []),
        (Said(type="deny"), ["Ole Brandt"]), (Said(type="Deny"), ["Ole Brandt"]),
        (Said(containing="had  BURNED"), ["Ana Prell"]), (Said(containing="front's"), ["Ole Brandt"]),
        (Said(containing="100%"), []), (Said(by="' OR 1=1 --"), []),
        (Said(place="Hillport"), ["Ana Prell"]), (Said(since="2020-03"), ["Ana Prell", "Ole Brandt"]),
        (Said(since="2020-04"), []), (Said(until="2020"), ["Ana Prell", "Ole Brandt"]), (Said(until="2020-02"), []),
    ],
)  # fmt: skip
def test_said(store: Store, question: Said, speakers: list[str]) -> None:
    assert [a.who for a in found(store, question, talk())] == speakers


@pytest.mark.parametrize(
    ("question", "types"),
    [
        (Did(by="Lund"), ["CONSULT"]), (Did(by="rangers"), ["CONSULT"]), (Did(about="Old Bridge"), ["ASSAULT"]),
        (Did(type="assault"), ["ASSAULT"]), (Did(place="hillport"), ["ASSAULT"]),
        (Did(containing="ÓSCAR"), ["CONSULT"]), (Did(by="Old Bridge"), []),
    ],
)  # fmt: skip
def test_did(store: Store, question: Did, types: list[str]) -> None:
    assert [a.type for a in found(store, question, talk())] == types


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Seen(by="Brandt"), ["envoy"]), (Seen(type="place"), ["Hillport", "Old Bridge"]),
        (Seen(type="place", containing="old"), ["Old Bridge"]), (Seen(by="Prell", place="Nowhere"), []),
        (Seen(by="Prell", place="Hillport"), ["Ana Prell"]),
    ],
)  # fmt: skip
def test_seen(store: Store, question: Seen, words: list[str]) -> None:
    assert [a.words for a in found(store, question, talk())] == words


def test_the_limit_cuts_and_the_total_does_not(store: Store) -> None:
    store.add(talk().entry())
    answers = ask(store, Seen(limit=3))
    assert (len(answers.answers), answers.total) == (3, 8)


def test_stands_in_either_direction(store: Store) -> None:
    ban = stance(BAN, "bans", "2003-02-14")
    for question in (
        Stands(by="Norland", about="Hill Front"), Stands(by="Hill Front", about="Norland"), Stands(by="Norland"),
        Stands(about="Hill Front"), Stands(type="bans"), Stands(),
    ):  # fmt: skip
        assert [a.type for a in found(store, question, ban)] == ["bans"], question
    assert found(store, Stands(by="Norland", about="Sorland")) == []


def on(store: Store, day: str) -> list[tuple[str, bool, str | None]]:
    answers = ask(store, Stands(by="Norland", about="Hill Front", on=day)).answers
    return [(a.type, a.negated, a.date) for a in answers]


def test_a_later_report_ends_a_relation_for_the_days_after_it(store: Store) -> None:
    lifted = "Norland lifted its ban on the Hill Front."
    found(
        store,
        Stands(),
        stance(BAN, "bans", "2003-02-14"),
        stance(lifted, "bans", "2020-03-10", negated=True),
        stance("The Hill Front, banned in Norland since 2003, met.", "bans", "2015-06-01", begin="2003-01-01"),
    )
    assert on(store, "2002-12-31") == []
    assert on(store, "2003-01-15") == [("bans", False, "2015-06-01")]
    assert on(store, "2016") == [("bans", False, "2003-02-14")]
    assert on(store, "2020-03-09") == [("bans", False, "2003-02-14")]
    assert on(store, "2020-03-10") == on(store, "2024-01") == [("bans", True, "2020-03-10")]


def test_words_written_later_about_an_older_ban_do_not_bring_it_back(store: Store) -> None:
    old = stance("The Hill Front, banned in Norland since 2003, met.", "bans", "2022-01-01", begin="2003-01-01")
    lifted = stance("Norland lifted its ban on the Hill Front.", "bans", "2020-03-10", negated=True)
    found(store, Stands(), old, lifted)
    assert on(store, "2019-05-05") == [("bans", False, "2022-01-01")]
    assert on(store, "2023-05-05") == [("bans", True, "2020-03-10")]


def test_a_relation_with_an_end_holds_until_the_day_before(store: Store) -> None:
    held = stance(
        "Norland held Hill Front land in 2011.", "occupies", "2020-01-01", begin="2011-01-01", end="2012-01-01"
    )
    found(store, Stands(), held)
    assert on(store, "2010-12-31") == []
    assert on(store, "2011-12-31") == [("occupies", False, "2020-01-01")]
    assert on(store, "2012-01-01") == []


def test_of_a_mutual_relation_either_party_may_report_the_end(store: Store) -> None:
    allies = stance("Norland is an ally of the Hill Front.", "ally", "2010-01-01", sign=1)
    no_more = stance("The Hill Front is no ally of Norland.", "ally", "2012-01-01", swapped=True, negated=True, sign=1)
    found(store, Stands(), allies, no_more)
    assert on(store, "2011") == [("ally", False, "2010-01-01")]
    assert on(store, "2013") == [("ally", True, "2012-01-01")]


def test_a_report_without_a_date_holds_on_no_day(store: Store) -> None:
    undated = Draft(BAN, published=None)
    undated.stands(BAN, "bans", (undated.mention("Norland", "Norland"), undated.mention("Hill Front", "Hill Front")))
    found(store, Stands(), undated)
    assert on(store, "2020") == []
    assert len(ask(store, Stands()).answers) == 1


@pytest.mark.parametrize(
    ("kind", "filters", "message"),
    [
        (Said, {"since": "yesterday"}, r"--since yesterday: not a date; write YYYY"),
        (Said, {"until": "2023-02-30"}, r"--until 2023-02-30: not a date"),
        (Stands, {"on": "2023-13"}, r"--on 2023-13: not a date"),
        (Did, {"type": "PUNCH"}, r"--type PUNCH: not known; known are .*ASSAULT"),
        (Stands, {"type": "likes"}, r"known are ally, .*bans"), (Said, {"type": "shout"}, r"known are accuse, .*say"),
        (Seen, {"type": "dog"}, r"known are armed_group, .*person"), (Said, {"by": " "}, r"--by ' ': no value"),
        (Said, {"modality": "sung"}, r"--modality sung: not known; known are asserted, .*no_statement"),
        (Said, {"min_score": 90.0}, r"--min-score 90.0: not a score; give one from 0 to 1"),
        (Did, {"limit": 0}, r"--limit 0: no value"), (Did, {"limit": -1}, r"--limit -1: no value"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused(kind: Any, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(QuestionInvalid, match=message):
        build(kind, **filters)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"), ("2024-02-05", "2024-02-05", "2024-02-05"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)  # fmt: skip
def test_a_year_or_month_is_its_first_or_last_day(given: str, first: str, last: str) -> None:
    question = build(Stands, since=given, until=given, on=given)
    assert (question.since, question.until, question.on) == (first, last, last)


def sayings() -> Draft:
    """A report that tells one saying twice, one that was declined and one that was not said; two are unsure."""
    draft = Draft(
        "Prell: port to open. Ana Prell said the port would “open in May”. She declined to speak of the costs. "
        "She did not name the builder, a Hill Front man."
    )
    prell = draft.mention("Ana Prell", "Ana Prell", "person")
    draft.mention("Hill Front", "Hill Front", "armed_group")
    draft.said("Prell: port to open", "port to open", prell, utterance=0, score=0.5)
    may = "the port would “open in May”"
    draft.said(f"Ana Prell said {may}", may, prell, utterance=0, manner="mixed", score=0.95)
    draft.said(
        "She declined to speak of the costs", "the costs", prell, act="refuse", modality="no_statement", utterance=1
    )
    draft.said(
        "She did not name the builder, a Hill Front man",
        "the builder, a Hill Front man",
        prell,
        modality="negated",
        utterance=2,
        score=0.6,
    )
    return draft


@pytest.mark.parametrize(
    ("question", "contents"),
    [
        (Said(), ["port to open", "the port would", "the builder"]),
        (Said(once=True), ["the port would", "the builder"]),
        (Said(once=True, containing="Prell:"), ["port to open"]),
        (Said(min_score=0.9), ["the port would"]),
        (Said(modality="no_statement"), ["the costs"]),
        (Said(modality="negated"), ["the builder"]),
        (Said(about="Hill Front"), ["the builder"]),
    ],
)
def test_sayings(store: Store, question: Said, contents: list[str]) -> None:
    answers = found(store, question, sayings())
    assert [a.headline.partition("): ")[2][: len(c)] for a, c in zip(answers, contents, strict=True)] == contents


def test_what_was_not_said_is_told_as_such(store: Store) -> None:
    [negated] = found(store, Said(modality="negated"), sayings())
    assert negated.headline == "Ana Prell (say, did not say it): the builder, a Hill Front man"
    assert (negated.negated, negated.modality, negated.score) == (True, "negated", 0.6)
    [declined] = ask(store, Said(modality="no_statement")).answers
    assert "would not speak of it" in declined.headline
