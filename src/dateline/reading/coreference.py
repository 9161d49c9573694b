"""Who is who: names, pronouns and descriptions → chains. Where it is unsure, a chain of its own, with its rivals.

The model gives, for each word, the probability of every earlier word that it may refer back to (Lee et al. 2017,
mention ranking); the words of one chain vote together. Pronouns that it says nothing of go by the nearest name that
fits.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.reading import segment
from dateline.reading.found import Found
from dateline.reading.naming import INDEFINITE, bracketed, join_appositions, join_names, named_again, named_later
from dateline.reading.segment import quotations
from dateline.reading.syntax import Syntax
from dateline.record import Mention
from dateline.text import Report, Span

Allowed = Callable[[Span], bool]
Speaking = Mapping[int, Sequence[Span]]

SPEAKERS_OWN = frozenset({"we", "our", "us", "i", "me", "my", "ours", "mine", "myself", "ourselves"})
HEARERS = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_US = frozenset({"we", "our", "us", "ours", "ourselves"})
_NEAR = 400  # code points between two "we" of the same people
_SUBJECT_BEFORE = re.compile(r"(?:^|[.?!\n,:;“\"] ?|\b(?:that|and|but|what|when|as|while|if|But|And) )$")
_HE, _SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
ONE = _HE | _SHE
_MR = _HE | {"mr", "sir", "lord", "king", "father", "brother"}
_MRS = _SHE | {"mrs", "ms", "miss", "lady", "madam", "queen", "mother", "sister"}
_ANYBODY = frozenset({"some", "others"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_MANY = frozenset({"they", "their", "them", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(ONE, frozenset({"person"})),
    **dict.fromkeys(_MANY, frozenset({"person", "group", "organisation", "place"})),
    **dict.fromkeys(_THING, frozenset({"group", "organisation", "place", "thing"})),
}
_SELF = ("self", "selves")
_CORE = ("nsubj", "obj", "iobj")
_AGED = re.compile(r"[Tt]he \d+-year-old\b")
_RIVAL = 0.05
_GOES_ON = 3.0
_RIVALS = 3


def chain_mentions(
    report: Report, found: Found, syntax: Syntax, sources: Sequence[Span], speaking: Speaking | None = None
) -> None:
    """Rechain the mentions of `found` in place, in text order; `sources`: the words that name each speaker; `speaking`:
    the mentions that speak for themselves, in text order, with what they say word for word."""
    join_names(report.text, found)
    join_appositions(report.text, found, syntax, sources)
    quotes = [q for block in report.blocks for q in quotations(report.text, block.span)]
    scene = _Scene(
        text=report.text,
        found=found,
        syntax=syntax,
        heads=[syntax.top(m.head) for m in found.mentions],
        quotes=quotes,
        spoke=speaking or {},
        told=[*quotes, *(c for own in (speaking or {}).values() for c in own)],
    )
    for index, mention in enumerate(found.mentions):
        if mention.kind in ("time", "office"):
            continue
        if mention.form == "pronoun":
            found.mentions[index] = _pronoun(scene, index)
        elif mention.form == "nominal":
            _describe(scene, index)
        else:
            _take_description(found, scene.heads, index, _votes(found, scene.heads, index, syntax))
    _name_in_headlines(report, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What a report shows of who is who: its mentions and the words they hang on, its quotations, who speaks."""

    text: str
    found: Found
    syntax: Syntax
    heads: list[int | None]
    quotes: Sequence[Span]
    spoke: Speaking
    told: Sequence[Span]  # quotations and turns


def _pronoun(scene: _Scene, index: int) -> Mention:
    """A pronoun in the chain that it refers back to, or in its own with its rivals."""
    text, found, heads, syntax = scene.text, scene.found, scene.heads, scene.syntax
    mention = found.mentions[index]
    told = bracketed(text, found, index)
    if told is not None:
        return replace(mention, chain=found.mentions[told].chain)
    if mention.head.of(text).lower() in HEARERS:
        return replace(mention, chain=_same_circle(scene, index, HEARERS))
    if mention.head.of(text).lower() in _ANYBODY:
        return mention
    last = _last_speaker(found, heads, index, syntax, scene.spoke)
    telling = _telling(heads, index, syntax)
    votes = _again(found, _votes(found, heads, index, syntax), last if telling is None else telling)
    saying = _saying(text, found, index, scene.spoke)
    votes = {c: v for c, v in votes.items() if c not in saying}
    target, rivals = _antecedent(text, index, found, heads, syntax, votes)
    if target is None:
        target = _spoke_last(text, found, index, last)
    if target is None and not rivals:
        target = _nearest(text, index, found, scene.quotes)
    if target is None:
        target = _ahead(text, found, heads, index, syntax)
    if target is None and mention.head.of(text).lower() in _US:
        return replace(mention, chain=_same_circle(scene, index, _US, _NEAR), rivals=rivals)
    return replace(mention, rivals=rivals) if target is None else replace(mention, chain=found.mentions[target].chain)


