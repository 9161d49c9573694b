"""`ask(store, question)`: cited answers from a record file."""

import re
from functools import lru_cache

from dateline.queries.answers import Answer, Answers
from dateline.queries.params import checked
from dateline.queries.questions import Did, Question, Said, Stands
from dateline.queries.sql import select
from dateline.store.store import Store


def ask(store: Store, question: Question) -> Answers:
    """The answers to a question, oldest report first.

    Raises QuestionInvalid where a date or a type has no meaning.
    """
    question = checked(question)
    connection = store.connection
    connection.create_function("named", 2, _named, deterministic=True)
    text, bound = select(question)
    cursor = connection.execute(text, bound)
    names = [c[0] for c in cursor.description]
    answers = [_answer(question, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    if isinstance(question, Stands) and question.on is not None:
        answers = standing(answers, question.on)
    return Answers(answers=tuple(answers[: question.limit]), total=len(answers))


def standing(answers: list[Answer], day: str) -> list[Answer]:
    """What held on `day`: for each pair and type the newest report up to that day decides, if the relation
    had begun and not ended by then; where no report is as old, the oldest later one that dates it back.

    A later report that denies the relation (negated) replaces an earlier one, and the other way round.
    """
    groups: dict[tuple[str, str, str], list[Answer]] = {}
    for answer in answers:
        groups.setdefault((answer.type, answer.who or "", answer.whom or ""), []).append(answer)
    held = []
    for members in groups.values():
        upto = [a for a in members if a.date is not None and a.date <= day]
        dated_back = [a for a in members if a.since is not None and a.since <= day and a not in upto]
        newest = upto[-1] if upto else dated_back[0] if dated_back else None
        if newest is not None and not (newest.until is not None and newest.until <= day):
            held.append(newest)
    return sorted(held, key=lambda a: (a.type, a.date or "", a.start))


def _answer(question: Question, row: dict[str, object]) -> Answer:
    kind = {Said: "statement", Did: "event", Stands: "relation"}.get(type(question), "mention")
    who, whom = _plain(row["who"]), _plain(row["whom"])
    negated = bool(row["negated"])
    return Answer(
        kind=kind, key=str(row["key"]), headline=_headline(kind, row, who, whom), who=who, type=str(row["type"]),
        whom=whom, negated=negated, since=_text(row["since"]), until=_text(row["until"]), words=str(row["words"]),
        start=int(str(row["start"])), end=int(str(row["end"])), report_id=str(row["id"]),
        report_title=str(row["title"]), outlet=_text(row["outlet"]), date=_text(row["published"]),
        according_to=_text(row["according_to"]),
    )  # fmt: skip


def _headline(kind: str, row: dict[str, object], who: str | None, whom: str | None) -> str:
    since = f" since {row['since']}" if row["since"] else ""
    if kind == "statement":
        return f"{who or 'somebody unnamed'} ({row['type']}): {row['content']}"
    if kind == "event":
        place = f" in {row['content']}" if row["content"] else ""
        when = f", {row['since']}" if row["since"] else ""
        return f"{row['type']}: {who or '?'}{f' → {whom}' if whom else ''}{place}{when}"
    if kind == "relation":
        return f"{who or '?'} {'not ' if row['negated'] else ''}{row['type']} {whom or '?'}{since}"
    return f"{who} ({row['type']})"


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
