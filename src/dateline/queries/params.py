"""Options and keywords → a question; a value that has no meaning is refused with those that have one."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar, get_args

from dateline.codebook import load_codebook
from dateline.errors import QuestionInvalid
from dateline.queries.questions import Did, Question, Said, Stands
from dateline.record import Act, EntityKind, Modality

Q = TypeVar("Q", bound=Question)


def build(kind: Callable[..., Q], **filters: object) -> Q:
    """The question of this kind, checked. Raises QuestionInvalid, naming the known values."""
    return checked(kind(**filters))


def checked(question: Q) -> Q:
    """The question with its type in the codebook's spelling and its dates as days.

    Raises QuestionInvalid where a filter is empty, a limit is below 1, or a type or date is not known.
    """
    for name in (f.name for f in fields(question)):
        value = getattr(question, name)
        if (isinstance(value, str) and not value.strip()) or (name == "limit" and value < 1):
            raise QuestionInvalid(f"--{name} {value!r}: no value; give one or leave the option out")
    modality = getattr(question, "modality", None)
    if modality is not None and modality not in get_args(Modality):
        raise QuestionInvalid(f"--modality {modality}: not known; known are {', '.join(sorted(get_args(Modality)))}")
    least = getattr(question, "min_score", None)
    if least is not None and not 0 <= least <= 1:
        raise QuestionInvalid(f"--min-score {least}: not a score; give one from 0 to 1")
    dates = {n: _day(n, getattr(question, n, None)) for n in ("since", "until", "on") if hasattr(question, n)}
    known: dict[str, Any] = {n: d for n, d in dates.items() if d is not None}
    return replace(question, type=_type(question), **known)


def _type(question: Question) -> str | None:
    given = question.type
    if given is None:
        return None
    codebook = load_codebook()
    if isinstance(question, Did):
        found = codebook.canonical_event(given)
        known = list(codebook.event_types)
    else:
        known = list(
            get_args(Act)
            if isinstance(question, Said)
            else codebook.relation_types
            if isinstance(question, Stands)
            else get_args(EntityKind)
        )
        found = given.lower() if given.lower() in known else None
    if found is None:
        raise QuestionInvalid(f"--type {given}: not known; known are {', '.join(sorted(known))}")
    return found


def _day(name: str, text: str | None) -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD → a day: the first of the span, for `until` and `on` the last."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    try:
        if match is None:
            raise ValueError
        first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise QuestionInvalid(f"--{name} {text}: not a date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    if name == "since" or match[3]:
        return first.isoformat()
    month = int(match[2] or 12)
    return date(first.year, month, monthrange(first.year, month)[1]).isoformat()
