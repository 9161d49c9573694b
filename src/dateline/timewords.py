"""Time expressions: one grammar, read from data/rules/en/times.toml, used to find and to value."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import CodebookInvalid

_MACRO = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """One way to write a time: `value` names the operation on the groups."""

    id: str
    value: str
    pattern: re.Pattern[str]
    match: tuple[Mapping[str, str], ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMatch:
    """A time expression at `start` to `end` (code points), with what its rule caught."""

    start: int
    end: int
    rule: str
    value: str
    groups: Mapping[str, str]


@cache
def time_rules() -> tuple[TimeRule, ...]:
    """The rules in order: an earlier one wins where two overlap.

    Raises CodebookInvalid, naming the rule, where a pattern is malformed.
    """
    data = tomllib.loads((files("dateline") / "data" / "rules" / "en" / "times.toml").read_text("utf-8"))
    rules = []
    for entry in data["rule"]:
        source = _MACRO.sub(lambda m: f"(?:{data['macros'][m[1]]})", entry["pattern"])
        try:
            pattern = re.compile(rf"(?<!\w){source}")
        except re.error as error:
            raise CodebookInvalid(f"rules/en/times.toml: rule {entry['id']}: {error}") from error
        rules.append(
            TimeRule(
                id=entry["id"],
                value=entry["value"],
                pattern=pattern,
                match=tuple(entry["match"]),
                no_match=tuple(entry.get("not", [])),
            )
        )
    return tuple(rules)


def find_times(text: str) -> list[TimeMatch]:
    """Time expressions of `text` in text order, never overlapping."""
    taken: list[TimeMatch] = []
    for rule in time_rules():
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if not any(start < t.end and t.start < end for t in taken):
                groups = {k: v for k, v in match.groupdict().items() if v}
                taken.append(TimeMatch(start=start, end=end, rule=rule.id, value=rule.value, groups=groups))
    return sorted(taken, key=lambda t: t.start)
