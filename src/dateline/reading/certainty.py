"""How sure a statement is: 0.9 means that speaker and content are right about nine times in ten.

The model's own score says little by itself. It is weighed together with what found the statement and what kind it is,
by a logistic curve (Platt 1999) whose weights are data: `data/model/certainty.toml`, fitted on development data by
`python -m bench.certainty --fit`.
"""

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from dateline.reading import segment
from dateline.reading.words import sayings
from dateline.record import Manner, Statement
from dateline.text import Report

FEATURES = (
    "base",
    "raw",
    "rule",
    "both",
    "direct",
    "mixed",
    "nobody",
    "no_cue",
    "inside",
    "headline",
    "pronoun",
    "long",
    "unlisted",
)
# What scores less is left out. A quotation is somebody's words in any case; words without marks may be nobody's, and a
# false record costs more than a missing one: PolNeAR's who-said-what F1 is half a point less than at 0.3, and precision
# three points higher.
LEAST: dict[Manner, float] = {"direct": 0.3, "mixed": 0.3, "indirect": 0.55}
LEAST_INSIDE = 0.6  # in another's words: "we have to", "as you know" look like sayings, and few are
_LONG = 40  # words
_EDGE = 0.001


def features(report: Report, statement: Statement, pronoun: bool) -> tuple[float, ...]:
    """What is weighed, in the order of FEATURES; `statement.score` is the raw score still."""
    raw = min(max(statement.score, _EDGE), 1 - _EDGE)
    words = sum(len(c.of(report.text).split()) for c in statement.content)
    listed = any(c.of(report.text).lower() in sayings() for c in statement.cue)
    return (
        1.0,
        math.log(raw / (1 - raw)),
        float("model" not in statement.by),
        float(statement.by.endswith("+model")),
        float(statement.manner == "direct"),
        float(statement.manner == "mixed"),
        float(statement.speaker is None),
        float(not statement.cue),
        float(statement.within is not None),
        float(segment.headed(report, statement.content[0])),
        float(pronoun),
        float(words > _LONG),
        float(statement.manner == "indirect" and not listed),
    )


def settle(report: Report, statements: Iterable[Statement], pronouns: Sequence[bool]) -> tuple[Statement, ...]:
    """The statements with scores that mean what they say; `pronouns`: whether each mention is one."""
    settled = []
    for s in statements:
        given = features(report, s, s.speaker is not None and pronouns[s.speaker])
        sum_ = sum(w * x for w, x in zip(weights(), given, strict=True))
        settled.append(replace(s, score=round(1 / (1 + math.exp(-sum_)), 4)))
    return tuple(settled)


def sure(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that are sure enough to be kept; what an unsure one reports is its own reporter's."""
    kept = [n for n, s in enumerate(statements) if s.score >= _least(s)]
    place = {n: new for new, n in enumerate(kept)}

    def holder(number: int | None) -> int | None:
        for _ in statements:
            if number is None or number in place:
                break
            number = statements[number].within
        return None if number is None else place.get(number)

    return tuple(replace(statements[n], within=holder(statements[n].within)) for n in kept)


def _least(statement: Statement) -> float:
    return LEAST[statement.manner] if statement.within is None else max(LEAST[statement.manner], LEAST_INSIDE)


@cache
def weights() -> tuple[float, ...]:
    """The weights that ship with the model, in the order of FEATURES."""
    told = tomllib.loads((files("dateline") / "data" / "model" / "certainty.toml").read_text("utf-8"))
    return tuple(float(told[name]) for name in FEATURES)
