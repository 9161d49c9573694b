"""Surnames of several persons: the full name in the report decides, else the office on the day, else nobody."""

import pytest
from conftest import Read

CASES = [
    ("President Bush spoke.", "2005-01-01", ("George W. Bush", "linked")),
    ("President Bush spoke.", "1990-01-01", ("George H. W. Bush", "linked")),
    ("President Bush spoke.", "2020-01-01", ("Bush", "abstained")),
    ("Hillary Clinton was there. Clinton spoke.", "1999-01-01", ("Hillary Clinton", "linked")),
    ("Putin spoke.", "2024-01-01", ("Vladimir Putin", "linked")),
]


@pytest.mark.parametrize(("text", "day", "expected"), CASES)
def test_surname(text: str, day: str, expected: tuple[str, str], read: Read) -> None:
    (found,) = [e for e in read(text, day).entities if e.kind == "person"]
    assert (found.name, found.link) == expected


def test_roles_and_code_as_of_the_day(read: Read) -> None:
    (before,) = [e for e in read("Vladimir Putin spoke.", "2011-01-01").entities if e.kind == "person"]
    (after,) = [e for e in read("Joe Biden spoke.", "2025-06-01").entities if e.kind == "person"]
    assert before.code == "RUSGOV"
    assert [r.title for r in before.roles if r.begin and r.end and r.begin <= "2011-01-01" < r.end] == [
        "Prime Minister of Russia"
    ]
    assert after.code == "USA"


def test_the_taliban_are_a_government_when_they_govern(read: Read) -> None:
    kinds = [read("The Taliban left.", day).entities[0].kind for day in ("2010-01-01", "2024-01-01")]
    assert kinds == ["armed_group", "government"]