def _describe(scene: _Scene, index: int) -> None:
    """Rechain a description: with the name beside it, with what is called the same, or where the model refers it."""
    found, mention = scene.found, scene.found.mentions[index]
    called = named_again(scene.text, found, index)
    if _named(found, mention.chain):  # a name stands beside it
        if called is not None and not _named(found, found.mentions[called].chain):
            found.merge(found.mentions[called].chain, mention.chain)
    elif called is not None:
        found.mentions[index] = replace(mention, chain=found.mentions[called].chain)
    else:
        votes = _votes(found, scene.heads, index, scene.syntax)
        target, rivals = _antecedent(scene.text, index, found, scene.heads, scene.syntax, votes)
        if _AGED.match(mention.span.of(scene.text)):
            target = _nearest_person(scene, index)
        chain = mention.chain if target is None else found.mentions[target].chain
        found.mentions[index] = replace(mention, chain=chain, rivals=rivals if target is None else ())


def _nearest_person(scene: _Scene, index: int) -> int | None:
    """Who was named last outside quotations: "the 49-year-old" is a way not to name him again."""
    return _latest(scene.text, scene.found, index, ("person",), _outside(scene.quotes))


def _name_in_headlines(report: Report, found: Found) -> None:
    for index, mention in enumerate(found.mentions):
        if mention.form == "nominal" and mention.kind == "person" and segment.headed(report, mention.span):
            later = named_later(report.text, found, index)
            if later is not None and not _named(found, mention.chain):
                found.merge(mention.chain, found.mentions[later].chain)


def _named(found: Found, chain: int) -> bool:
    return any(m.chain == chain and m.form == "name" for m in found.mentions)


def _votes(found: Found, heads: list[int | None], index: int, syntax: Syntax) -> dict[int, tuple[float, int]]:
    """The probability of each earlier chain in the window, with its latest mention; −1: of none."""
    word = heads[index]
    row = None if word is None else syntax.back(word)
    if word is None or row is None:
        return {}
    first, likely = row[0], np.exp(row[1])
    votes: dict[int, tuple[float, int]] = {-1: (float(likely[word - first]), index)}
    for place in range(index - 1, -1, -1):
        at = heads[place]
        if at is None or at == word:
            continue
        if at < first:
            break
        share, latest = votes.get(found.mentions[place].chain, (0.0, place))
        votes[found.mentions[place].chain] = (share + float(likely[at - first]), latest)
    return votes


def _same_circle(scene: _Scene, index: int, words: frozenset[str], reach: int | None = None) -> int:
    """The chain of the last "you" or "we" of the same quotation or turn, or outside all; `reach`: code points."""
    mention = scene.found.mentions[index]
    told = scene.told
    inside = [c for c in told if c.covers(mention.span)]
    for m in reversed(scene.found.mentions[:index]):
        if reach is not None and mention.span.start - m.span.end > reach:
            break
        alike = m.form == "pronoun" and m.head.of(scene.text).lower() in words
        if alike and [c for c in told if c.covers(m.span)] == inside:
            return m.chain
    return mention.chain


def _last_speaker(found: Found, heads: list[int | None], index: int, syntax: Syntax, spoke: Speaking) -> int | None:
    """Who spoke before a pronoun that speaks, unless somebody else has been a sentence's subject since."""
    last = next((n for n in reversed(list(spoke)) if n < index), None)
    if index not in spoke or last is None:
        return None
    for place in range(last + 1, index):
        m, at = found.mentions[place], heads[place]
        subject = at is not None and syntax.relations[at].startswith("nsubj")
        named = m.form == "name" and m.kind == "person" and m.chain != found.mentions[last].chain
        if subject and named and at is not None and syntax.relations[int(syntax.heads[at])] == "root":
            return None
    return last


def _saying(text: str, found: Found, index: int, spoke: Speaking) -> set[int]:
    """The chains of whoever says a "he" or "she" word for word: nobody calls himself so."""
    mention = found.mentions[index]
    if mention.head.of(text).lower() not in ONE:
        return set()
    return {found.mentions[n].chain for n, own in spoke.items() if any(c.covers(mention.span) for c in own)}


