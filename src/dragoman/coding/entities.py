"""Who is in an article: mentions, and the entities they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from dragoman.coding.belonging import Belonging, Weights
from dragoman.coding.cast import NOT_STATES, Cast, Figure
from dragoman.coding.coreference import (
    PRONOUN_TAGS,
    PRONOUNS,
    Memory,
    Pronoun,
    argument,
    brings_back,
    clause_of,
    make_spot,
)
from dragoman.coding.detection import Candidate, Detector
from dragoman.coding.halves import add_halves
from dragoman.coding.locative import mark_places
from dragoman.coding.mentions import EntityRef, Mention, Mentions
from dragoman.coding.phrases import Hit, family_names, mark_short_names
from dragoman.coding.quotes import find_quotations
from dragoman.coding.reference import Recall, load_reference
from dragoman.coding.runs import given_names
from dragoman.coding.wordsets import word_set
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.world.index import World
from dragoman.world.model import Resolution
from dragoman.world.origins import Origins
from dragoman.world.resolver import Resolver
from dragoman.world.words import split_words

_NOBODY = Resolution()
_OF_STATES = word_set("GOV COP JUD LEG MIL OPP PTY CVL SPY EDU MED REL LAB AGR REB CRM JRN SOC REF ELI BUS")


# sectors of those who are often abroad: the place they are in does not tell whose they are
_SPOKEN_FOR = frozenset({"GOV", "MIL", "COP"})
_ABROAD = frozenset({"MIL", "REB", "SPY", "CRM", "JRN", "REF", "BUS"})

_AN_ARTICLE = 4
"""Sentences below which a text says too little of the states it names to tell who belongs to which."""


class EntityFinder:
    """Finds mentions and entities; made once, used for any number of articles.

    Args:
        world: the tables of names.
        resolver: reads phrases by their words; made from ``world`` when not given.
        belonging: the weights by which somebody is given a state; None while they are fitted.
    """

    def __init__(self, world: World, resolver: Resolver | None = None, belonging: Weights | None = None) -> None:
        self.reference = load_reference()
        self.detector = Detector(world, resolver or Resolver(world), given_names(world.people))
        self.state_names = {code: country.name for code, country in world.countries.items()}
        self.belonging = belonging
        self.origins = Origins(world.people)

    def find(self, parsed: ParsedArticle) -> Mentions:
        """All mentions of an article and the entities they name."""
        published = parsed.article.published
        found = []
        mark_short_names(parsed.sentences, self.detector.names, self.detector.given)
        hits = [self.detector.names_in(sentence) for sentence in parsed.sentences]
        add_halves(parsed.sentences, hits, self.detector.names, self.reference)
        strangers: set[str] = set()
        for sentence, some in zip(parsed.sentences, hits, strict=True):
            strangers |= family_names(sentence, some)
        for sentence, some in zip(parsed.sentences, hits, strict=True):
            known = [h for h in some if not _stranger(h, sentence, strangers)] if strangers else some
            candidates = self.detector.candidates(sentence, known, published)
            mark_places(sentence, candidates, self.reference)
            found.append((sentence, candidates))
        cast = Cast(self.reference, self.state_names)
        cast.enroll(c for _, candidates in found for c in candidates)
        filed = self._dateline(parsed)
        cast.file_from(filed)
        linker = _Linker(cast, self, _Quoted(parsed))
        for sentence, candidates in found:
            linker.sentence(sentence, candidates)
        linker.settle_headline()
        pair = [f.ref.country for f in cast.pair() if f.ref.country]
        entities = _in_order(linker.mentions)
        if self.belonging is not None and len(parsed.sentences) >= _AN_ARTICLE:
            Belonging(entities, filed, self.origins).settle(self.belonging)
        return Mentions(linker.mentions, entities, pair, cast.home(), filed)

    def _dateline(self, parsed: ParsedArticle) -> str | None:
        """The state from which the article was filed."""
        for block in parsed.article.blocks:
            if block.kind == "dateline":
                words = split_words(parsed.article.text[block.span[0] : block.span[1]])
                for i in range(len(words)):
                    found = self.detector.names.longest([w.capitalize() for w in words], i)
                    for entry in found[1] if found else ():
                        if entry.country and entry.kind in ("city", "capital", "region", "name"):
                            return entry.country
        return None


def _stranger(hit: Hit, sentence: Sentence, strangers: set[str]) -> bool:
    """Whether a family name stands for somebody whom the tables do not know but the article names in full."""
    return (
        hit.last - hit.first == 1
        and sentence.tokens[hit.first].text in strangers
        and all(e.kind == "person" and e.short for e in hit.entries)
    )


def states_of(noun: Token, mentions: Mapping[Token, Mention]) -> list[str]:
    """The codes of all states that a noun is said to be of or from, in order of the text."""
    owners = [t for c in noun.children if c.lower in ("of", "from", "between") for t in c.all("pobj")]
    found = [m for owner in owners for t in owner.conjuncts() if (m := mentions.get(t)) is not None]
    states = [e.country for m in found for e in m.referents() if e.kind == "country" and e.country]
    return list(dict.fromkeys(states))


def _origin(noun: Token, mentions: Mapping[Token, Mention]) -> str | None:
    """The state behind "from" right after a noun: "diplomats from Algeria"."""
    codes = {
        e.country
        for c in noun.children
        if c.lower == "from" and c.i == noun.i + 1
        for t in c.all("pobj")
        if t in mentions
        for e in mentions[t].referents()
        if e.kind == "country" or (e.kind == "organization" and e.country and e.sectors)
    }
    return codes.pop() if len(codes) == 1 else None


def _in_order(mentions: list[Mention]) -> list[EntityRef]:
    """The entities by first mention, each with its mentions."""
    seen: dict[int, EntityRef] = {}
    for mention in mentions:
        for ref in mention.referents():
            seen.setdefault(id(ref), ref)
            ref.mentions.append(mention)
    for number, ref in enumerate(seen.values()):
        ref.number_in_article = number
        ref.mentions.sort(key=lambda m: m.span)
    return list(seen.values())


class _Quoted:
    """Whether an offset of the article stands inside quotation marks."""

    def __init__(self, parsed: ParsedArticle) -> None:
        text = parsed.article.text
        self.spans: list[tuple[int, int]] = []
        for start, end in _block_spans(parsed):
            self.spans.extend(q.inner for q in find_quotations(text, start, end))
        self.starts = [s for s, _ in self.spans]

    def __call__(self, offset: int) -> bool:
        k = bisect_right(self.starts, offset) - 1
        return k >= 0 and offset < self.spans[k][1]


def _block_spans(parsed: ParsedArticle) -> Iterator[tuple[int, int]]:
    start = end = block = -1
    for sentence in parsed.sentences:
        if sentence.block_index != block:
            if block >= 0:
                yield start, end
            start, block = sentence.start, sentence.block_index
        end = sentence.end
    if block >= 0:
        yield start, end


class _Linker:
    """Walks the article from left to right and gives every mention its entity."""

    def __init__(self, cast: Cast, finder: EntityFinder, quoted: _Quoted) -> None:
        self.cast = cast
        self.reference = finder.reference
        self.quoted = quoted
        self.memory = Memory(finder.reference)
        self.mentions: list[Mention] = []
        self.figure_of: dict[int, Figure] = {}
        self.serial = 0
        self.here: list[Candidate] = []
        self.places: list[tuple[Token, str]] = []  # where something is in the sentence: by which word, which state
        self.headline: list[tuple[Candidate, Figure]] = []
        self.nearest: tuple[int, str] | None = None  # sentence and code of the state named last
        self.acted: tuple[int, str] | None = None  # the same of the last that was a subject
        self.spoke: str | None = None  # code of the state whose body was the last to act

    def sentence(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """Link the mentions of the next sentence."""
        covered = {t.i for c in candidates if not c.mention.attributive for t in c.mention.tokens}
        # what stands inside a mention comes before it: its owner may tell its state
        items: list[tuple[int, int, Candidate | Token]] = [(c.mention.first, c.mention.last, c) for c in candidates]
        for token in sentence.tokens:
            if token.tag in PRONOUN_TAGS and token.lower in PRONOUNS:
                items.append((token.i, token.i, token))
            elif token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN") and token.i not in covered:
                self.memory.rival(token)
        items.sort(key=lambda item: item[:2])
        self.here = []
        self.places = [
            (argument(c.mention.head).head.head, c.resolution.country)
            for c in candidates
            if c.mention.locative and c.resolution.country and c.resolution.country not in NOT_STATES
        ]
        for _, _, item in items:
            if isinstance(item, Candidate):
                self._candidate(item)
            else:
                self._pronoun(item, covered)
        for candidate in candidates:
            self._spread(candidate)
        self._settle_at_home(candidates)

    def _settle_at_home(self, candidates: list[Candidate]) -> None:
        """Beside an organ of a state, nameless organs and opponents are that state's, if the sentence names no other:
        "the rebels accused the Malian army"."""
        with_state = [c for c in candidates if c.resolution.country and c.resolution.country not in NOT_STATES]
        states = {c.resolution.country for c in with_state}
        if not any(c.lemma in self.reference.domestic or c.lemma in self.reference.offices for c in with_state):
            return
        if len(states) != 1 or self.cast.home() not in (None, *states):
            return
        (state,) = states
        for candidate in candidates:
            ref = candidate.mention.entity
            if ref is None or ref.country or candidate.mention.form != "description":
                continue
            foreign = any(t.lower in self.reference.abroad for t in candidate.mention.tokens)
            if candidate.lemma in self.reference.domestic and not foreign:
                ref.country = state

    def _candidate(self, candidate: Candidate) -> None:
        mention = candidate.mention
        mention.quoted = self.quoted(mention.span[0])
        figures = self._figures(candidate)
        if not figures:
            return
        self._link(mention, figures)
        if mention.sentence.block == "headline" and mention.form == "description" and figures[0].ref.kind == "person":
            self.headline.append((candidate, figures[0]))
        country = figures[0].ref.country
        if country and country not in NOT_STATES:
            self.nearest = (mention.sentence.index, country)
            if mention.head.dep in ("nsubj", "nsubjpass") and not (mention.attributive or mention.locative):
                self.acted = self.nearest
            body = figures[0].ref.kind == "organization" and bool(set(figures[0].ref.sectors[:1]) & _SPOKEN_FOR)
            if body and mention.head.dep in ("nsubj", "pobj") and not mention.attributive:
                self.spoke = country
        if mention.head.dep == "attr":
            return
        spot = make_spot(figures, mention.head, mention.quoted, self.reference)
        if mention.attributive or mention.locative or self._tied(mention):
            spot.weak = True
            self.memory.add(spot)
            return
        if mention.adjectival:
            spot.weight = min(spot.weight, 0.4)
        self.memory.add(spot)
        self._coordinate(candidate)

    def _tied(self, mention: Mention) -> bool:
        """Whether it only tells whose doing something is: "Egyptian" in "an Egyptian-brokered truce"."""
        hyphen, tie = [*mention.sentence.tokens[mention.last : mention.last + 2], mention.head, mention.head][:2]
        return hyphen.text in ("-", "–") and tie.lower in self.reference.ties

    def _figures(self, candidate: Candidate) -> tuple[Figure, ...]:
        mention = candidate.mention
        if candidate.doubtful:
            figure = self.cast.met(candidate)
            return (figure,) if figure is not None else ()
        if mention.form == "name" or self.cast.is_state(candidate):
            return (self._name(candidate),)
        plural = candidate.number == "pl"
        if plural and (mention.definite or candidate.generic):
            several = self._several(candidate)
            if several:
                return several
        if candidate.generic:
            figure = self.memory.recall(candidate, mention.head) if not plural else None
            return (figure,) if figure is not None else ()
        countries = plural and self.reference.plural.get(candidate.lemma) == "country"
        if countries and candidate.count and mention.definite and not candidate.resolution.country:
            return ()
        if not plural and mention.head.dep == "attr":
            figure = self._predicated(candidate)
            if figure is not None:
                return (figure,)
        country = candidate.resolution.country
        if country is None and candidate.lemma not in self.reference.apart:
            country = self._owner(mention) or self._context(candidate)
        if mention.definite and not (candidate.count and plural):
            figure = self.memory.recall(candidate, mention.head)
            owned = self._owner(mention)
            if figure is not None and (owned is None or figure.ref.country == owned):
                figure.learn(candidate)
                return (figure,)
            recall = self.reference.singular.get(candidate.lemma)
            if recall is not None and recall.kind == "country" and not candidate.resolution.country:
                return ()
        if not mention.definite and (candidate.determiner or candidate.count or not (plural or self._bare(candidate))):
            return (self.cast.fresh(candidate, country),)
        return (self.cast.described(candidate, country),)

    def _predicated(self, candidate: Candidate) -> Figure | None:
        """The subject that "is the foreign minister": one entity with the description, and of that office."""
        verb = candidate.mention.head.head
        if verb.lemma.lower() != "be" or verb.child("neg") is not None:
            return None
        figure = self.memory.subject_of(verb)
        said = candidate.resolution
        if figure is None or figure.ref.kind != "person" or said.kind not in ("person", None):
            return None
        if said.country and figure.ref.country and said.country != figure.ref.country:
            return None
        figure.learn(candidate)
        return figure

    def _name(self, candidate: Candidate) -> Figure:
        figure = self.cast.named(candidate)
        if candidate.resolution.kind == "person" and not candidate.known and not figure.ref.sectors:
            self._as_listed(candidate, figure)
        if figure.ref.country is None and figure.ref.kind != "country":
            figure.ref.country = self._beside(candidate)
        return figure

    def _as_listed(self, candidate: Candidate, figure: Figure) -> None:
        """Of "lawyers Ann Poe and Joe Doe" the second is a lawyer, too."""
        if not self.here or not candidate.name:
            return
        before = self.here[-1]
        between = candidate.mention.sentence.tokens[before.mention.last : candidate.mention.first]
        if before.listed and before.mention.entity and all(t.lower in (",", "and") for t in between):
            figure.ref.sectors, figure.ref.country = before.mention.entity.sectors, before.mention.entity.country
            candidate.listed = True

    def _bare(self, candidate: Candidate) -> bool:
        """Whether a singular without article stands for a body as such: "police", "parliament"."""
        return candidate.resolution.kind in ("organization", "group", "country")

    def _several(self, candidate: Candidate) -> tuple[Figure, ...]:
        """The figures that "the two leaders", "both sides", "the two countries" bring back."""
        kind = self.reference.plural.get(candidate.lemma)
        if kind is None or (candidate.resolution.country and kind == "country"):
            return ()
        count = candidate.count
        if count is None:
            counted = candidate.lemma in ("side", "party") or candidate.lemma in self.reference.offices
            if not counted or candidate.determiner == "all":
                return ()
            count = 2
        token = candidate.mention.tokens[0]
        pair = self.cast.pair() if count == 2 else ()
        if kind == "country" and pair:
            return pair
        if candidate.count is not None or kind != "person":
            figures = self.memory.last_group(count, kind, token)
            if not figures and kind == "country":
                figures = self.memory.last_together(count, token)
            if figures or kind != "person":
                return figures
        pair = pair or self.memory.last_group(2, "country", token, near=2)
        return self._of_pair(candidate, pair) if count == 2 else ()

    def _of_pair(self, candidate: Candidate, states: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """ "The foreign ministers", after two states were named together: one of each."""
        codes = [f.ref.country for f in states]
        if candidate.resolution.country or candidate.mention.tokens[0].lower != "the":
            return ()
        if None in codes or self.cast.home() not in (None, *codes):
            return ()
        return tuple(self.cast.described(candidate, code) for code in codes)

    def _of_both(self, noun: Token) -> list[str]:
        """The codes of the states that "of both countries" behind a noun means."""
        for of in noun.children:
            for owner in of.all("pobj") if of.lower in ("of", "from") else ():
                two = any(c.lower in ("both", "two") for c in owner.children)
                if two and self.reference.plural.get(owner.lemma.lower()) == "country":
                    pair = self.cast.pair() or self.memory.last_group(2, "country", owner)
                    return [f.ref.country for f in pair if f.ref.country]
        return []

    def _spread(self, candidate: Candidate) -> None:
        """Officials "from the two countries" or "of Gabon and Ghana" are as many as the states."""
        mention = candidate.mention
        if mention.form != "description" or mention.entities:
            return
        by_head = {m.head: m for m in self.mentions if m.sentence is mention.sentence and m is not mention}
        origin = _origin(mention.head, by_head)
        if mention.entity is not None and origin and not candidate.resolution.country:
            mention.entity.country = origin
        if candidate.number != "pl":
            return
        codes = states_of(mention.head, by_head) or self._of_both(mention.head)
        own = mention.entity.country if mention.entity is not None else None
        if mention.entity is None or mention.entity.kind == "country" or (own and own not in codes):
            return
        if len(codes) > 1:
            figures = tuple(self.cast.described(candidate, code) for code in codes)
            for figure, code in zip(figures, codes, strict=True):
                figure.ref.country = code
                self.figure_of[id(figure.ref)] = figure
            mention.entity, mention.entities = None, tuple(f.ref for f in figures)

    def _owner(self, mention: Mention) -> str | None:
        """The state of the possessor with which a mention begins: "its army", "the country's army"."""
        if self.mentions:
            owner = self.mentions[-1]
            inside = owner.sentence is mention.sentence and owner.first == mention.first and owner.last < mention.last
            owns = inside and (owner.pronoun or mention.sentence.tokens[owner.last].tag == "POS")
            if owns and owner.entity is not None:
                return owner.entity.country
        return None

    def _context(self, candidate: Candidate) -> str | None:
        """The state that a description without one most likely belongs to."""
        sectors, role = candidate.resolution.sectors, candidate.resolution.role
        if role in self.reference.of_bodies:
            body = self.reference.of_bodies[role]
            return body if self.cast.names(body) else None
        if sectors and sectors[0] not in _OF_STATES:
            return None
        if role == "spokesperson" and self.spoke:
            return self.spoke
        if any(t.lower in self.reference.abroad for t in candidate.mention.tokens):
            return None
        if (not sectors or sectors[0] not in _ABROAD) and candidate.lemma not in self.reference.travelling:
            place = self._place(candidate.mention.head)
            if place is not None:
                return place
        home = self.cast.home()
        if home is None and candidate.mention.definite and candidate.lemma in self.reference.domestic and self.acted:
            return self.acted[1] if candidate.mention.sentence.index - self.acted[0] <= 1 else None
        if home is None and candidate.mention.definite and self.nearest:
            return self.nearest[1] if self.nearest[0] == candidate.mention.sentence.index else None
        return home

    def _place(self, head: Token) -> str | None:
        """The state in which the phrase or its verb is: "police in Nairobi", "police fired in Nairobi"."""
        verb = clause_of(argument(head))
        found = {country for anchor, country in self.places if anchor is head or anchor is verb}
        return found.pop() if len(found) == 1 else None

    def _beside(self, candidate: Candidate) -> str | None:
        """The state of the titled name right before in a list, else of the article."""
        if candidate.titled and self.here:
            before = self.here[-1].mention
            between = candidate.mention.sentence.tokens[before.last : candidate.mention.first]
            if between and all(t.lower in (",", "and") for t in between) and before.entity:
                return before.entity.country
        if candidate.resolution.kind != "person" or candidate.doubtful:
            return None
        if candidate.resolution.sectors[:1] in ((), ("UNK",)):
            return self.cast.home(0.6)  # of whom nothing is told is less surely of the article's state
        return self._context(candidate)

    def settle_headline(self) -> None:
        """A headline's "minister" or "spokesman" is the one person of that office whom the article then names."""
        for candidate, figure in self.headline:
            if figure.named or len(figure.lemmas) > 1:
                continue
            recall = self.reference.singular.get(candidate.lemma)
            fitting = [f for f in self.cast.figures if f.named and self._may_be(f, figure, candidate, recall)]
            if len(fitting) == 1:
                for mention in self.mentions:
                    if mention.entity is figure.ref:
                        mention.entity = fitting[0].ref

    def _may_be(self, named: Figure, figure: Figure, candidate: Candidate, recall: Recall | None) -> bool:
        mine, theirs = candidate.resolution.country, named.ref.country
        if named.ref.kind != "person" or (mine and theirs and mine != theirs):
            return False
        return brings_back(named, candidate, recall)

    def _coordinate(self, candidate: Candidate) -> None:
        """Remember "Russia and Ukraine" as two together, beside each alone."""
        self.here.append(candidate)
        chain: list[Candidate] = [candidate]
        joined = False
        for before, after in zip(self.here[-2::-1], self.here[::-1], strict=False):
            tokens = candidate.mention.sentence.tokens[before.mention.last : after.mention.first]
            words = [t.lower for t in tokens]
            if (
                not words
                or len(words) > 3
                or not all(w in (",", "and", "or", "-", "–", "with", "the", "'s", "’s") for w in words)
            ):
                break
            joined = joined or "and" in words or "-" in words or "–" in words
            chain.append(before)
        if len(chain) < 2 or not joined:
            return
        figures: list[Figure] = []
        for member in reversed(chain):
            for ref in member.mention.referents():
                figure = self.figure_of[id(ref)]
                if figure not in figures:
                    figures.append(figure)
        if len(figures) > 1:
            head = chain[-1].mention.head
            spot = make_spot(tuple(figures), head, candidate.mention.quoted, self.reference)
            spot.weight += 0.1
            self.memory.add(spot)

    def _link(self, mention: Mention, figures: tuple[Figure, ...]) -> None:
        self.serial += 1
        for figure in figures:
            figure.last = self.serial
            self.figure_of[id(figure.ref)] = figure
        if len(figures) == 1:
            mention.entity = figures[0].ref
        else:
            mention.entities = tuple(f.ref for f in figures)
        self.mentions.append(mention)

    def _pronoun(self, token: Token, covered: set[int]) -> None:
        pronoun = PRONOUNS[token.lower]
        figures = self._relative(token) if pronoun.relative else ()
        if pronoun.relative and not figures:
            return
        quoted = self.quoted(token.start)
        if not pronoun.relative and not pronoun.open:
            figures = self.memory.antecedent(token, pronoun, quoted)
            if not figures and pronoun.gender == "n":
                return
        mention = Mention(token.sent, token.i, token.i + 1, token, _NOBODY, form="pronoun", quoted=quoted)
        mention.adjectival = pronoun.possessive and token.dep == "poss"
        mention.attributive = mention.adjectival and token.i in covered
        if not figures:
            self.mentions.append(mention)
            return
        self._teach(figures, pronoun)
        self._link(mention, figures)
        spot = make_spot(figures, token, quoted, self.reference)
        self.memory.add(spot)

    def _teach(self, figures: tuple[Figure, ...], pronoun: Pronoun) -> None:
        ref = figures[0].ref
        if len(figures) == 1 and ref.kind == "person" and ref.gender is None and pronoun.gender in ("m", "f"):
            ref.gender = pronoun.gender

    def _relative(self, token: Token) -> tuple[Figure, ...]:
        """Whom "who", "which" or "whose" stands for: the noun that its clause hangs by, if that is right before."""
        verb = token
        while verb.head is not verb and verb.dep != "relcl":
            verb = verb.head
        if verb.dep != "relcl":
            return ()
        plural = verb.tag == "VBP" or any(t.lower in ("are", "were", "have") for t in verb.all("aux", "auxpass"))
        for candidate in reversed(self.here):
            if candidate.mention.first <= verb.head.i < candidate.mention.last:
                together = self.memory.together(candidate.mention.head) if plural else ()
                if together:
                    return together
                return tuple(self.figure_of[id(r)] for r in candidate.mention.referents())
        return ()
