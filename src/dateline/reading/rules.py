"""The matcher for data/rules: patterns over a sentence whose mentions are single characters.

A sentence is *masked*: each mention (with its title and article) becomes one private-use
character whose code block tells its class, each attributed quotation another. A rule is then an
ordinary regular expression over the masked sentence, with three additions that keep the data
readable: `<slot:CLASSES>` is one mention, `{name}` is a macro of the same file or a word list,
and a space matches any white space.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from dateline.errors import CodebookInvalid
from dateline.text import Span

CLASSES = {
    "P": "\ue000-\ue3ff",  # persons
    "G": "\ue400-\ue7ff",  # groups and organisations
    "A": "\ue800-\uebff",  # states and governments: places that can act
    "L": "\uec00-\uefff",  # other places
    "D": "\uf380-\uf3ff",  # adjectives of states: Soviet, Colombian
    "O": "\uf000-\uf1ff",  # offices without a name beside them
    "T": "\uf200-\uf37f",  # times
    "N": "\uf400-\uf5ff",  # nominal persons and groups: officials, a spokesman
    "E": "\uf700-\uf7ff",  # occasions: a press conference, a debate
    "Q": "\uf600-\uf6ff",  # quotations
}
_ANY = "".join(CLASSES[c] for c in "PGAN")
_SLOT = re.compile(r"(?<!P)<([a-z_]+)(?::([A-Z]+))?>")
_MACRO = re.compile(r"\{([a-z_]+)\}")
ACTOR = "PGAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern with its name, its effect (any keys of the data file) and its examples."""

    id: str
    pattern: re.Pattern[str]
    effect: Mapping[str, str]
    match: tuple[Mapping[str, str], ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Masked:
    """A sentence with one character a unit; `origin[i]` is the span in the report of masked character i."""

    text: str = ""
    origin: list[Span] = field(default_factory=list)
    unit: dict[int, int] = field(default_factory=dict)  # masked position → index of the unit's mention

    def span(self, start: int, end: int) -> Span:
        """The report's span of masked characters `start` to `end`."""
        return Span(self.origin[start].start, self.origin[end - 1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A rule that matched: spans of its named groups, and mention (or quotation) indexes of its slots."""

    rule: Rule
    span: Span
    spans: Mapping[str, Span]
    slots: Mapping[str, int]
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # what "and" joins to a slot
    opening: int | None = None  # the mention with which the match begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A span that is masked as one character: its class and the index it stands for."""

    span: Span
    kind: str
    index: int


def mask(text: str, sentence: Span, units: list[Unit]) -> Masked:
    """Mask `sentence`: units must lie in it and not overlap; units of no class stay words."""
    masked = Masked()
    letters: list[str] = []
    counts = dict.fromkeys(CLASSES, 0)
    at = sentence.start
    for unit in sorted(units, key=lambda u: u.span.start):
        for place in range(at, unit.span.start):
            letters.append(text[place])
            masked.origin.append(Span(place, place + 1))
        masked.unit[len(letters)] = unit.index
        letters.append(chr(ord(CLASSES[unit.kind][0]) + counts[unit.kind] % 128))
        counts[unit.kind] += 1
        masked.origin.append(unit.span)
        at = unit.span.end
    for place in range(at, sentence.end):
        letters.append(text[place])
        masked.origin.append(Span(place, place + 1))
    masked.text = "".join(letters)
    return masked


def find(rules: tuple[Rule, ...], masked: Masked) -> Iterator[Found]:
    """Every match of every rule, in the order of the rules and then of the text."""
    for rule in rules:
        for match in rule.pattern.finditer(masked.text):
            spans: dict[str, Span] = {}
            slots: dict[str, int] = {}
            for name, words in match.groupdict().items():
                if not words:
                    continue
                start, end = match.span(name)
                spans[name] = masked.span(start, end)
                if end - start == 1 and start in masked.unit:
                    base = name.split("__")[0]
                    slots[f"{base}_two" if base in slots else base] = masked.unit[start]
            beside, start, end = _beside(masked, match)
            yield Found(
                rule=rule,
                span=masked.span(start, end),
                spans=spans,
                slots=slots,
                beside=beside,
                opening=masked.unit.get(start),
            )


_JOINED = re.compile(f"(?:[{_ANY}], )*[{_ANY}],? and $")
_JOINING = re.compile(f'(?:, [{_ANY}])*,? and [{_ANY}](?=[.,;:”"]|$| (?:on|in|at|as|for|last|this)\\b)')
_CLAUSE_BEFORE = re.compile(r"(?:^|[,;:—“\"] ?|\b(?:that|said|says|when|after|while|as|because|but|which|[A-Z]\w+) )$")


def _beside(masked: Masked, match: re.Match[str]) -> tuple[dict[str, tuple[int, ...]], int, int]:
    """The units that "and" joins before the first slot ("A, B and <from>") or after the last; and the wider match.

    A run that stands in the middle of a clause is not joined: in "X left Y and Z stayed" Y did not stay.
    """
    slots = sorted((match.start(n), n.split("__")[0]) for n, w in match.groupdict().items() if w and len(w) == 1)
    slots = [(at, name) for at, name in slots if at in masked.unit]
    start, end = match.span()
    found: dict[str, tuple[int, ...]] = {}
    if slots and slots[0][0] == start:
        run = _JOINED.search(masked.text[:start])
        if run is not None and _CLAUSE_BEFORE.search(masked.text[: run.start()]):
            start = run.start()
            found[slots[0][1]] = _units(masked, *run.span())
    if slots and slots[-1][0] + 1 == end:
        run = _JOINING.match(masked.text, end)
        if run is not None:
            end = run.end()
            found[slots[-1][1]] = found.get(slots[-1][1], ()) + _units(masked, *run.span())
    return found, start, end


def _units(masked: Masked, start: int, end: int) -> tuple[int, ...]:
    return tuple(masked.unit[i] for i in range(start, end) if i in masked.unit)


def load_rules(name: str, words: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules of `data/rules/en/NAME.toml`; `words` are macros that word lists add.

    Raises CodebookInvalid, naming file and rule, where an entry is malformed.
    """
    file = f"rules/en/{name}.toml"
    return parse_rules(file, (files("dateline") / "data" / file).read_text("utf-8"), words)


def parse_rules(file: str, source: str, words: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules in the TOML text `source`; `file` is named in errors."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise CodebookInvalid(f"{file}: {error}") from error
    macros = {**words, "a_time": f"[{CLASSES['T']}]", **data.get("macros", {})}
    return tuple(_rule(file, entry, macros) for entry in data.get("rule", []))


def _rule(file: str, entry: dict[str, object], macros: Mapping[str, str]) -> Rule:
    name = str(entry.get("id", "without an id"))
    effect = {k: str(v) for k, v in entry.items() if k not in ("id", "pattern", "match", "not")}
    matches, refusals = entry.get("match", []), entry.get("not", [])
    if not isinstance(matches, list) or not isinstance(refusals, list) or not matches:
        raise CodebookInvalid(f"{file}: rule {name}: needs examples, match = [{{text = …}}]")
    try:
        pattern = re.compile(_expand(str(entry["pattern"]), macros))
    except (KeyError, re.error) as error:
        raise CodebookInvalid(f"{file}: rule {name}: {error}") from error
    return Rule(id=name, pattern=pattern, effect=effect, match=tuple(matches), no_match=tuple(refusals))


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Macros, then slots, then white space: a data pattern as a regular expression."""
    for _ in range(4):
        pattern = _MACRO.sub(lambda m: f"(?:{macros[m[1]]})", pattern)
    seen: dict[str, int] = {}

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        group = name if seen[name] == 1 else f"{name}__{seen[name]}"
        letters = "".join(CLASSES[c] for c in (match[2] or ACTOR))
        return f"(?P<{group}>[{letters}])"

    return _SLOT.sub(slot, pattern).replace(" ", r"\s")
