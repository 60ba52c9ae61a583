"""What pronouns and definite descriptions bring back: figures mentioned before, weighed by where they stood.

Nothing is brought back across a clash of number, gender, kind or country; where nothing fits well enough the mention
stays open.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.cast import Figure
from dragoman.coding.detection import Candidate
from dragoman.coding.reference import Recall, Reference
from dragoman.language.tokens import Token
from dragoman.world.model import Gender, Number

# how prominent a mention is by its place in the clause
_WEIGHTS = {
    "nsubj": 1.0, "nsubjpass": 0.9, "ROOT": 0.6, "dobj": 0.5, "dative": 0.5, "attr": 0.4, "poss": 0.4, "agent": 0.6,
    "npadvmod": 0.3, "dep": 0.3, "pobj": 0.3, "compound": 0.1, "amod": 0.1, "nmod": 0.1, "oprd": 0.3,
}  # fmt: skip
_FAR = 4  # sentences back in which a pronoun still finds somebody
_RECALL_FAR = 40
_TIDE = 12  # mentions back that are weighed


@dataclass(slots=True, eq=False)
class Spot:
    """One or several figures mentioned together at one place."""

    figures: tuple[Figure, ...]
    sentence: int
    i: int
    weight: float
    verb: Token
    quoted: bool
    speaker: bool
    headline: bool = False
    block: int = 0
    plural: bool = False
    weak: bool = False  # a place or part of another mention: no pronoun means it, "the country" may


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun says of whom it stands for."""

    number: Number | None
    gender: Gender | None
    open: bool = False
    possessive: bool = False
    relative: bool = False


def _pronouns() -> dict[str, Pronoun]:
    rows: list[tuple[str, Pronoun]] = [
        ("he him himself", Pronoun("sg", "m")),
        ("his", Pronoun("sg", "m", possessive=True)),
        ("she herself", Pronoun("sg", "f")),
        ("her hers", Pronoun("sg", "f", possessive=True)),
        ("it itself", Pronoun("sg", "n")),
        ("its", Pronoun("sg", "n", possessive=True)),
        ("they them themselves", Pronoun("pl", None)),
        ("their theirs", Pronoun("pl", None, possessive=True)),
        ("i me myself we us ourselves", Pronoun(None, None, open=True)),
        ("my mine our ours", Pronoun(None, None, open=True, possessive=True)),
        ("who whom which that", Pronoun(None, None, relative=True)),
        ("whose", Pronoun(None, None, relative=True, possessive=True)),
    ]
    return {word: pronoun for words, pronoun in rows for word in words.split()}


PRONOUNS = _pronouns()
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})


def clause_of(token: Token) -> Token:
    """The verb whose clause a token belongs to, or the root."""
    t = token
    while t.head is not t:
        t = t.head
        if t.pos in ("VERB", "AUX"):
            break
    return t


def argument(token: Token) -> Token:
    """The token whose dependency tells the place of a mention: of a conjunct or apposition, that of the first."""
    t = token
    while t.dep in ("conj", "appos") and t.head is not t:
        t = t.head
    return t


def make_spot(figures: tuple[Figure, ...], candidate_head: Token, quoted: bool, reference: Reference) -> Spot:
    """The place of a mention in its sentence and clause."""
    place = argument(candidate_head)
    verb = clause_of(place)
    weight = _WEIGHTS.get(place.dep, 0.2)
    speaker = place.dep == "nsubj" and verb.lemma.lower() in reference.speech
    if place.dep == "pobj" and place.head.lower == "to" and place.head.head.lower == "according":
        weight, speaker = 1.0, True
    elif place.dep == "pobj" and place.head.dep == "agent":
        weight = _WEIGHTS["agent"]
    sentence = candidate_head.sent
    return Spot(
        figures, sentence.index, candidate_head.i, weight, verb, quoted, speaker,
        sentence.block == "headline", sentence.block_index, len(figures) > 1,
    )  # fmt: skip


