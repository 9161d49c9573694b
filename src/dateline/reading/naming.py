"""The same thing by other words: full and short names, initials, descriptions beside a name or taken up again."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from dateline.reading.found import Found
from dateline.reading.syntax import Syntax
from dateline.reading.words import word_list
from dateline.record import Mention
from dateline.text import Span

INDEFINITE = re.compile(
    r"(?:an?|some|many|several|two|three|four|five|one|another|other|more|few|most|\d+)\b", re.IGNORECASE
)
_BODIES = frozenset({"organisation", "group"})
_PEOPLE = frozenset({"person", "group"})
_MISSPELT = 5  # letters of the shortest name that may be misspelt
_POSSESSED = re.compile(r"(?:his|her|its|their) ")
_BEFORE_NAME = re.compile(
    r"(?:,? (?:(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame)\.? )?"
    r"|(?: (?:and|of|for|at|in|the|[A-Z][\w’'.-]*|[a-z-]+(?=,? [A-Z]))){1,9},? (?:(?:Dr|Prof|Sir|Dame)\.? )?"
    r"|(?: [\w’'.-]+){1,9}, (?:(?:Dr|Prof|Sir|Dame)\.? )?)"
    r"(?<! of )(?<! for )(?<! at )(?<! in )(?<! and )(?<! the )(?<! (?:of|at|in) M[rs] )(?<! for M[rs] )"
    r"(?<! (?:of|at|in) Mrs )(?<! for Mrs )"
)
_SHORTLY = re.compile(r"(?:’s|'s|’|')?(?: \([A-Z][\w.]*\))?,?")
_OWNED = re.compile(r"\b(?:and|or)\b")


def join_names(text: str, found: Found) -> None:
    """One chain for the same name in any letters, for a surname and the full name, for an organisation and its last
    words or initials; where two full names fit a short one, it stays by itself."""
    names = [m for m in found.mentions if m.form == "name" and m.kind not in ("time", "office")]
    first: dict[str, Mention] = {}
    alike: dict[tuple[str, str], Mention] = {}
    for m in names:
        words = m.span.of(text)
        same = first.setdefault(words.lower(), m)
        if same.kind != m.kind and not (words.isupper() or same.span.of(text).isupper()):
            same = alike.setdefault((words.lower(), m.kind), m)
        if same.chain != m.chain:
            found.merge(_chain(found, m), _chain(found, same))
    for words, short in first.items():
        misspelt = next((w for w in first if _misspelt(first, words, w)), None)
        if misspelt is not None and _chain(found, short) != _chain(found, first[misspelt]):
            found.merge(_chain(found, short), _chain(found, first[misspelt]))
    for words, short in first.items():
        fits = {_chain(found, full) for long, full in first.items() if _shortened(text, short, words, full, long)}
        own = _chain(found, short)
        if len(fits) == 1 and own not in fits:
            found.merge(own, next(iter(fits)))


def _misspelt(first: dict[str, Mention], one: str, other: str) -> bool:
    """Whether a person's name is an earlier one with a letter other, less or more: "Kristen Moran" of "Kristin Moran",
    "Mauer" of "K. C. Maurer"."""
    if first[one].kind != "person" or first[other].kind != "person" or first[other].span >= first[one].span:
        return False
    short = " " not in one
    full = other.rpartition(" ")[2] if short else other
    long = min(len(one), len(full)) >= _MISSPELT
    return long and (short or one.count(" ") == other.count(" ")) and _a_letter_off(one, full)


def _a_letter_off(one: str, other: str) -> bool:
    """Whether two words differ in one letter, not the first."""
    if one == other or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def _chain(found: Found, mention: Mention) -> int:
    """The chain that a mention has by now."""
    index = found.index(mention.span)
    return mention.chain if index is None else found.mentions[index].chain


def _shortened(text: str, short: Mention, words: str, full: Mention, long: str) -> bool:
    """Whether one name is a short form of another."""
    if len(long) <= len(words) or " " not in long:
        return False
    alike = short.kind == full.kind or {short.kind, full.kind} <= _BODIES or short.span.of(text).isupper()
    if not alike or full.kind == "place":
        return False
    tail = long.endswith(" " + words)
    if full.kind == "person":
        return tail or (" " not in words and words in long.split(" "))
    return tail or words == _initials(full.span.of(text)).lower()


def _initials(words: str) -> str:
    return "".join(w[0] for w in re.split(r"[ -]", words) if w[:1].isupper())


def join_appositions(text: str, found: Found, syntax: Syntax, sources: Sequence[Span]) -> None:
    """One chain for a name and the description beside it: "the negotiator, Yahya Sharafi", "Halima Wekesa, its chief",
    "minister Vojin Marenić"; and for the one description and the one name of a source."""
    heads = {at: n for n, m in enumerate(found.mentions) if (at := syntax.word(m.head)) is not None}
    for index, m in enumerate(found.mentions):  # "Mr" of "the president, Mr Ana Moran"
        at = syntax.top(found.wide[index]) if m.form == "name" and index in found.wide else None
        if at is not None:
            heads.setdefault(at, index)
    for at, index in heads.items():
        other = heads.get(int(syntax.heads[at])) if syntax.relations[at] == "appos" else None
        if other is not None:
            _join(found, index, other)
    for index, (first, second) in enumerate(pairwise(list(found.mentions))):
        if text[first.span.end : second.span.start] == " " and first.form == "nominal":
            _join(found, index, index + 1)
    for source in sources:
        every = [n for n, m in enumerate(found.mentions) if source.covers(m.span) and m.kind == "person"]
        inside = [n for n in every if not any(_holds(found, other, n) for other in every)]
        if len(inside) == 2 and source.of(text).isupper():  # the label of a turn: "CHIEF JUSTICE ANA MORAN"
            found.merge(found.mentions[inside[0]].chain, found.mentions[inside[1]].chain)
        elif (named := _named_behind(text, found, source)) is not None:
            found.merge(found.mentions[named[0]].chain, found.mentions[named[1]].chain)
        elif len(inside) == 2 and not _OWNED.search(source.of(text)) and "," in source.of(text):
            _join(found, *inside)


def _named_behind(text: str, found: Found, source: Span) -> tuple[int, int] | None:
    """The description that a source begins with and the name that it ends with."""
    for index, m in enumerate(found.mentions):
        if source.covers(m.span) and m.form == "nominal" and m.kind in ("person", *_BODIES):
            name = name_behind(text, found, source, index)
            return None if name is None else (index, name)
    return None


def name_behind(text: str, found: Found, source: Span, index: int) -> int | None:
    """The name that a source ends with behind a description or a title: "the automaker Chrysler", "Port Secretary, Ana
    Moran", "head of health for Kent, Dr. Ana Moran"."""
    first = found.mentions[index]
    if first.form == "pronoun" or (first.form == "name" and not _title(first.span.of(text))):
        return None
    ends = [n for n, m in enumerate(found.mentions) if m.form == "name" and m.span.start >= first.span.end]
    kinds = {"person"} if first.kind == "person" and first.head.of(text).lower() in _titles() else {"person", *_BODIES}
    for n in ends:
        name = found.mentions[n]
        whole = name.span.end <= source.end and _SHORTLY.fullmatch(text, name.span.end, source.end)
        if whole and name.kind in kinds and _BEFORE_NAME.fullmatch(text, first.span.end, name.span.start):
            return n
    return None


