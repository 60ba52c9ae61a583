"""Finding date expressions in the words of a sentence, and what each means.

One pass over the words; a word that may begin or carry a date has a rule in `_RULES`, which looks at its
neighbours and answers with the stretch of words and its meaning. The rules stand in `date_calendar` (weekdays, months),
`date_figures`, `date_periods` (quarters, weekends, the running week) and `date_relative` ("yesterday", "two days ago").
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from dragoman.coding import date_calendar, date_figures, date_periods, date_relative
from dragoman.coding import intervals as iv
from dragoman.coding.date_names import (
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    SEASONS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Reading,
    Rule,
    is_ordinal_day,
    text_at,
)
from dragoman.coding.intervals import Meaning, Unit
from dragoman.coding.numbers import WORDS
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

Relation = Literal["at", "since", "until", "by", "before", "after"]


class Found(NamedTuple):
    """A date expression: token indices ``first`` to ``last`` (half-open) with the words around it that belong to
    it, the core without them, its meaning, how its preposition relates it to what it dates, and whether that
    preposition looks ahead ("a strike called for Friday")."""

    first: int
    last: int
    core: int
    meaning: Meaning
    relation: Relation
    ahead: bool = False


def find(tokens: list[Token], names: frozenset[str] = frozenset()) -> list[Found]:
    """The date expressions of a sentence, left to right, without overlap.

    Args:
        tokens: of the sentence.
        names: month names that are people's names in the article ("May").
    """
    out: list[Found] = []
    i, n = 0, len(tokens)
    while i < n:
        rule = _rule(tokens[i])
        got = None if rule is None else rule(tokens, i)
        floor = out[-1].last if out else 0
        if got is None or got.first < floor or (tokens[i].lower in names and _is_name(tokens, got)):
            i += 1
            continue
        found = _extend(tokens, got, floor)
        if out and (joined := _range(tokens, out[-1], found)):
            out[-1] = joined
        else:
            out.append(found)
        i = got.last
    return out


def _rule(t: Token) -> Rule | None:
    rule = _RULES.get(t.lower)
    if rule is None and t.text[0].isdigit():
        return _IN_FIGURES
    if rule is None and t.ent == "DATE" and t.lower.startswith("mid-"):
        return date_figures.middle
    return rule


def _is_name(tokens: list[Token], got: Reading) -> bool:
    """A month alone, not behind "in" or "since", is the person that the article names so."""
    return got.last - got.first == 1 and text_at(tokens, got.first - 1) not in ("in", "since", "last", "until")


# --- words beside the date ---------------------------------------------------------------------------------------

_PREPOSITIONS: dict[str, Relation] = {
    "on": "at", "in": "at", "at": "at", "during": "at", "over": "at", "throughout": "at", "within": "at",
    "around": "at", "from": "at", "between": "at", "for": "at", "since": "since", "until": "until", "till": "until",
    "through": "until", "by": "by", "before": "before", "after": "after", "following": "after", "past": "after",
}  # fmt: skip
_OF_NOUNS = word_set(
    "morning night evening afternoon hours end beginning start middle month day week weekend year dawn eve anniversary "
    "anniversaries"
)
_NO_DATES = frozenset({"eve", "anniversary", "anniversaries"})
"""What lies on, before or after the day named, but in no year that is told."""
_ARTICLES = frozenset({"the", "this"})
_PHASES = frozenset({"early", "late", "mid", "earlier", "later", "mid-", "small", "wee", "very"})


def _extend(tokens: list[Token], got: Reading, floor: int) -> Found:
    """Take in "late", "the night of", "mid-" and the preposition to the left."""
    first, last, meaning = got
    core, j = first, first

    def before(k: int) -> str:
        return tokens[k - 1].lower if k > floor else ""

    if _of_anniversary(tokens, first, floor):
        meaning = iv.unknown
    if before(j) == "of" and before(j - 1) in _OF_NOUNS:
        noun = before(j - 1)
        if noun in _NO_DATES:
            meaning = iv.unknown
        elif noun == "week":
            meaning = _widened(meaning, "week")
        j -= 2
    if before(j) == "-" and before(j - 1) == "mid":
        j -= 2
    while before(j) in _PHASES:
        j -= 1
    if before(j) in _ARTICLES and (j < core or _takes_article(tokens[j])):
        j -= 1
    if _modifies(tokens, core, last) and not _stranded(tokens[j - 1] if j > floor else None):
        return Found(j, last, core, meaning, "at")
    if before(j) in ("of", "to") and before(j - 1) in ("ahead", "prior"):
        return Found(j - 2, last, core, meaning, "before")
    relation = _PREPOSITIONS.get(before(j))
    if relation is None:
        return Found(j, last, core, meaning, "at")
    ahead = before(j) == "for" and j == core
    j -= 1
    if relation == "until" and before(j) == "up":
        j -= 1
    while before(j) in ("early", "late", "earlier", "later", "back", "only", "just"):
        j -= 1
    return Found(j, last, core, meaning, relation, ahead)


def _takes_article(t: Token) -> bool:
    """ "the 5th of May", "the 1990s", "the spring of 2011"."""
    return is_ordinal_day(t.text) or t.text.endswith("0s") or t.lower in SEASONS


def _of_anniversary(tokens: list[Token], first: int, floor: int) -> bool:
    """ "the third anniversary of the May 5 shooting", "marked one year since the May 5 shooting"."""
    words = [t.lower for t in tokens[max(floor, first - 3) : first]]
    return "of" in words and bool(_NO_DATES & set(words))


def _modifies(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the date stands before a noun, so that the preposition is the noun's ("in Friday's attack")."""
    if last >= len(tokens):
        return False
    for t in tokens[first:last]:
        if t.head.i >= last:
            return t.dep in ("poss", "compound", "nmod", "nummod", "amod")
    return False