class Memory:
    """The mentions so far, most recent last, and the search for what a later one brings back."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.spots: list[Spot] = []
        self.rivals: dict[int, list[Token]] = {}

    def add(self, spot: Spot) -> None:
        """Remember a mention."""
        self.spots.append(spot)

    def rival(self, token: Token) -> None:
        """Remember a noun that names nobody but is the subject of its clause: what "it" may mean instead."""
        self.rivals.setdefault(token.sent.index, []).append(token)

    # pronouns

    def antecedent(self, token: Token, pronoun: Pronoun, quoted: bool) -> tuple[Figure, ...]:
        """The figures that a personal pronoun stands for, or none."""
        verb = clause_of(argument(token))
        subject = argument(token).dep in ("nsubj", "nsubjpass")
        speaks = subject and verb.lemma.lower() in self.reference.speech
        if pronoun.gender == "n" and subject and verb.lemma.lower() in self.reference.empty:
            return ()
        best: Spot | None = None
        top = 0.0
        for spot in reversed(self.spots[-40:]):
            distance = token.sent.index - spot.sentence
            if distance > _FAR:
                break
            if spot.weak:
                continue
            if not _agrees(spot, pronoun) or self._bound(spot, token, verb, pronoun):
                continue
            score = self._score(spot, distance, token, verb, quoted, speaks)
            if score > top:
                best, top = spot, score
        if pronoun.number == "pl" and (best is None or best.sentence != token.sent.index):
            # two who met in the same clause come before a group of the sentence before
            pair = self.last_group(2, None, token, near=0)
            if pair or best is None:
                return pair or self.last_group(2, None, token, near=1)
        if best is None:
            return ()
        if (
            pronoun.gender in ("n", None)
            and not self._acts(verb, subject)
            and self._rivalled(token, pronoun, top, verb)
        ):
            return ()
        return best.figures

    def _score(self, spot: Spot, distance: int, token: Token, verb: Token, quoted: bool, speaks: bool) -> float:
        score = 2.0 + 1.2 * spot.weight - 0.8 * distance
        if spot.figures[0].ref.kind == "person" and spot.figures[0].ref.gender is None:
            score -= 0.6  # behind one whose gender is known to fit
        if speaks and spot.speaker:
            score += 0.8
        if spot.quoted != quoted:
            score -= 0.7
        if spot.headline and token.sent.block != "headline":
            score -= 0.6
        if distance == 0 and any(spot.verb is a for a in verb.ancestors()):
            score += 0.4
        if distance and spot.verb.head is not spot.verb and not spot.speaker:
            score -= 0.2  # in a subordinate clause
        if spot.block != token.sent.block_index:
            score -= 0.1
        return score + 0.05 * min(4, len(spot.figures[0].ref.mentions))

    def _bound(self, spot: Spot, token: Token, verb: Token, pronoun: Pronoun) -> bool:
        """Whether grammar forbids it: both in one clause, or the speaker of the quotation the pronoun stands in."""
        if spot.sentence != token.sent.index:
            return False
        if spot.i >= token.i:
            return True
        reflexive = token.lower.endswith(("self", "selves"))
        return spot.verb is verb and not pronoun.possessive and not reflexive and token.tag != "PRP$"

    def _acts(self, verb: Token, subject: bool) -> bool:
        lemma = verb.lemma.lower()
        return subject and (lemma in self.reference.speech or lemma in self.reference.acting)

    def _rivalled(self, token: Token, pronoun: Pronoun, top: float, verb: Token) -> bool:
        """Whether a noun that names nobody is as likely: subject of the same clause or of the sentence before."""
        for distance in (0, 1):
            for noun in self.rivals.get(token.sent.index - distance, ()):
                plural = noun.tag in ("NNS", "NNPS")
                if plural != (pronoun.number == "pl") or (distance == 0 and noun.i >= token.i):
                    continue
                if distance == 0 and clause_of(noun) is verb and not pronoun.possessive:
                    continue
                score = 2.0 + 1.2 * _WEIGHTS["nsubj"] - 0.8 * distance
                if clause_of(noun).head is not clause_of(noun) and distance:
                    score -= 0.2
                if score >= top:
                    return True
        return False

    # descriptions

    def last_group(self, count: int, fits: object, token: Token, near: int = 3) -> tuple[Figure, ...]:
        """The last ``count`` different single figures of one sort mentioned in one sentence, the nearest first.

        Two sentences are taken together where neither has enough. More than ``count`` in a sentence are too many
        unless just so many stand coordinated.
        """
        index = token.sent.index
        found: list[Figure] = []
        for distance in range(near + 1):
            here = [s for s in self._in_sentence(index - distance) if distance or s.i < token.i]
            for spot in here:
                if len(spot.figures) == count and all(_of_sort(f, fits) for f in spot.figures):
                    return spot.figures
            single = _distinct(s.figures[0] for s in here if len(s.figures) == 1 and _of_sort(s.figures[0], fits))
            merged = _distinct([*found, *single])
            if len(single) == count:
                return tuple(single)
            if found and len(merged) == count:
                return tuple(merged)
            if len(single) > count:
                return ()
            found = single or found
        return ()

    def last_together(self, count: int, token: Token, near: int = 4) -> tuple[Figure, ...]:
        """So many of whatever sort that were last named together: "the government and two factions"."""
        for spot in reversed(self.spots):
            distance = token.sent.index - spot.sentence
            if distance > near:
                break
            before = distance > 0 or spot.i < token.i
            states = {f.ref.country for f in spot.figures}
            apart = len(states) == count or all(f.ref.kind != "person" for f in spot.figures)
            if before and len(spot.figures) == count and apart:
                return spot.figures
        return ()

    def _in_sentence(self, index: int) -> list[Spot]:
        out = []
        for spot in reversed(self.spots):
            if spot.sentence < index:
                break
            if spot.sentence == index and not spot.weak:
                out.append(spot)
        return out[::-1]

    def subject_of(self, verb: Token) -> Figure | None:
        """The one figure that is the subject of this verb."""
        for spot in reversed(self._in_sentence(verb.sent.index)):
            if spot.verb is verb and spot.weight >= 1.0 and len(spot.figures) == 1:
                return spot.figures[0]
        return None

    def together(self, head: Token) -> tuple[Figure, ...]:
        """Those coordinated with the mention that hangs by this token: "Chad and Mali, which have ..."."""
        for spot in self._in_sentence(head.sent.index):
            if len(spot.figures) > 1 and spot.i == head.i:
                return spot.figures
        return ()

    def recall(self, candidate: Candidate, token: Token) -> Figure | None:
        """The figure that a singular definite description brings back: the last that fits it."""
        said = candidate.resolution
        recall = self.reference.singular.get(candidate.lemma)
        for spot in reversed(self.spots[-150:]):
            if spot.weak and (recall is None or not (recall.kind == "country" or _body(spot.figures[0]))):
                continue
            if len(spot.figures) != 1 or token.sent.index - spot.sentence > _RECALL_FAR:
                continue
            figure = spot.figures[0]
            if spot.sentence == token.sent.index and spot.i >= token.i:
                continue
            if said.country and figure.ref.country and said.country != figure.ref.country:
                continue
            if candidate.gender and figure.ref.gender and candidate.gender != figure.ref.gender:
                continue
            if brings_back(figure, candidate, recall):
                return figure
        return None


def _body(figure: Figure) -> bool:
    """Whether it is a party, company or the like by its name."""
    return figure.named and figure.ref.kind in ("organization", "group")


def _agrees(spot: Spot, pronoun: Pronoun) -> bool:
    """Number, gender and kind."""
    first = spot.figures[0].ref
    if pronoun.number == "pl":
        return spot.plural or first.number == "pl" or first.kind == "group"
    if spot.plural or first.number == "pl":
        return False
    if pronoun.gender == "n":
        return first.kind != "person"
    if first.kind != "person":
        return False
    return first.gender is None or first.gender == pronoun.gender


def _of_sort(figure: Figure, fits: object) -> bool:
    return (fits is None and figure.ref.kind in ("person", "country")) or figure.ref.kind == fits


def _distinct(figures: object) -> list[Figure]:
    out: list[Figure] = []
    for figure in figures:  # type: ignore[attr-defined]
        if figure not in out:
            out.append(figure)
    return out


def brings_back(figure: Figure, candidate: Candidate, recall: Recall | None) -> bool:
    """Whether a singular description can stand for the figure, going by kind, role, name, sectors."""
    said, ref = candidate.resolution, figure.ref
    if candidate.number == "pl":
        if ref.number != "pl" and ref.kind != "group":
            return False
    elif ref.number == "pl" and ref.kind != "organization":
        return False
    if candidate.lemma in figure.lemmas and not figure.named:
        return said.sectors[:1] == ref.sectors[:1] or not said.sectors
    if recall is None:
        return bool(
            said.kind == ref.kind == "person" and said.role and ref.role == said.role and candidate.number != "pl"
        )
    if ref.kind != recall.kind and not (
        ref.kind in ("organization", "group") and recall.kind in ("organization", "group")
    ):
        return False
    if recall.kind == "country":
        return True
    words = figure.roles if ref.kind == "person" else set(figure.words) | set(ref.name.lower().split())
    return bool(
        recall.roles.intersection(words)
        or recall.names.intersection(words)
        or (figure.named and recall.sectors.intersection(ref.sectors[:1]))
        or (ref.country and ref.country in recall.countries)
    )
