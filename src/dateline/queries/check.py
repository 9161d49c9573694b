"""`check(store, words)`: is this quotation in the record, word for word, or what is nearest to it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dateline.errors import QuestionInvalid
from dateline.store.store import Store

Verdict = Literal["verbatim", "reported", "altered", "absent"]
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_NEAREST = 200  # statements that share words, best first, which are compared word by word
_ALIKE = 0.5  # share of the words in common, below which a statement is another saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One report that has the words, or the nearest to them."""

    key: str
    speaker: str | None
    cue: str
    words: str
    report_id: str
    report_title: str
    outlet: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of a quotation.

    `verbatim`: these words stand between quotation marks; `reported`: they stand in a content without the marks;
    `altered`: the nearest quotation differs, `difference` says how, word by word (" " both, "-" only asked for, "+"
    only in the record); `absent`: nothing is like it. `places`: the earliest report first.
    """

    verdict: Verdict
    asked: str
    places: tuple[Place, ...] = ()
    difference: tuple[tuple[str, str], ...] = ()


def check(store: Store, words: str) -> Checked:
    """Look for a quotation; case, marks and white space do not count, words and their order do.

    Raises QuestionInvalid where there is no word in it.
    """
    asked = _words(words)
    if not asked:
        raise QuestionInvalid("check: no words; give the quotation between quotation marks")
    found = [(_likeness(asked, row), row) for row in _candidates(store, asked)]
    for verdict, least in (("verbatim", 3.0), ("reported", 2.0)):
        if held := [row for likeness, row in found if likeness == least]:
            return Checked(verdict=verdict, asked=words, places=_places(held))  # type: ignore[arg-type]
    best = max((likeness for likeness, _ in found), default=0.0)
    if best < _ALIKE:
        return Checked(verdict="absent", asked=words)
    nearest = [row for likeness, row in found if likeness == best]
    return Checked(
        verdict="altered", asked=words, places=_places(nearest), difference=_difference(words, _text(nearest[0]))
    )


Row = tuple[str, str | None, str, str, str, str, str, str | None, str | None]


def _candidates(store: Store, asked: Sequence[str]) -> list[Row]:
    """Statements that share words with the quotation, those with the rarest and most first."""
    query = " OR ".join(f'"{w}"' for w in dict.fromkeys(re.findall(r"\w+", " ".join(asked))))
    return store.connection.execute(
        "SELECT t.key, t.speaker, t.cue, t.content, t.quoted, r.id, r.title, r.outlet, r.published"
        " FROM statement_text JOIN statement t ON t.rowid = statement_text.rowid JOIN report r ON r.number = t.report"
        " WHERE statement_text MATCH ? ORDER BY bm25(statement_text), r.published, r.number, t.start LIMIT ?",
        (query, _NEAREST),
    ).fetchall()


def _words(text: str) -> list[str]:
    return [w.casefold().replace("’", "'") for w in _WORD.findall(text)]


def _text(row: Row) -> str:
    """What is compared: the verbatim words, or all that is reported where there are none."""
    return row[4].replace("\n", " ") or row[3].replace(" … ", " ")


def _likeness(asked: list[str], row: Row) -> float:
    """3 where the words are quoted, 2 where they are reported, else the share of words in common (Dice, in order)."""
    if _holds(_words(row[4]), asked):
        return 3.0
    if _holds(_words(row[3]), asked):
        return 2.0
    blocks = SequenceMatcher(None, asked, _words(_text(row)), autojunk=False).get_matching_blocks()
    shared = [b for b in blocks if b.size]
    if not shared:
        return 0.0
    # a long quotation that holds most of the words is near too: only its part around them counts
    width = shared[-1].b + shared[-1].size - shared[0].b
    return 2 * sum(b.size for b in shared) / (len(asked) + width)


def _holds(words: list[str], asked: list[str]) -> bool:
    size = len(asked)
    return any(words[n : n + size] == asked for n in range(len(words) - size + 1))


def _places(rows: Sequence[Row]) -> tuple[Place, ...]:
    """Where the words stand, the earliest report first, undated ones last."""
    ordered = sorted(rows, key=lambda r: (r[8] or "9", r[0]))
    return tuple(
        Place(
            key=key,
            speaker=speaker,
            cue=cue,
            words=content,
            report_id=report,
            report_title=title,
            outlet=outlet,
            date=published,
        )
        for key, speaker, cue, content, _, report, title, outlet, published in ordered
    )


def _difference(asked: str, found: str) -> tuple[tuple[str, str], ...]:
    """Word by word: " " in both, "-" only in what was asked for, "+" only in the record, around what they share."""
    mine, theirs = _WORD.findall(asked), _WORD.findall(found)
    steps = SequenceMatcher(None, _words(asked), _words(found), autojunk=False).get_opcodes()
    told: list[tuple[str, str]] = []
    for number, (step, a, b, c, d) in enumerate(steps):
        outside = step == "insert" and number in (0, len(steps) - 1)
        told += [(" ", w) for w in theirs[c:d]] if step == "equal" else [("-", w) for w in mine[a:b]]
        told += [("+", w) for w in theirs[c:d]] if step in ("insert", "replace") and not outside else []
    return tuple(told)
