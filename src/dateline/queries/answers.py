"""Answers: what was found, the words it rests on, the report, the date, and who vouches."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One entry that answers a question; `start` and `end` are code points into the report's text.

    `role` (the speaker's office on the report's day), `modality` and `score` are a statement's.
    """

    kind: str
    key: str
    headline: str
    who: str | None
    type: str
    whom: str | None
    negated: bool
    since: str | None
    until: str | None
    words: str
    start: int
    end: int
    report_id: str
    report_title: str
    outlet: str | None
    date: str | None
    according_to: str | None
    role: str | None = None
    modality: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers, oldest first, and how many there are without the limit."""

    answers: tuple[Answer, ...]
    total: int
