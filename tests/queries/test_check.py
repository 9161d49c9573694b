"""`check`: a quotation in the record word for word, nearly, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import Draft

from dateline.errors import QuestionInvalid
from dateline.queries.check import Checked, check
from dateline.store.store import Store


def told(day: str | None, words: str, who: str = "Ana Prell", *, indirect: str = "") -> Draft:
    """A report in which somebody is quoted, and says something besides in the reporter's words."""
    rest = f" {who} added that {indirect}." if indirect else ""
    draft = Draft(f"{who} said: “{words}”{rest}", published=day, title=f"News of {day}")
    speaker = draft.mention(who, who, "person")
    draft.said(
        draft.text.split("”")[0] + "”",
        f"“{words}”",
        speaker,
        cue=(draft.span("said"),),
        manner="direct",
        quoted=(draft.span(words),),
    )
    if indirect:
        draft.said(rest.strip(), f"that {indirect}", speaker, cue=(draft.span("added"),))
    return draft


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.db") as opened:
        opened.add(told("2020-03-05", "We will rebuild every bridge, and we will do it before winter.").entry())
        opened.add(told("2020-03-02", "We will rebuild every bridge", indirect="the port would open in May").entry())
        opened.add(told(None, "Nobody asked the fishermen of Hillport.", "Óscar Lund").entry())
        yield opened


def words(found: Checked, sign: str) -> list[str]:
    return [word for mark, word in found.difference if mark == sign]


def test_word_for_word_in_every_report_the_earliest_first(store: Store) -> None:
    found = check(store, "“we will REBUILD every bridge”")
    assert found.verdict == "verbatim"
    assert [(p.speaker, p.date) for p in found.places] == [("Ana Prell", "2020-03-02"), ("Ana Prell", "2020-03-05")]
    assert store.find(found.places[0].key).report.published == "2020-03-02"


def test_a_part_of_a_quotation_is_word_for_word(store: Store) -> None:
    found = check(store, "before winter")
    assert (found.verdict, [p.date for p in found.places]) == ("verbatim", ["2020-03-05"])


def test_the_reporters_words_are_no_quotation(store: Store) -> None:
    found = check(store, "the port would open in May")
    assert (found.verdict, found.places[0].cue) == ("reported", "added")


def test_the_nearest_with_its_difference(store: Store) -> None:
    found = check(store, "We will rebuild no bridge, and we will do it after winter.")
    assert found.verdict == "altered"
    assert [p.date for p in found.places] == ["2020-03-05"]
    assert (words(found, "-"), words(found, "+")) == (["no", "after"], ["every", "before"])


def test_what_stands_around_a_short_altered_quotation_is_no_difference(store: Store) -> None:
    found = check(store, "asked the sailors of Hillport")
    assert (found.verdict, found.places[0].speaker) == ("altered", "Óscar Lund")
    assert (words(found, "-"), words(found, "+")) == (["sailors"], ["fishermen"])


@pytest.mark.parametrize("asked", ["The moon is made of cheese.", "bridge over troubled water and more such words"])
def test_nothing_like_it(store: Store, asked: str) -> None:
    assert check(store, asked) == Checked(verdict="absent", asked=asked)


@pytest.mark.parametrize("asked", ['" OR 1', "NEAR(bridge", "content:bridge*", "'; DROP TABLE statement; --"])
def test_no_word_of_a_quotation_is_a_command(store: Store, asked: str) -> None:
    assert check(store, asked).verdict in ("absent", "altered", "verbatim", "reported")


@pytest.mark.parametrize("asked", ["", " ", "“…”", "?!"])
def test_a_quotation_has_words(store: Store, asked: str) -> None:
    with pytest.raises(QuestionInvalid, match="no words"):
        check(store, asked)
