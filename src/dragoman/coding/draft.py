"""Events under construction: what one predicate in one sentence says, before mentions of one event are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.coding.mentions import Mention
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.predicates import Predicate
from dragoman.records import Span, Status


@dataclass(slots=True, eq=False)
class Draft:
    """An event as one sentence tells it.

    Attributes:
        type, modes: by PLOVER; ``inner`` is the type below an operator (AGREE about a CONSULT).
        head: the token that says it; ``first``, ``last`` the trigger as token indices, half-open.
        act: the token of the act itself, below any operator; dates and places hang on it.
        predicate: the lexicon entry it comes from.
        actors, recipients: mentions, in order of the text.
        nominal: told by a noun; ``definite``: by a noun that may refer back ("the attack").
        obligation: told as a duty ("should", "must"): by an official, that is a request.
        refusal: told as something that will not be done.
        adds: names further participants of an event told before ("the talks involved ...").
        about: the act that an operator speaks of: the attack that is condemned, the release that is demanded.
        trust: the probability that it is right, by rules and reader together; None where no reader judged it.
        supposed: the mode that the reader takes it for, with its probability; the event has it where no report's own
            words name one.
        steps: how it came about, one line each.
    """

    type: str
    modes: list[str]
    sentence: Sentence
    head: Token
    act: Token
    first: int
    last: int
    predicate: Predicate
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    status: Status = "actual"
    inner: str | None = None
    nominal: bool = False
    definite: bool = False
    obligation: bool = False
    refusal: bool = False
    adds: bool = False
    about: Draft | None = None
    trust: float | None = None
    supposed: tuple[str, float] | None = None
    steps: list[str] = field(default_factory=list)

    @property
    def trigger(self) -> Span:
        """Character offsets of the words that express the event."""
        tokens = self.sentence.tokens
        return tokens[self.first].start, tokens[self.last - 1].end

    @property
    def turned(self) -> bool:
        """Whether the object acts and the subject bears: "received the envoy" is the envoy's visit, and so is "will
        receive the envoy"."""
        if self.about is not None and self.about.act is self.act:
            return self.about.turned
        return "obj" in self.predicate.actor and "subj" in self.predicate.recipient

    def cover(self, token: Token) -> None:
        """Let the trigger reach to another token, if that is near."""
        first, last = min(self.first, token.i), max(self.last, token.i + 1)
        if last - first <= 6:
            self.first, self.last = first, last