def _title(words: str) -> bool:
    """Whether a name is rather a title: "International Development Secretary"."""
    return any(word.lower() in _titles() for word in re.findall(r"[\w-]+", words))


@cache
def _titles() -> frozenset[str]:
    """Words for what somebody is by office or trade: "secretary", "lawyer"."""
    listed = frozenset(row["word"] for row in word_list("titles"))
    return listed | {row["word"] for row in word_list("nominals") if row["kind"] == "person"}


def _holds(found: Found, one: int, other: int) -> bool:
    """Whether a mention stands inside another one."""
    return one != other and found.mentions[one].span.covers(found.mentions[other].span)


def _join(found: Found, one: int, other: int) -> None:
    both = sorted((found.mentions[one], found.mentions[other]), key=lambda m: m.form != "name")
    name, description = both
    if name.form == "name" and description.form == "nominal" and name.kind == description.kind:
        found.merge(description.chain, name.chain)


def bracketed(text: str, found: Found, index: int) -> int | None:
    """What a pronoun is said to be in brackets behind it: "They (the scientists)"."""
    end = found.mentions[index].span.end
    behind = found.mentions[index + 1] if index + 1 < len(found.mentions) else None
    told = (
        behind is not None
        and text[end : behind.span.start] in (" (", " (the ")
        and text.startswith(")", behind.span.end)
    )
    return index + 1 if told else None


def named_again(text: str, found: Found, index: int) -> int | None:
    """The latest earlier mention that a definite description names again: "the ministry" of "the Interior Ministry",
    "the minister" of "Foreign Minister Vojin Marenić", the same words again."""
    mention = found.mentions[index]
    words = mention.span.of(text).lower()
    bare = words.removeprefix("the ")
    if INDEFINITE.match(words) or (bare == words and mention.kind in _PEOPLE and not _POSSESSED.match(words)):
        return None
    for place in range(index - 1, -1, -1):
        earlier = found.mentions[place]
        bodies = {earlier.kind, mention.kind} <= _BODIES | {"place"}
        if (earlier.kind != mention.kind and not bodies) or earlier.form == "pronoun":
            continue
        phrase = found.wide.get(place, earlier.span).of(text).lower()
        again = phrase == bare or (bare != words and phrase.endswith(f" {bare}"))
        if again or (earlier.form == "name" and _titled(text, found, place, bare)):
            return place
    return None


def _titled(text: str, found: Found, place: int, bare: str) -> bool:
    """Whether a name has a description in its phrase or in the office before it."""
    name = found.mentions[place].span
    phrases = [found.wide.get(place, name), *(office for office, holder in found.offices if holder == name)]
    return any(re.search(rf"\b{re.escape(bare)}\b", p.of(text).lower()) for p in phrases)


def named_later(text: str, found: Found, index: int) -> int | None:
    """Whom a headline's bare description ("minister", "UN envoy") is told to be below: the one name with that title."""
    mention = found.mentions[index]
    word = mention.head.of(text).lower()
    later = range(index + 1, len(found.mentions))
    titled = [n for n in later if found.mentions[n].form == "name" and found.mentions[n].kind == mention.kind]
    titled = [n for n in titled if _titled(text, found, n, word)]
    described = [
        n for n in later if found.mentions[n].form == "nominal" and found.mentions[n].head.of(text).lower() == word
    ]
    named = {m.chain for m in found.mentions if m.form == "name" and m.kind == mention.kind}
    every = [n for n in (*titled, *described) if found.mentions[n].chain in named]
    chains = {found.mentions[n].chain for n in every}
    return every[0] if len(chains) == 1 else None
