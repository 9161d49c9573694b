"""Dates as pages, rows, names of files and datelines write them → ISO dates."""

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(r"(?P<month>[A-Z][a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?")
_EUROPEAN = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+)\.?,? (?P<year>\d{4})")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def iso_date(text: str) -> str | None:
    """An ISO date or date and time, or one written out with its year → YYYY-MM-DD; None where it is none."""
    text = text.strip()
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return written_date(text, None)


def written_date(text: str, year: int | None) -> str | None:
    """ "July 3, 2024", "3 July 2024", or with `year` "July 3" → YYYY-MM-DD; None where it is no date."""
    match = _EUROPEAN.search(text) or _WRITTEN.search(text)
    if match is None:
        return None
    number = int(match["year"]) if match["year"] else year
    stem = match["month"].lower()[:3]
    if number is None or stem not in _MONTHS:
        return None
    try:
        return date(number, _MONTHS.index(stem) + 1, int(match["day"])).isoformat()
    except ValueError:
        return None


def date_in_name(name: str) -> str | None:
    """The first YYYY-MM-DD in a file's name; None where there is none that exists."""
    match = _IN_NAME.search(name)
    return iso_date("-".join(match.groups())) if match else None
