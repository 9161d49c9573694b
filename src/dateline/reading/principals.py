"""For whom one speaks: a spokesperson's, a lawyer's, a chair's principal, and the body that a document is of.

`words/en/speaks_for.tsv` says which words make somebody speak for another: `any` for anybody's, `body` for a body's
alone ("the union’s president" speaks for it, "the president of Norland" is more than that).
"""

from collections.abc import Iterator
from functools import cache

from dateline.reading.found import Found
from dateline.reading.found import mention as mention_of
from dateline.reading.syntax import Syntax
from dateline.reading.words import forms, speaker_words, word_list
from dateline.record import Mention
from dateline.text import Span

_SERVED = frozenset({"nmod:poss", "nmod", "compound", "amod"})
_ACTORS = frozenset({"person", "group", "organisation", "place"})
_BODIES = frozenset({"organisation", "group"})
_OF = frozenset({"of", "for"})


def owners(text: str, found: Found, syntax: Syntax) -> list[Mention]:
    """Mentions of the bodies that own a spokesperson or the like and that nothing has found: "the coalition’s"."""
    new = []
    for mention in found.mentions:
        for at in _words(text, syntax, mention):
            for child in syntax.children(at):
                word = syntax.span(child)
                known = any(m.span.covers(word) and m.span.start >= word.start for m in found.mentions)
                if syntax.relations[child] == "nmod:poss" and not known and not word.of(text)[0].isupper():
                    span = syntax.phrase(child)
                    new.append(
                        mention_of(span, "organisation", "nominal", found.chain(("owner", span)), "rule:owner", 0.6)
                    )
    return new


def principals(text: str, found: Found, syntax: Syntax) -> dict[int, int]:
    """Chains of those who speak for another → the mention of whom they speak for."""
    served: dict[int, int] = {}
    for mention in found.mentions:
        if mention.form == "pronoun":
            continue
        for at in _words(text, syntax, mention):
            for index in _all_served(text, found, syntax, mention, at):
                served.setdefault(mention.chain, index)
        led = _led(text, found, syntax, mention)
        if led is not None:
            served.setdefault(mention.chain, led)
    for office, holder in found.offices:  # "union president Ana Moran"
        title, named = syntax.word(Span(office.end - 1, office.end)), found.index(holder)
        if title is not None and named is not None and syntax.span(title).of(text).lower() in _serving():
            for other in _all_served(text, found, syntax, found.mentions[named], title):
                served.setdefault(found.mentions[named].chain, other)
    return served


def _words(text: str, syntax: Syntax, mention: Mention) -> list[int]:
    """The words of a mention that may make it speak for another: its head, and the noun that the head modifies."""
    at = syntax.word(mention.head)
    if at is None or mention.kind not in (*_ACTORS, "thing"):
        return []
    document = speaker_words().get(mention.head.of(text).lower()) == "document"
    both = dict.fromkeys((at, syntax.noun(at)))
    return [w for w in both if syntax.span(w).of(text).lower() in _serving() or (w == at and document)]


def _all_served(text: str, found: Found, syntax: Syntax, mention: Mention, at: int) -> Iterator[int]:
    told = _serving().get(syntax.span(at).of(text).lower(), "document")
    for child in syntax.children(at):
        relation = syntax.relations[child]
        owned = relation == "nmod:poss"
        of = relation == "nmod" and any(
            syntax.relations[c] == "case" and syntax.span(c).of(text) in _OF for c in syntax.children(child)
        )
        index = _actor(found, mention, syntax.span(child)) if relation in _SERVED else None
        if index is None:
            continue
        if _may(told, found.mentions[index], owned=owned, of=of):
            yield index


def _may(told: str, served: Mention, *, owned: bool, of: bool) -> bool:
    """Whether a thing may be spoken for: "Norland" of "the Norland spokesman" is where from, and a document is of the
    body that owns it."""
    body = served.kind in _BODIES
    if told == "any":
        return owned or of or served.kind != "place" or served.form == "metonym"
    return body if told == "body" else owned or (of and body)


def _led(text: str, found: Found, syntax: Syntax, mention: Mention) -> int | None:
    """The body that a person heads, by a clause: "Ana Moran, who chairs the union"."""
    at = syntax.word(mention.head)
    for verb in () if at is None or mention.kind != "person" else syntax.children(at):
        if syntax.relations[verb] != "acl:relcl" or syntax.span(verb).of(text).lower() not in forms("leading"):
            continue
        for child in syntax.children(verb):
            index = _actor(found, mention, syntax.span(child)) if syntax.relations[child] == "obj" else None
            if index is not None and found.mentions[index].kind in _BODIES:
                return index
    return None


def _actor(found: Found, speaker: Mention, word: Span) -> int | None:
    """The smallest mention of an actor around a word, other than the speaker's own."""
    return found.around(word, lambda m: m.kind in _ACTORS and m.chain != speaker.chain)


@cache
def _serving() -> dict[str, str]:
    return {row["word"]: row["whom"] for row in word_list("speaks_for")}
