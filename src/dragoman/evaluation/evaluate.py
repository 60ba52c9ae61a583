"""Coded articles held against annotated ones: figures and faults of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.evaluation.calibration import Reliability, reliabilities
from dragoman.evaluation.gold import GoldArticle
from dragoman.evaluation.kinds import Finding, Tracer, findings
from dragoman.evaluation.match import match
from dragoman.evaluation.measures import Measures, measure
from dragoman.records import CodedArticle


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out.

    Attributes:
        articles: how many are annotated.
        missing: ids of annotated articles that are not among the coded ones; they count as coded without a record.
        failed: ids of those that could not be coded.
        extra: how many coded articles are not annotated; they count for nothing.
        coders: names of those who coded.
        measures: the figures.
        reliabilities: how far the confidence of events and statements can be believed.
        findings: the faults, in order of the annotation.
    """

    articles: int
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    extra: int
    coders: tuple[str, ...]
    measures: Measures
    reliabilities: Mapping[str, Reliability]
    findings: tuple[Finding, ...]


def evaluate(gold: Mapping[str, GoldArticle], coded: Mapping[str, CodedArticle], trace: Tracer) -> Evaluation:
    """Holds coded articles against annotated ones, by id.

    Args:
        gold: the annotated articles.
        coded: the coded ones, with offsets into the same texts.
        trace: asks the lexicon about an article's words, as :class:`dragoman.evaluation.probe.Probe` does.
    """
    matchings = [match(article, coded.get(key)) for key, article in gold.items()]
    return Evaluation(
        articles=len(gold),
        missing=tuple(key for key in gold if key not in coded),
        failed=tuple(key for key in gold if key in coded and coded[key].error is not None),
        extra=sum(key not in gold for key in coded),
        coders=tuple(sorted({c.coder for c in coded.values()})),
        measures=measure(matchings),
        reliabilities=reliabilities(matchings),
        findings=tuple(finding for m in matchings for finding in findings(m, trace)),
    )