def _telling(heads: list[int | None], index: int, syntax: Syntax) -> int | None:
    """The subject of the verb that a pronoun's clause is told by: "Norland said it would leave"."""
    word = heads[index]
    if word is None or not syntax.relations[word].startswith("nsubj"):
        return None
    clause = int(syntax.heads[word])
    teller = syntax.subject(int(syntax.heads[clause])) if syntax.relations[clause] == "ccomp" else None
    return next((n for n, at in enumerate(heads[:index]) if teller is not None and at == teller), None)


def _again(found: Found, votes: dict[int, tuple[float, int]], last: int | None) -> dict[int, tuple[float, int]]:
    """The votes for a pronoun of a saying: who tells it, or spoke last, is likelier than others are."""
    if last is None:
        return votes
    chain = found.mentions[last].chain
    return {c: (share * _GOES_ON if c == chain else share, place) for c, (share, place) in votes.items()}


def _spoke_last(text: str, found: Found, index: int, last: int | None) -> int | None:
    """Whoever spoke last, for a "he" or "she" that speaks and that nothing else explains."""
    if last is None or found.mentions[index].head.of(text).lower() not in ONE:
        return None
    fits = found.mentions[last].kind == "person" and not _strange(text, found, found.mentions[last].chain, index)
    return last if fits else None


def _take_description(found: Found, heads: list[int | None], index: int, votes: dict[int, tuple[float, int]]) -> None:
    """A description that a name refers back to ("the spokeswoman, Halima Wekesa") joins the name's chain."""
    name = found.mentions[index]
    chain, (share, place) = max(votes.items(), key=lambda v: v[1][0], default=(-1, (0.0, index)))
    if chain in (-1, name.chain) or share < 0.5 or name.kind != found.mentions[place].kind:
        return
    if all(m.form in ("nominal", "pronoun") for m in found.mentions if m.chain == chain):
        found.merge(chain, name.chain)


def _antecedent(
    text: str, index: int, found: Found, heads: list[int | None], syntax: Syntax, votes: dict[int, tuple[float, int]]
) -> tuple[int | None, tuple[tuple[int, float], ...]]:
    """The earlier mention that a pronoun or a description refers to, or None and the rivals."""
    mention = found.mentions[index]
    word = mention.head.of(text).lower()
    at = heads[index]
    if word == "it" and not _opens(text, mention) and (at is None or syntax.relations[at] != "nsubj"):
        return None, ()  # an object "it" may be anything
    if word in SPEAKERS_OWN:  # whose words they are is known only when the statement is; till then, each other's
        votes = {c: v for c, v in votes.items() if c == -1 or _own(text, found, c, SPEAKERS_OWN)}
    else:
        votes = {c: v for c, v in votes.items() if c == -1 or not _own(text, found, c, SPEAKERS_OWN | HEARERS)}
    if word in _RELATIVE and (noun := _modified(found, heads, index, syntax)) is not None:
        return noun, ()
    if mention.form == "nominal" and INDEFINITE.match(mention.span.of(text)):
        votes = {c: v for c, v in votes.items() if v[0] > 0.5}
    barred = _beside(found, heads, index, syntax) if mention.form == "pronoun" and not word.endswith(_SELF) else set()
    votes = {c: v for c, v in votes.items() if c not in barred}
    fits = _KINDS.get(word) if mention.form == "pronoun" else _alike(mention)
    fit = {
        c: v
        for c, v in votes.items()
        if c != -1 and (fits is None or _kind(found, c, v[1]) in fits) and not _strange(text, found, c, index)
    }
    none = votes.get(-1, (0.0, index))[0]
    ranked = sorted(((share, c) for c, (share, _) in fit.items()), reverse=True)
    sure = none if mention.form == "nominal" else max(_RIVAL, none / 4)
    if ranked and ranked[0][0] >= sure:
        return fit[ranked[0][1]][1], ()
    return None, tuple((c, round(share, 2)) for share, c in ranked[:_RIVALS] if share >= _RIVAL)


def _strange(text: str, found: Found, chain: int, index: int) -> bool:
    """Whether a chain has been called "she" or "Mrs" where the pronoun is "he", the other way round, or either where it
    is "they"."""
    word = found.mentions[index].head.of(text).lower()
    other = _MRS if word in _HE else _MR if word in _SHE else _MR | _MRS if word in _MANY else frozenset[str]()
    for m in found.mentions[:index] if other else ():
        if m.chain == chain and m.kind == "person":
            before = text[max(0, m.span.start - 12) : m.span.start].split()[-1:] if m.form == "name" else []
            if any(w.rstrip(".").lower() in other for w in (*before, m.head.of(text))):
                return True
    return False


