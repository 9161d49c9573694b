"""Who speaks, once all sayings are known: whose "we" it is, what kind of source a speaker is, for whom one speaks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.reading.coreference import HEARERS, ONE, SPEAKERS_OWN
from dateline.reading.found import Found
from dateline.reading.principals import principals
from dateline.reading.segment import quotations, sentences
from dateline.reading.syntax import Syntax
from dateline.reading.turns import LAID_OUT, find_interview
from dateline.reading.words import speaker_words
from dateline.record import Mention, SpeakerKind, Statement
from dateline.text import Report, Span

_SINGLE = frozenset({"i", "me", "my", "mine", "myself"})
_UNNAMED = frozenset({"Q", "A"})  # in a transcript
_TITLED = re.compile(r"(?:[A-Z][\w.]* ){0,2}")  # "Miss ", "Lord Justice "
_OURS = frozenset({"we", "us", "our"})


def join_speakers(report: Report, found: Found, statements: tuple[Statement, ...]) -> None:
    """Rechain first-person mentions in place: an office holder's "our" is the state's, "my" the speaker's own; an "I"
    in nobody's words is the writer's, or whoever was called to speak last."""
    voices = {**_voices(report, found), **_interviewed(report, found)}
    for index, mention in enumerate(found.mentions):
        word = mention.span.of(report.text).lower()
        if mention.form != "pronoun" or word not in SPEAKERS_OWN | HEARERS:
            continue
        holder = _holder(statements, index, mention.span, word)
        if holder is not None:
            speaker = found.mentions[holder].chain
            chain = found.state_of.get(speaker, speaker) if word not in _SINGLE | HEARERS else speaker
            found.mentions[index] = replace(mention, chain=chain)
        elif word in _SINGLE | HEARERS and (voice := voices.get(index)) is not None:
            found.mentions[index] = replace(mention, chain=found.mentions[voice].chain)
    for s in statements:  # "we expect" in what somebody says, where no mark tells that the words are the speaker's
        around = None if s.within is None else statements[s.within]
        outer = None if around is None or around.by in LAID_OUT else around.who
        if outer is not None and s.speaker is not None and _nobodys(report.text, found, s.speaker):
            found.mentions[s.speaker] = replace(found.mentions[s.speaker], chain=found.mentions[outer].chain)


def _nobodys(text: str, found: Found, index: int) -> bool:
    """Whether nothing tells whose "we" or "I" it is."""
    chain = found.mentions[index].chain
    return all(m.head.of(text).lower() in SPEAKERS_OWN for m in found.mentions if m.chain == chain)


def _holder(statements: Sequence[Statement], index: int, span: Span, word: str) -> int | None:
    """Who says a first person, or is asked with a second: of the smallest saying around it."""
    asked = word in HEARERS
    around = [
        (c.end - c.start, who)
        for s in statements
        if not asked or s.act == "ask"
        for who in (s.addressee if asked else s.speaker,)
        for c in (s.content if asked or (word in _SINGLE and (s.by in LAID_OUT or not s.quoted)) else s.quoted)
        if who is not None and who != index and c.covers(span)
    ]
    return min(around)[1] if around else None


def _voices(report: Report, found: Found) -> dict[int, int]:
    """Each "I" outside quotations → the mention that says whose it is: the name that the last such sentence was
    ("Senator Moran?"), else the first "I" since the text began."""
    voices: dict[int, int] = {}
    voice: int | None = None
    for _, sentence in sentences(report):
        quoted = quotations(report.text, sentence)
        for index, mention in enumerate(found.mentions):
            if not sentence.covers(mention.span) or any(q.covers(mention.span) for q in quoted):
                continue
            if mention.span.of(report.text).lower() in _SINGLE:
                voice = index if voice is None else voice
                voices[index] = voice
            elif mention.form == "name" and mention.kind == "person" and _alone(report.text, sentence, found, index):
                voice = index
    return voices


def _interviewed(report: Report, found: Found) -> dict[int, int]:
    """In an interview whose layout names nobody: each "I" of an answer and "you" of a question → the mention that the
    report names most before the first question."""
    questions, answers = find_interview(report)
    if not questions:
        return {}
    before = Counter(
        m.chain
        for m in found.mentions
        if m.kind == "person"
        and m.form == "name"
        and m.span.end <= questions[0].start
        and " " in m.span.of(report.text)
    )
    asked = before.most_common(1)[0][0] if before else None
    whose = [
        n
        for n, m in enumerate(found.mentions)
        for words, paragraphs in ((_SINGLE, answers), (HEARERS, questions))
        if m.head.of(report.text).lower() in words and any(p.covers(m.span) for p in paragraphs)
    ]
    first = next((n for n, m in enumerate(found.mentions) if m.chain == asked and m.form == "name"), None)
    voice = first if first is not None else whose[0] if whose else None
    return {} if voice is None else dict.fromkeys(whose, voice)


def _alone(text: str, sentence: Span, found: Found, index: int) -> bool:
    """Whether a name is all that a sentence says, but for what it is called by ("Miss Moran?")."""
    name = found.mentions[index].span
    return _TITLED.fullmatch(text, sentence.start, name.start) is not None and not text[name.end : sentence.end].strip(
        " .?!:"
    )


def settle_speakers(
    report: Report, found: Found, syntax: Syntax, statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Every statement of one speaker with the same kind of speaker and the same principal."""
    chains: dict[int, list[Mention]] = {}
    for m in found.mentions:
        chains.setdefault(m.chain, []).append(m)
    plain = {c: kind for c, members in chains.items() if (kind := _by_word(report.text, members)) is not None}
    kinds: dict[int, Counter[SpeakerKind]] = {}
    for s in statements:
        if s.speaker is not None and found.mentions[s.speaker].form != "pronoun":
            kinds.setdefault(found.mentions[s.speaker].chain, Counter())[s.speaker_kind] += 1
    served = principals(report.text, found, syntax)
    settled = []
    for s in statements:
        who = s.who
        if who is not None:
            chain = found.mentions[who].chain
            word = found.mentions[who].span.of(report.text).lower()
            kind = _kind(report.text, s, found.mentions[who], chains[chain], kinds.get(chain), plain.get(chain))
            kind = "collective" if word in _OURS and kind in ("named", "described") else kind
            principal = s.on_behalf_of if s.on_behalf_of is not None else served.get(chain)
            own = principal is not None and found.mentions[principal].chain == chain
            s = replace(s, speaker_kind=kind, on_behalf_of=None if own else principal)
        settled.append(s)
    return tuple(settled)


