"""Names that no table has: what shows that capitalised words name a person or an organisation.

A title before the name, a saying verb beside it, or an apposition with a title after it. Without one
of these the words stay words. A surname that the tables know is somebody else's where the report
gives it another first name.
"""

import re
from collections.abc import Mapping
from functools import cache

from dateline.names import Name
from dateline.reading.words import saying_macros, word_list

_CAPITALISED = r"[A-ZÀ-Þ][\w’'\-]*[a-zß-ÿ]\w*(?: (?:al|bin|de|del|de la|van|von|el|da|dos)(?= [A-ZÀ-Þ]))?|[A-Z]\."
NAME = re.compile(rf"(?:{_CAPITALISED})(?: (?:{_CAPITALISED}))+")
STARTERS = frozenset(
    [
        *("the", "on", "in", "at", "but", "and", "a", "an", "when", "as", "after", "for", "by", "while", "if"),
        *("so", "then", "last", "since", "with", "from", "among", "both", "that", "this", "these", "those"),
        *("his", "her", "their", "our", "its", "he", "she", "they", "it", "yet"),
    ]
)
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Court|Committee|Council|University|Party|Bank|Agency|Department|Senate|Congress|Parliament"
    r"|Duma|Assembly|Service|Office|Union|Organi[sz]ation|Movement|Front|Army|Forces|Mission|Secretariat|News"
    r"|Times|Post|Journal|Group|Inc|Corp|Company|Institute|Cent(?:er|re)|Association|Foundation|Police|House"
    r"|Board|Commission|Campaign|Network|Magazine|College|School|Hospital|Authority|Federation|League|Society"
    r"|Fund|Club|Church|Press|Media|Airlines|Programme|Program|Bureau|Command|Coalition|Alliance|Project"
    r"|Radio|Television|TV|Sentinel|Herald|Tribune|Gazette|Observer|Chronicle|Globe|Examiner|Review|Daily|Today"
    r"|Security|Reserve|Republicans|Democrats|Energy|Motors|Systems|Partners|Capital|Holdings|International"
    r"|Action|Watch|Street|Insider|Industries|Trust|Museum|Library)\b"
)


_SPACED = re.compile(r"([\w-]+)\.? (?=\w)")


def name_proper(match: re.Match[str]) -> tuple[int, str]:
    """Start and words of the name in a run of capitals: no owner, no title or sentence word at either end.

    What would be a title before a person ("Foreign", "General") is part of an organisation's name.
    """
    words, start = match[0], match.start()
    for mark in ("’s ", "'s "):
        owner, _, owned = words.rpartition(mark)
        if owner:
            start, words = start + len(words) - len(owned), owned
    while " " in words:
        first, rest = words.split(" ", 1)
        word = first.lower().rstrip(".")
        if word not in titles() | STARTERS or (word in titles() - STARTERS and organisation_head(rest)):
            break
        start, words = start + len(first) + 1, rest
    if not organisation_head(
        words
    ):  # "Serbian Foreign Minister Vojin Marenić": the name is what follows the last title
        ends = [m.end() for m in _SPACED.finditer(words) if m[1].lower() in titles()]
        start, words = (start + ends[-1], words[ends[-1] :]) if ends else (start, words)
    while " " in words and words.rsplit(" ", 1)[1].lower().rstrip(".") in titles() | STARTERS:
        words = words.rsplit(" ", 1)[0]
    return start, words.removesuffix("’s").removesuffix("'s")


def organisation_head(words: str) -> bool:
    """Whether one of the words is the head of an organisation's name."""
    return _ORGANISATION.search(words) is not None


@cache
def titles() -> frozenset[str]:
    """Words of titles, in small letters: data/words/en/titles.tsv."""
    return frozenset(row["word"] for row in word_list("titles"))


def titled(text: str, start: int) -> bool:
    """Whether a title stands right before `start`."""
    before = re.search(r"([\w\-]+\.?) $", text[max(0, start - 30) : start])
    return before is not None and before[1].lower().rstrip(".") in titles()


def speaks(text: str, start: int, end: int) -> bool:
    """Whether the words at `start` to `end` are what a saying verb says something for, or have a title after them."""
    after, before, apposition = _beside()
    return bool(
        after.match(text, end) or before.search(text[max(0, start - 30) : start]) or apposition.match(text, end)
    )


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    says = saying_macros()["say_quote"]
    offices = "|".join(sorted((re.escape(r["word"]) for r in word_list("titles") if r["kind"] != "modifier"), key=len))
    return (
        re.compile(rf"(?:, [^,.;“”]{{2,80}},)? (?:(?:has|had|also|then|later) )*(?:{says})\b"),
        re.compile(rf"[,”\"] (?:{says}) $"),
        re.compile(rf", (?:an? |the |his |her |its )?[^,.;“”]{{0,60}}?\b(?:{offices})\b"),
    )


def borrowed_surnames(text: str, known: Mapping[str, Name]) -> frozenset[str]:
    """Last names that the report gives to somebody whom the tables do not have: "Ana Gromov" is no Boris Gromov.

    Where the report names the one of the tables in full, the surname is his.
    """
    found = set()
    for match in NAME.finditer(text):
        words = [w.removesuffix("’s").removesuffix("'s") for w in match[0].split(" ")]
        while words and (words[0].lower().rstrip(".") in titles() or words[0].lower() in STARTERS):
            words = words[1:]
        if len(words) < 2:
            continue
        full = known.get(words[-1])
        another = " ".join(words) not in known and words[0] not in known
        if full is not None and another and not any(p in text for p in full.shared or (full.canonical,)):
            found.add(words[-1])
    return frozenset(found)
