"""Report → Reading: the order in which a text is read."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files

from dateline.codebook import Codebook, load_codebook
from dateline.reading import segment
from dateline.reading.arguments import argument_mentions, described
from dateline.reading.attributed import attributed, placed
from dateline.reading.carried import carried
from dateline.reading.certainty import settle, sure
from dateline.reading.coreference import chain_mentions
from dateline.reading.encoder import Encoder, ScoredSpan, Seen
from dateline.reading.events import find_events, tie
from dateline.reading.found import Found
from dateline.reading.lexicon import Lexicon
from dateline.reading.mentions import add, add_labelled, find_mentions, widen_described
from dateline.reading.model import Model
from dateline.reading.principals import owners
from dateline.reading.relations import find_relations
from dateline.reading.rules import Rule, load_rules
from dateline.reading.sourced import sources, speaking
from dateline.reading.speakers import join_speakers, settle_speakers
from dateline.reading.statements import find_statements
from dateline.reading.turns import find_turns, with_turns
from dateline.reading.utterances import number_utterances
from dateline.reading.words import saying_macros
from dateline.record import Mention, Reading
from dateline.text import Report

_SURE = 0.5
_ARTICLES = frozenset({"the", "a", "an"})
_NAMED = frozenset({"person", "group", "organisation", "place"})


class Reader:
    """Reads one report at a time; holds the rules, the names, the codebook and the encoder, if any."""

    def __init__(
        self, *, lexicon: Lexicon, codebook: Codebook, encoder: Encoder | None = None, settled: bool = True
    ) -> None:
        """`settled`: scores that mean what they say; else the model's and the rules' own, to fit the others to."""
        words = saying_macros()
        self._lexicon = lexicon
        self._codebook = codebook
        self._encoder = encoder
        self._settled = settled
        self._rules: dict[str, tuple[Rule, ...]] = {
            name: load_rules(name, words) for name in ("statements", "events", "relations")
        }
        self.digest = f"{_digest_of_data()}-{encoder.digest if encoder else 'rules'}"
        self.codebook_digest = codebook.digest

    @classmethod
    def load(cls, threads: int | None = None) -> "Reader":
        """A reader with the data and the model that ship with Dateline, on `threads` cores, by default all."""
        return cls(lexicon=Lexicon.load(), codebook=load_codebook(), encoder=Model.load(threads=threads))

    def read(self, report: Report) -> Reading:
        """All that the report's text says: mentions, statements, events, relations."""
        return self.read_many([report])[0]

    def read_many(self, reports: Sequence[Report]) -> list[Reading]:
        """The same for several reports, whose windows share the cores; each gives what it gives alone."""
        if self._encoder is None:
            return [self._reading(r, Seen()) for r in reports]
        seen = self._encoder.see([(r.text, list(segment.plain(r))) for r in reports])
        return [self._reading(r, s) for r, s in zip(reports, seen, strict=True)]

    def _reading(self, report: Report, seen: Seen) -> Reading:
        found = find_mentions(report, self._lexicon)
        seen = replace(seen, spans=_worded(report.text, seen.spans), phrases=_worded(report.text, seen.phrases))
        add_labelled(report.text, found, (s for s in seen.spans if s.score >= _SURE))
        add_labelled(report.text, found, (s for s in seen.phrases if s.score >= _SURE and s.kind in _NAMED))
        widen_described(found, (p for p in seen.phrases if p.score >= _SURE))
        told = with_turns(seen.attributions, find_turns(report))
        seen = replace(seen, attributions=placed(report, seen.syntax, told))
        add(found, sources(report.text, found, seen))
        for find in (argument_mentions, described):
            _add_quietly(found, find(report.text, found, seen))
        _add_quietly(found, owners(report.text, found, seen.syntax))
        named = [a.source for a in seen.attributions if a.source is not None]
        chain_mentions(report, found, seen.syntax, named, speaking(report.text, found, seen))
        statements = find_statements(report, found, self._rules["statements"])
        statements = attributed(report, found, seen, statements)
        if self._settled:
            statements = sure(settle(report, statements, [m.form == "pronoun" for m in found.mentions]))
        join_speakers(report, found, statements)
        statements = number_utterances(report, found, statements)
        statements = carried(report, found, settle_speakers(report, found, seen.syntax, statements))
        events = find_events(report, found, statements, self._rules["events"], self._codebook)
        relations = find_relations(report, found, statements, self._rules["relations"], self._codebook)
        events = tie(events, relations, self._rules["events"])
        return Reading(mentions=tuple(_renumbered(found)), statements=statements, events=events, relations=relations)


def _worded(text: str, spans: Sequence[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """Without those that are an article and nothing else."""
    return tuple(s for s in spans if s.span.of(text).lower() not in _ARTICLES)


def _add_quietly(found: Found, new: Sequence[Mention]) -> None:
    """Add mentions that stay words for the rules."""
    add(found, [m for m in new if found.index(m.span) is None])
    found.quiet |= {m.span for m in new}


def _renumbered(found: Found) -> Iterator[Mention]:
    """Chains numbered in the order of their first mention, so that the same text gives the same bytes."""
    order: dict[int, int] = {}
    for mention in found.mentions:
        order.setdefault(mention.chain, len(order))
        rivals = tuple((order[chain], share) for chain, share in mention.rivals if chain in order)
        yield replace(mention, chain=order[mention.chain], rivals=rivals)


def _digest_of_data() -> str:
    """The first 16 hex digits of the SHA-256 over all rule and word files."""
    digest = hashlib.sha256()
    root = files("dateline") / "data"
    for folder in ("rules", "words"):
        for file in sorted((root / folder / "en").iterdir(), key=lambda f: f.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