def _beside(found: Found, heads: list[int | None], index: int, syntax: Syntax) -> set[int]:
    """The chains of the other subject or objects of a pronoun's verb: "it" that bans the Front is not the Front."""
    word = heads[index]
    if word is None or not syntax.relations[word].startswith(_CORE):
        return set()
    verb = syntax.heads[word]
    return {
        found.mentions[n].chain
        for n, at in enumerate(heads)
        if at is not None and at != word and syntax.heads[at] == verb and syntax.relations[at].startswith(_CORE)
    }


def _ahead(text: str, found: Found, heads: list[int | None], index: int, syntax: Syntax) -> int | None:
    """The subject after an owner that stands before it: "In its plea, the Centre asked"."""
    word = heads[index]
    if word is None or syntax.relations[word] != "nmod:poss":
        return None
    noun = int(syntax.heads[word])
    subject = syntax.subject(int(syntax.heads[noun])) if syntax.relations[noun].startswith("obl") else None
    if subject is None or subject < word:
        return None
    fits = _KINDS.get(syntax.span(word).of(text).lower(), frozenset())
    return next((n for n, at in enumerate(heads) if at == subject and found.mentions[n].kind in fits), None)


def _own(text: str, found: Found, chain: int, words: frozenset[str]) -> bool:
    """Whether a chain is of these first and second persons alone."""
    return all(m.span.of(text).lower() in words for m in found.mentions if m.chain == chain)


def _alike(mention: Mention) -> frozenset[str]:
    """The kinds that a description may refer to: a place may be called a country, a group an organisation."""
    if mention.kind in ("group", "organisation", "place"):
        return frozenset({"group", "organisation", "place"})
    return frozenset({mention.kind})


def _kind(found: Found, chain: int, place: int) -> str:
    """The kind of a chain: of its first name, else of a member."""
    members = (m.kind for m in found.mentions if m.chain == chain and m.form in ("name", "metonym"))
    return next(members, found.mentions[place].kind)


def _modified(found: Found, heads: list[int | None], index: int, syntax: Syntax) -> int | None:
    """The mention that a relative clause stands at: "the envoy, who had left, said"."""
    word = heads[index]
    if word is None:
        return None
    for verb in syntax.above(word):
        if syntax.relations[verb].startswith("acl"):
            noun = syntax.span(int(syntax.heads[verb]))
            return found.around(noun, lambda _: True)
        if syntax.relations[verb] not in ("ccomp", "xcomp", "conj"):
            return None
    return None


def _nearest(text: str, index: int, found: Found, quotes: Sequence[Span]) -> int | None:
    """The nearest earlier name that fits a pronoun, in the same quotation or outside all."""
    mention = found.mentions[index]
    word = mention.head.of(text).lower()
    inside = next((q for q in quotes if q.covers(mention.span)), None)
    allowed = inside.covers if inside else _outside(quotes)
    if word in ONE or word == "who":
        return _latest(text, found, index, ("person",), allowed)
    if word in _MANY:
        return _latest(text, found, index, ("group",), allowed)
    if word in SPEAKERS_OWN or not _opens(text, mention):
        return None
    return _latest(text, found, index, ("organisation", "place"), allowed, opening=True)


def _opens(text: str, mention: Mention) -> bool:
    """Whether a pronoun opens a clause."""
    return _SUBJECT_BEFORE.search(text[max(0, mention.span.start - 8) : mention.span.start]) is not None


def _outside(quotes: Sequence[Span]) -> Allowed:
    return lambda span: not any(q.covers(span) for q in quotes)


def _latest(
    text: str, found: Found, index: int, kinds: tuple[str, ...], allowed: Allowed, *, opening: bool = False
) -> int | None:
    """The nearest earlier named mention of these kinds; for `it`, only what opens its sentence."""
    for place in range(index - 1, -1, -1):
        mention = found.mentions[place]
        if mention.kind not in kinds or mention.form not in ("name", "metonym") or not allowed(mention.span):
            continue
        start = found.wide.get(place, mention.span).start
        opens = start == 0 or text[:start].rstrip(" ")[-1:] in (".", "\n", "”")
        if (opens or not opening) and not _strange(text, found, mention.chain, index):
            return place
    return None
