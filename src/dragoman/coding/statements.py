"""Who said what: all attributions of a parsed article.

Cues are found sentence by sentence; contents in quotation marks are followed over sentences and paragraphs; an
attribution inside another one is kept only where the text itself reports it ("the minister said the general had told
reporters that ...").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dragoman.coding.attribution import Attribution, Range, Speaker, innermost, spans_of
from dragoman.coding.cues import Candidate, bare_cue, find_cues, self_told
from dragoman.coding.headlines import headline_candidate
from dragoman.coding.mentions import Mention, Mentions
from dragoman.coding.running import QuotedText
from dragoman.coding.speakers import speaker_at
from dragoman.coding.trust import load_weights, probability
from dragoman.coding.venues import name_venues
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.reporting import Reporting, load_reporting
from dragoman.records import Span
from dragoman.world.model import Gender

if TYPE_CHECKING:
    from dragoman.coding.attributing import Attributor
    from dragoman.reader.model import Reading

__all__ = ["Attribution", "find_statements", "innermost"]

_RUNNING: Mapping[str, Gender | None] = {"he": "m", "she": "f", "it": None, "they": None}
_NEAR = 2
"""Sentences after which a pronoun need no longer stand for the last speaker."""
_FREE_WORDS = 4
"""A quotation that goes on without a cue has at least so many words; shorter ones are names and slogans."""


def find_statements(
    parsed: ParsedArticle,
    mentions: Mentions,
    lexicon: Reporting | None = None,
    attributor: Attributor | None = None,
    readings: Mapping[int, Reading] | None = None,
) -> list[Attribution]:
    """All attributions of an article, in order of their content.

    Args:
        parsed: the article with its sentences.
        mentions: whom its phrases name; may be empty, then speakers have words and no entity.
        lexicon: the reporting lexicon; the packaged one by default.
        attributor: judges rules and reader together; without it the rules alone decide.
        readings: what the reader says of the sentences, by their numbers; a sentence that was not read is the rules'.
    """
    finder = _Finder(parsed, mentions, lexicon or load_reporting())
    finder.attributor, finder.readings = attributor, readings or {}
    finder.run()
    name_venues(finder.found, parsed.sentences, finder.lexicon)
    return sorted(finder.found, key=lambda a: (a.content[0], a.depth))


def candidates_of(
    parsed: ParsedArticle, mentions: Mentions, lexicon: Reporting | None = None
) -> Iterator[tuple[Candidate, list[int], bool, list[Range]]]:
    """Every candidate before it is judged, for fitting the judge: with the quotations of its sentence's tokens,
    whether another candidate's content holds its cue, and its content over all sentences."""
    finder = _Finder(parsed, mentions, lexicon or load_reporting())
    for sentence in parsed.sentences:
        quoted = finder.quotes.of(sentence)
        candidates = list(find_cues(sentence, quoted, finder.lexicon))
        for candidate in candidates:
            inside = any(o is not candidate and o.holds(candidate.cue) for o in candidates)
            ranges: list[Range] = [(sentence.index, first, last) for first, last in candidate.extent]
            yield candidate, quoted, inside, finder.quotes.extend(ranges, False) if candidate.speech else ranges


