"""`ask(store, question)`: cited answers from a record file."""

import re
from functools import lru_cache
from typing import get_args

from dateline.codebook import load_codebook
from dateline.queries.answers import Answer, Answers
from dateline.queries.params import checked
from dateline.queries.questions import Did, Question, Said, Stands
from dateline.queries.sql import select
from dateline.record import Modality
from dateline.store.store import Store

_MODALITY = {m: m.replace("_", " ") for m in get_args(Modality)} | {
    "negated": "did not say it",
    "no_statement": "would not speak of it",
}


def ask(store: Store, question: Question) -> Answers:
    """The answers to a question, oldest report first.

    Raises QuestionInvalid where a date or a type has no meaning.
    """
    question = checked(question)
    connection = store.connection
    connection.create_function("named", 2, _named, deterministic=True)
    connection.create_function("holds", 2, _holds, deterministic=True)
    text, bound = select(question)
    cursor = connection.execute(text, bound)
    names = [c[0] for c in cursor.description]
    answers = [_answer(question, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    if isinstance(question, Stands) and question.on is not None:
        answers = standing(answers, question.on)
    return Answers(answers=tuple(answers[: question.limit]), total=len(answers))


def standing(answers: list[Answer], day: str) -> list[Answer]:
    """What held on `day`: for each pair of actors and type, the entry that is newest in effect by then decides.

    An entry takes effect when the text says so (`since`), else on the day of its report. One that denies the
    relation (negated) replaces an earlier one, and the other way round; one whose end has passed is left out.
    """
    groups: dict[tuple[str, str, str], list[Answer]] = {}
    for answer in answers:
        if (answer.since or answer.date or "9") <= day:
            groups.setdefault(_pair(answer), []).append(answer)
    newest = [max(g, key=lambda a: (a.since or a.date or "", a.date or "", a.start)) for g in groups.values()]
    held = [a for a in newest if a.until is None or a.until > day]
    return sorted(held, key=lambda a: (a.type, a.date or "", a.start))


def _pair(answer: Answer) -> tuple[str, str, str]:
    """Type and parties; of a mutual type the order of the parties says nothing."""
    ends = [_party(answer.who), _party(answer.whom)]
    kind = load_codebook().relation_types.get(answer.type)  # None: a type of an older codebook
    if kind is not None and kind.mutual:
        ends.sort()
    return answer.type, ends[0], ends[1]


def _party(names: str | None) -> str:
    """Whom an organ acts for: the last of the names."""
    return (names or "").split(", ")[-1]


def _answer(question: Question, row: dict[str, object]) -> Answer:
    kinds: dict[type, str] = {Said: "statement", Did: "event", Stands: "relation"}
    kind = kinds.get(type(question), "mention")
    who, whom = _plain(row["who"]), _plain(row["whom"])
    negated = bool(row["negated"])
    return Answer(
        kind=kind,
        key=str(row["key"]),
        headline=_headline(kind, row, who, whom),
        who=who,
        type=str(row["type"]),
        whom=whom,
        negated=negated,
        since=_text(row["since"]),
        until=_text(row["until"]),
        words=str(row["words"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        report_id=str(row["id"]),
        report_title=str(row["title"]),
        outlet=_text(row["outlet"]),
        date=_text(row["published"]),
        according_to=_text(row["according_to"]),
        role=_text(row.get("role")),
        modality=_text(row.get("modality")),
        score=None if row.get("score") is None else float(str(row["score"])),
    )


def _headline(kind: str, row: dict[str, object], who: str | None, whom: str | None) -> str:
    since = f" since {row['since']}" if row["since"] else ""
    if kind == "statement":
        how = row["type"] if row["modality"] == "asserted" else f"{row['type']}, {_MODALITY[str(row['modality'])]}"
        office = f", {row['role']}" if row["role"] else ""
        return f"{who or 'somebody unnamed'}{office} ({how}): {row['content']}"
    if kind == "event":
        place = f" in {row['content']}" if row["content"] else ""
        when = f", {row['since']}" if row["since"] else ""
        return f"{row['type']}: {who or '?'}{f' → {whom}' if whom else ''}{place}{when}"
    if kind == "relation":
        phrase = load_codebook().relation_phrase(str(row["type"]), bool(row["negated"]))
        return f"{_one(who)} {phrase} {_one(whom)}{since}"
    return f"{who} ({row['type']})"


def _one(party: str | None) -> str:
    """An actor of a relation; an organ with the state it acts for: "Supreme Court of Russia (Russia)"."""
    name, _, state = (party or "?").partition(", ")
    return f"{name} ({state})" if state else name


def _plain(names: object) -> str | None:
    return str(names).strip("|").replace("|", ", ") if names else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@lru_cache(maxsize=64)
def _pattern(name: str) -> re.Pattern[str]:
    words = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _named(column: object, name: str) -> bool:
    """Whether whole words of a column are `name`, in any case; an article before it does not count."""
    return column is not None and _pattern(name).search(str(column)) is not None


def _holds(column: object, words: str) -> bool:
    """Whether the words stand in the column; case, line breaks and the form of the apostrophe do not count."""
    return column is not None and _plainly(words) in _plainly(str(column))


def _plainly(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