def _stranded(before: Token | None) -> bool:
    """ "On Saturday guards fired": the parser takes the date for a part of the subject, and that for what "on" governs,
    or leaves "on" alone."""
    if before is None or before.pos != "ADP" or before.dep != "prep":
        return False
    if before.child("pobj", "pcomp") is None:
        return True
    verb = before.head
    return before.i == 0 and verb.tag in ("VBD", "VBZ", "VBP") and verb.child("nsubj", "nsubjpass", "expl") is None


def _widened(meaning: Meaning, unit: Unit) -> Meaning:
    """The whole week that a day falls in ("the week of May 5")."""

    def wide(r: iv.Reference) -> iv.Interval | None:
        got = meaning(r)
        return None if got is None else iv.unit_of(unit, got.start)

    return wide


def _range(tokens: list[Token], a: Found, b: Found) -> Found | None:
    """Two expressions that are the ends of one stretch: "from May 3 to May 5", "between Monday and Friday"."""
    between = [t.lower for t in tokens[a.last : b.core]]
    lead = tokens[a.first].lower
    dashes = between in (["-"], ["–"], ["—"], ["to"], ["through"])
    ends = (["to"], ["until"], ["till"], ["through"], ["and"], ["up", "to"])
    if (lead in ("from", "between") and between in ends) or (dashes and a.relation == "at"):
        return Found(a.first, b.last, a.core, iv.span(a.meaning, b.meaning), "at", a.ahead)
    if between in (["and"], ["and", "on"]) and a.relation == "at" and _coordinated(tokens, a, b):
        return Found(a.first, b.last, a.core, iv.in_a_row(a.meaning, b.meaning), "at", a.ahead)
    return None


def _coordinated(tokens: list[Token], a: Found, b: Found) -> bool:
    """ "on Monday and Tuesday", not "left on Monday and on Tuesday returned"."""
    return any(t.dep == "conj" and a.first <= t.head.i < a.last for t in tokens[a.last : b.last])


# --- the rules ---------------------------------------------------------------------------------------------------


def _rules() -> dict[str, Rule]:
    rules: dict[str, Rule] = dict.fromkeys((*WEEKDAYS, *SHORT_WEEKDAYS), date_calendar.weekday)
    rules |= {w + "s": date_calendar.weekdays for w in WEEKDAYS}
    rules |= dict.fromkeys(MONTHS, date_calendar.month)
    rules |= {w: date_relative.simple(n) for w, n in (("yesterday", -1), ("today", 0), ("tonight", 0), ("tomorrow", 1))}
    rules["overnight"] = date_relative.overnight
    rules |= dict.fromkeys(
        ("last", "this", "next", "past", "coming", "current", "following", "previous", "preceding", "same", "that"),
        date_relative.relative,
    )
    rules |= dict.fromkeys(("ago", "earlier", "later", "before", "after", "from"), date_relative.counted)
    rules |= dict.fromkeys(("week", "month", "year"), _first_of(date_relative.fiscal_year, date_periods.period))
    rules["day"] = date_relative.day_word
    rules["weekend"] = date_periods.weekend
    rules |= dict.fromkeys((*WORDS, "a", "an"), date_relative.in_units)
    rules |= dict.fromkeys(("q1", "q2", "q3", "q4"), date_periods.quarter)
    rules |= dict.fromkeys(ORDINALS, _first_of(date_figures.figures, date_periods.quarter))
    rules |= dict.fromkeys(HOLIDAYS, date_relative.feast)
    rules["recent"] = date_relative.recent
    return rules


def _first_of(*rules: Rule) -> Rule:
    def rule(tokens: list[Token], i: int) -> Reading | None:
        return next((got for r in rules if (got := r(tokens, i)) is not None), None)

    return rule


_RULES = _rules()
_IN_FIGURES = _first_of(date_figures.figures, date_relative.in_units)
