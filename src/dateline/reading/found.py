"""What is found in one report while it is read: mentions, chains, noun phrases, offices."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dateline.names import Name
from dateline.record import Mention, MentionForm, MentionKind
from dateline.text import Span

_PAST = 500  # code points; a mention that has grown to the left may stand a little out of order
_PREPOSITION = re.compile(r"\b(?:of|in|from|for|with|at|near) $")


@dataclass(slots=True, kw_only=True)
class Found:
    """The mentions of a report while it is read, in text order at the end; chains by key."""

    mentions: list[Mention] = field(default_factory=list)
    names: dict[int, Name] = field(default_factory=dict)
    offices: list[tuple[Span, Span]] = field(default_factory=list)  # office and its holder, as mentions' spans
    state_of: dict[int, int] = field(default_factory=dict)  # person's chain → chain of the state served
    wide: dict[int, Span] = field(default_factory=dict)  # mention → its noun phrase
    quiet: set[Span] = field(default_factory=set)  # mentions that stay words for the rules, which name such words
    borrowed: frozenset[str] = frozenset()  # surnames of the tables that are somebody else's here
    _chains: dict[object, int] = field(default_factory=dict)

    def chain(self, key: object) -> int:
        """The number of the chain with this key, a new one where the key is new."""
        return self._chains.setdefault(key, len(self._chains))

    def merge(self, chain: int, into: int) -> None:
        """Make two chains one."""
        for index, m in enumerate(self.mentions):
            if m.chain == chain or any(c == chain for c, _ in m.rivals):
                rivals = tuple((into if c == chain else c, share) for c, share in m.rivals)
                self.mentions[index] = replace(m, chain=into if m.chain == chain else m.chain, rivals=rivals)

    def known(self, key: object) -> bool:
        """Whether the chain with this key has begun."""
        return key in self._chains

    def index(self, span: Span) -> int | None:
        """The mention at exactly this span."""
        return next((i for i, m in enumerate(self.mentions) if m.span == span), None)

    def around(self, word: Span, fits: Callable[[Mention], bool]) -> int | None:
        """The smallest mention that fits around a word."""
        start, end = word.start, word.end
        best, least = None, 0
        for i, m in enumerate(self.mentions):  # the innermost loop of reading: no call for mentions that are elsewhere
            span = m.span
            if span.start > start + _PAST:
                break
            inside = span.start <= start and span.end >= end
            if inside and fits(m) and (best is None or span.end - span.start < least):
                best, least = i, span.end - span.start
        return best

    def town(self, index: int) -> bool:
        """Whether a mention names a place that no table knows: somewhere, not somebody."""
        mention = self.mentions[index]
        return mention.kind == "place" and mention.form == "name" and index not in self.names

    def governed(self, text: str, index: int) -> bool:
        """Whether a preposition stands before the mention's phrase: "leaders of the Taliban" are not the Taliban."""
        start = self.wide.get(index, self.mentions[index].span).start
        return _PREPOSITION.search(text[max(0, start - 9) : start]) is not None

    def named(self, index: int) -> bool:
        """Whether the mention is more than a pronoun that nothing explains."""
        mention = self.mentions[index]
        return mention.form != "pronoun" or any(m.chain == mention.chain and m.form != "pronoun" for m in self.mentions)


def mention(span: Span, kind: MentionKind, form: MentionForm, chain: int, by: str, score: float = 0.9) -> Mention:
    """A mention that is its own head."""
    return Mention(span=span, head=span, kind=kind, form=form, chain=chain, by=by, score=score)