def _kind(
    text: str,
    statement: Statement,
    speaker: Mention,
    chain: list[Mention],
    kinds: "Counter[SpeakerKind] | None",
    plain: SpeakerKind | None,
) -> SpeakerKind:
    """By the name where the chain has one, or by the word for what it is; else what most of its sayings say; a place is
    a seat of power."""
    names = [m for m in chain if m.form in ("name", "metonym")]
    if speaker.span.of(text) in _UNNAMED:
        return "described"
    single = any(m.form == "pronoun" and m.span.of(text).lower() in _SINGLE | ONE for m in chain)
    persons = sum(m.kind == "person" for m in names)
    if plain is None and persons and (single or 2 * persons > len(names)):
        return "named"
    if plain is not None:
        return plain
    if speaker.kind == "place":
        return "seat"
    told = kinds.most_common(1)[0][0] if kinds else statement.speaker_kind
    if told == "named":
        return "collective" if names or speaker.kind in ("group", "organisation") else "described"
    return "collective" if told == "described" and speaker.kind in ("group", "organisation") else told


def _by_word(text: str, chain: list[Mention]) -> SpeakerKind | None:
    """What the words of a chain say that it is: a document ("the note"), an outlet ("the Harbour Post"), a seat."""
    for m in chain:
        if m.form != "pronoun":
            words = m.span.of(text).split()
            first = [words[0].title()] if m.form == "name" and len(words) > 1 else []
            for word in (" ".join(words[-2:]), words[-1], *first):  # "the Harbour Post", "RADIO HARBOUR"
                if word in speaker_words():
                    return speaker_words()[word]
    return None
