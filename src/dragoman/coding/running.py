"""Quotations over sentence and paragraph boundaries: which tokens are quoted, and how far a quotation goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.coding.attribution import Range
from dragoman.coding.quotes import Quotation, find_quotations
from dragoman.language.tokens import Sentence
from dragoman.records import StatementKind

_LEADING = frozenset({"that", "“", '"', "''", "‘", "'", "«", "„", "``"})


class QuotedText:
    """The quotations of an article over its sentences; remembers which sentences' quotations are spoken for."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.quotations: list[Quotation] = []
        self._of: list[list[int]] = []
        self._taken: set[int] = set()
        blocks: dict[int, list[Sentence]] = {}
        for s in sentences:
            blocks.setdefault(s.block_index, []).append(s)
        groups = list(blocks.values())
        for k, group in enumerate(groups):
            found = find_quotations(text, group[0].start, group[-1].end)
            following = groups[k + 1][0].tokens[0].text if k + 1 < len(groups) else ""
            found = [q for q in found if q.closed or _goes_on(q, group, following)]
            self._mark(group, found)

    def _mark(self, group: list[Sentence], found: list[Quotation]) -> None:
        base = len(self.quotations)
        self.quotations.extend(found)
        k = 0
        for sentence in group:
            row = [-1] * len(sentence.tokens)
            for t in sentence.tokens:
                while k < len(found) and found[k].span[1] <= t.start:
                    k += 1
                if k == len(found):
                    break
                if found[k].span[0] < t.end and t.start < found[k].span[1]:
                    row[t.i] = base + k
            self._of.append(row)

    def of(self, sentence: Sentence) -> list[int]:
        """For each token of a sentence the number of the quotation it is part of (marks included), or -1."""
        return self._of[sentence.index]

    def kind(self, ranges: Iterable[Range]) -> StatementKind:
        """Whether all, none or some words of a content are quoted; an opening "that" does not count."""
        inside = outside = False
        opening = True
        for number, first, last in ranges:
            row, tokens = self._of[number], self.sentences[number].tokens
            for i in range(first, last):
                if tokens[i].pos == "PUNCT" or (opening and tokens[i].lower in _LEADING):
                    continue
                opening = False
                if row[i] >= 0:
                    inside = True
                else:
                    outside = True
        if inside:
            return "mixed" if outside else "direct"
        return "indirect"

    def free(self, sentence: Sentence, words: int) -> bool:
        """Whether a sentence is quoted from end to end, long enough, and not yet part of an attribution."""
        row = self._of[sentence.index]
        if sentence.index in self._taken or not row or row[0] < 0:
            return False
        if sum(1 for t in sentence.tokens if t.pos != "PUNCT") < words:
            return False
        return self._wholly(sentence)

    def _wholly(self, sentence: Sentence) -> bool:
        row = self._of[sentence.index]
        return all(row[t.i] >= 0 or t.pos == "PUNCT" for t in sentence.tokens)

    def beside(self, sentence: Sentence) -> Range | None:
        """The free quotation right before a sentence in its paragraph or, if it ends with a colon, right after it."""
        number = sentence.index
        colon = sentence.tokens[-1].text == ":"
        if colon and number + 1 < len(self.sentences) and self.free(self.sentences[number + 1], 1):
            return number + 1, 0, len(self._of[number + 1])
        if number and self.sentences[number - 1].block_index == sentence.block_index:
            row = self._of[number - 1]
            if row[-1] >= 0 and number - 1 not in self._taken:
                first = len(row)
                while first and row[first - 1] >= 0:
                    first -= 1
                return number - 1, first, len(row)
        return None

    def extend(self, ranges: list[Range], take: bool = True) -> list[Range]:
        """A content with the sentences before and after it that its quotations run over, and the wholly quoted
        sentences that follow in the same paragraph; they are then spoken for unless ``take`` is false."""
        out = self._backward(ranges[0]) + ranges
        number, _, last = out[-1]
        if self._of[number][last - 1] >= 0:
            out += self._forward(out[-1])
        if take:
            self._taken.update(n for n, _, _ in out)
        return out

    def _backward(self, edge: Range) -> list[Range]:
        number, first, _ = edge
        out: list[Range] = []
        if first > 0 and any(q < 0 for q in self._of[number][:first]):
            return out
        quotation = self._of[number][first]
        while quotation >= 0 and number > 0:
            number -= 1
            row = self._of[number]
            if not row or row[-1] != quotation or number in self._taken:
                break
            begin = len(row)
            while begin > 0 and row[begin - 1] == quotation:
                begin -= 1
            out.insert(0, (number, begin, len(row)))
            if begin > 0:
                break
        return out

    def _forward(self, edge: Range) -> list[Range]:
        number, _, last = edge
        row = self._of[number]
        out: list[Range] = []
        quotation = row[last - 1]
        if any(q < 0 for q in row[last:] if last < len(row)) and not self._only_marks(number, last):
            quotation = -1
        block = self.sentences[number].block_index
        while number + 1 < len(self.sentences):
            number += 1
            sentence, row = self.sentences[number], self._of[number]
            if sentence.block_index != block:
                # an unclosed quotation goes on in the next paragraph if that opens with a mark
                if quotation < 0 or self.quotations[quotation].closed or row[0] < 0:
                    break
                block = sentence.block_index
            elif not (row[0] >= 0 and (row[0] == quotation or self._wholly(sentence))):
                break
            end = 0
            while end < len(row) and row[end] >= 0:
                end += 1
            if end < len(row) and row[0] != quotation and not self._only_marks(number, end):
                break
            out.append((number, 0, end))
            if end < len(row) and not self._only_marks(number, end):
                break
            quotation = row[end - 1]
        return out

    def _only_marks(self, number: int, start: int) -> bool:
        return all(t.pos == "PUNCT" for t in self.sentences[number].tokens[start:])


def _goes_on(quotation: Quotation, group: list[Sentence], following: str) -> bool:
    """Whether a quotation left open is one that the next paragraph continues, or that only lacks its last mark."""
    if following[:1] in ("“", '"', "«", "„") or following[:2] == "''":
        return True
    last = group[-1]
    return quotation.span[0] >= last.start
