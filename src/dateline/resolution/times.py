"""Time expression + the report's date → TIMEX3 value and interval.

Values follow TimeML's TIMEX3; intervals are half-open ISO dates. Without a date of the report only
expressions that name their year get a value.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from dateline.record import Timex
from dateline.timewords import find_times

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "Y"}
_FUTURE = ("will", "would", "next", "before", "until", "by", "plans", "due", "to be")


def value_time(words: str, before: str, anchor: date | None) -> Timex | None:
    """The value of `words`; `before` is the text to their left (a few words), `anchor` the report's date.

    None where the words are no time or cannot be placed.
    """
    matches = find_times(before[-8:] + words)
    found = next((m for m in matches if m.end == len(before[-8:]) + len(words)), None)
    if found is None:
        return None
    future = any(f" {w} " in f" {before.lower()[-40:]}" for w in _FUTURE)
    return _value(found.value, found.groups, anchor, future)


def _value(kind: str, groups: Mapping[str, str], anchor: date | None, future: bool) -> Timex | None:
    if kind in ("duration", "vague", "ordinal"):
        return _duration(kind, groups)
    if kind == "year":
        return year(int(groups["year"]))
    if kind == "decade":
        start = int(groups["decade"])
        return Timex(type="DATE", value=str(start)[:3], begin=f"{start}-01-01", end=f"{start + 10}-01-01")
    if kind == "month" and "year" in groups:
        return month(int(groups["year"]), _month(groups))
    if kind == "day" and "year" in groups:
        return _dated(int(groups["year"]), groups)
    return None if anchor is None else _anchored(kind, groups, anchor, future)


def _anchored(kind: str, groups: Mapping[str, str], anchor: date, future: bool) -> Timex | None:
    if kind == "day":
        this = _dated(anchor.year, groups)
        if this is not None and this.value > anchor.isoformat() and not future:
            return _dated(anchor.year - 1, groups)
        return this
    if kind == "month":
        number = _month(groups)
        past = anchor.year - (1 if number > anchor.month and not future else 0)
        return month(past + (1 if future and number < anchor.month else 0), number)
    if kind == "weekday":
        number = _WEEKDAYS.index(groups["weekday"].lower())
        back = (anchor.weekday() - number) % 7
        return day(anchor + timedelta(days=(7 - back) % 7) if future else anchor - timedelta(days=back))
    if kind == "clock":
        whole = day(anchor)
        hour = int(groups["hour"]) % 12 + 12 * (groups["half"] == "p") if "half" in groups else int(groups["hour"])
        return replace(whole, type="TIME", value=f"{whole.value}T{hour:02d}:{groups['minute']}")
    if kind == "near":
        step = {"yesterday": -1, "tomorrow": 1}.get(groups["near"].lower(), 0)
        return day(anchor + timedelta(days=step))
    count = _count(groups) if kind == "ago" else {"last": 1, "this": 0, "next": -1}[groups["which"].lower()]
    return _back(groups["unit"], count, anchor)


def _back(unit: str, count: int, anchor: date) -> Timex:
    """The day, week, month, year or decade that lies `count` units before the anchor's."""
    if unit == "day":
        return day(anchor - timedelta(days=count))
    if unit == "week":
        start = anchor - timedelta(days=anchor.weekday() + 7 * count)
        iso = start.isocalendar()
        return Timex(
            type="DATE",
            value=f"{iso.year}-W{iso.week:02d}",
            begin=start.isoformat(),
            end=(start + timedelta(days=7)).isoformat(),
            anchor="published",
        )
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - count
        return month(months // 12, months % 12 + 1)
    if unit == "year":
        return year(anchor.year - count)
    start_year = anchor.year // 10 * 10 - 10 * count
    return Timex(type="DATE", value=str(start_year)[:3], begin=f"{start_year}-01-01", end=f"{start_year + 10}-01-01")


def _duration(kind: str, groups: Mapping[str, str]) -> Timex:
    unit = groups["unit"]
    if kind == "vague":
        return Timex(type="DURATION", value=f"PX{_LETTER[unit]}")
    count = _ORDINALS.index(groups["ordinal"]) + 1 if kind == "ordinal" else _count(groups)
    return Timex(type="DURATION", value=f"P{count * (10 if unit == 'decade' else 1)}{_LETTER[unit]}")


def _count(groups: Mapping[str, str]) -> int:
    word = groups["count"].lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month(groups: Mapping[str, str]) -> int:
    return _MONTHS.index(groups["month"].lower()[:3]) + 1


def _dated(number: int, groups: Mapping[str, str]) -> Timex | None:
    try:
        return day(date(number, _month(groups), int(groups["day"])))
    except ValueError:
        return None


def day(when: date) -> Timex:
    """One day."""
    end = (when + timedelta(days=1)).isoformat()
    return Timex(type="DATE", value=when.isoformat(), begin=when.isoformat(), end=end)


def month(number: int, of_year: int) -> Timex:
    """One month: year, then month 1–12."""
    begin = date(number, of_year, 1)
    end = date(number + of_year // 12, of_year % 12 + 1, 1)
    return Timex(type="DATE", value=begin.isoformat()[:7], begin=begin.isoformat(), end=end.isoformat())


def year(number: int) -> Timex:
    """One calendar year."""
    return Timex(type="DATE", value=str(number), begin=f"{number}-01-01", end=f"{number + 1}-01-01")