class _Finder:
    """One pass over an article; the state is what has been found and which quotations are spoken for."""

    def __init__(self, parsed: ParsedArticle, mentions: Mentions, lexicon: Reporting) -> None:
        self.text = parsed.article.text
        self.sentences = parsed.sentences
        self.mentions = mentions
        self.lexicon = lexicon
        self.quotes = QuotedText(self.text, parsed.sentences)
        self.found: list[Attribution] = []
        self.attributor: Attributor | None = None
        self.readings: Mapping[int, Reading] = {}

    def run(self) -> None:
        self.weights = load_weights()
        for sentence in self.sentences:
            quoted = self.quotes.of(sentence)
            candidates = self._judged(sentence, list(find_cues(sentence, quoted, self.lexicon)), quoted)
            title = headline_candidate(sentence, quoted)
            if title is not None:
                candidates.append(title)
            for candidate, depth in _outermost_first(candidates):
                self.found.append(self._attribution(sentence, candidate, depth))
            if not candidates:
                self._bare_cue(sentence, quoted)
        for sentence in self.sentences:
            self._free_quote(sentence)

    def _judged(self, sentence: Sentence, candidates: list[Candidate], quoted: list[int]) -> list[Candidate]:
        """The candidates that are likely enough, each with its probability as confidence."""
        reading = self.readings.get(sentence.index)
        if self.attributor is not None and reading is not None:
            return self.attributor.judge(sentence, candidates, quoted, reading)
        kept = []
        for candidate in candidates:
            inside = any(o is not candidate and o.holds(candidate.cue) for o in candidates)
            candidate.confidence = probability(candidate, quoted, inside, self.weights)
            if candidate.confidence >= self.weights.threshold:
                kept.append(candidate)
        return kept

    def _attribution(self, sentence: Sentence, candidate: Candidate, depth: int) -> Attribution:
        ranges: list[Range] = [(sentence.index, first, last) for first, last in candidate.extent]
        if candidate.speech and not depth:
            ranges = self.quotes.extend(ranges)
        speaker = self._speaker(candidate)
        addressee = None
        if candidate.addressee is not None:
            addressee = speaker_at(candidate.addressee, candidate.cue, self.mentions)
        return self._made(sentence, candidate, ranges, speaker, addressee, depth)

    def _speaker(self, candidate: Candidate) -> Speaker | None:
        """Whoever the cue names; "he added" stands for whoever spoke just before, if the gender allows."""
        if candidate.speaker is None:
            return None
        speaker = speaker_at(candidate.speaker, candidate.cue, self.mentions)
        last = self._last_named(speaker.head)
        if last is not None:
            speaker.mention = last
        return speaker

    def _last_named(self, pronoun: Token) -> Mention | None:
        """The mention of the person who spoke just before a pronoun."""
        before = next((a for a in reversed(self.found) if not a.depth), None)
        if pronoun.lower not in _RUNNING or before is None or before.speaker is None or before.speaker.mention is None:
            return None
        if pronoun.sent.index - before.sentence.index > _NEAR:
            return None
        named = before.speaker.mention.referents()
        gender = _RUNNING[pronoun.lower]
        if len(named) != 1 or (named[0].kind == "person") != (gender is not None):
            return None
        if gender is not None and named[0].gender not in (None, gender):
            return None
        return before.speaker.mention

    def _made(
        self,
        sentence: Sentence,
        candidate: Candidate,
        ranges: list[Range],
        speaker: Speaker | None,
        addressee: Speaker | None,
        depth: int,
    ) -> Attribution:
        words = sorted(candidate.words, key=lambda t: t.i)
        involved = [self.sentences[n] for n, _, _ in ranges] + [sentence]
        return Attribution(
            sentence=sentence,
            cue=candidate.cue if words else None,
            cue_span=_cue_span(words, candidate.cue),
            stance=candidate.stance,
            ranges=tuple(ranges),
            content=spans_of(ranges, self.sentences),
            kind=self.quotes.kind(ranges),
            speaker=speaker,
            addressee=addressee,
            sentences=(min(s.start for s in involved), max(s.end for s in involved)),
            depth=depth,
            confidence=candidate.confidence,
        )

    def _bare_cue(self, sentence: Sentence, quoted: list[int]) -> None:
        """ "... ?" | She asked. | "...": a sentence of nothing but speaker and cue ascribes the quotation beside it."""
        cue = bare_cue(sentence, quoted, self.lexicon)
        beside = self.quotes.beside(sentence) if cue is not None else None
        if cue is not None and beside is not None:
            cue.extent = ((0, 0),)
            speaker = speaker_at(cue.speaker, cue.cue, self.mentions) if cue.speaker else None
            ranges = self.quotes.extend([beside])
            self.found.append(self._made(sentence, cue, ranges, speaker, None, 0))

    def _free_quote(self, sentence: Sentence) -> None:
        """A sentence wholly in quotation marks that no cue claims goes on with what was said last."""
        if not self.quotes.free(sentence, _FREE_WORDS):
            return
        last = max(
            (a for a in self.found if a.sentence.index < sentence.index and not a.depth),
            key=lambda a: a.sentence.index,
            default=None,
        )
        if last is None or last.speaker is None:
            return
        apart = sentence.block_index - self.sentences[last.ranges[-1][0]].block_index
        if apart > 1 or (last.kind == "indirect" and sentence.index - last.sentence.index > 1):
            return
        ranges = self.quotes.extend([(sentence.index, 0, len(sentence.tokens))])
        first = sentence.tokens[0]
        candidate = Candidate(first, [], "says", (), None, "quote", True)
        self.found.append(self._made(sentence, candidate, ranges, last.speaker, None, 0))


def _outermost_first(candidates: list[Candidate]) -> list[tuple[Candidate, int]]:
    """The candidates of a sentence that stand: those not inside another one's content, and reports in reports."""
    kept: list[tuple[Candidate, int]] = []
    for candidate in sorted(candidates, key=lambda c: -c.size()):
        around = [k for k, _ in kept if k.holds(candidate.cue)]
        if around and not (len(around) == 1 and _report_in_report(candidate)):
            continue
        if any(_same_content(candidate, k) for k, _ in kept) or _only_leads_to(candidate, candidates):
            continue
        kept.append((candidate, len(around)))
    kept.sort(key=lambda k: k[0].cue.i)
    return kept


def _report_in_report(c: Candidate) -> bool:
    return c.form in ("clause", "source", "read") and c.speech and c.speaker is not None and not self_told(c)


def _only_leads_to(outer: Candidate, candidates: list[Candidate]) -> bool:
    """ "wanted to say that", "agreed to tell us that": the inner cue is the one that ascribes."""
    if outer.form != "phrase":
        return False
    first, last = outer.extent[-1]
    if any(c.cue.dep == "pcomp" and c.cue.head.head is outer.cue for c in candidates):
        return True  # "quoted her as saying that"
    return any(
        c.form in ("clause", "quote") and c is not outer and first <= c.cue.i <= first + 2 and c.extent[-1][1] == last
        for c in candidates
    )


def _same_content(a: Candidate, b: Candidate) -> bool:
    return a.extent[-1] == b.extent[-1] and a.form != "source"


def _cue_span(words: list[Token], cue: Token) -> Span | None:
    """The cue's words as one span, if they stand together; else the cue word alone."""
    if not words:
        return None
    if words[-1].i - words[0].i == len(words) - 1:
        return words[0].start, words[-1].end
    return cue.start, cue.end
