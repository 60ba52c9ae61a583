"""The report: tables that add up, and a page of Markdown with figures and none of the articles' words."""

from __future__ import annotations

import re

from made import ATTACK, CONDEMNED, MET, Says, annotated, coded, event, gold, said, statement

from dragoman.evaluation.evaluate import Evaluation, evaluate
from dragoman.evaluation.kinds import KINDS
from dragoman.evaluation.report import MOST_DETAILS, markdown, summary, tables

COMMAND = "dragoman evaluate gold coded.jsonl -o report.md"


def example() -> Evaluation:
    article = gold(
        annotated("ACCUSE", CONDEMNED, "condemned", "KEN", "ETH", date="2024-03-04"),
        annotated("CONSULT", MET, "met", "SDN TCD"),
        annotated("ASSAULT", ATTACK, "attack", "NER", "MLI"),
        statements=[said()],
    )
    result = coded(
        event("ACCUSE", CONDEMNED, "condemned", "KEN"),
        event("REJECT", ATTACK, "attack", "MLI"),
        statements=(statement(who=None),),
    )
    return evaluate({"a": article, "b": article}, {"a": result, "x": coded()}, Says())


def test_the_page_has_a_header_figures_and_no_words_of_the_articles() -> None:
    page = markdown(example(), COMMAND)
    assert page.startswith(f"# Evaluation\n\nMade by `{COMMAND}`; do not edit.\n\n")
    assert "- 2 annotated articles, coded by dragoman test\n" in page
    assert "- 1 of them are missing from the coded ones: b\n" in page
    assert "| event | 0.500 | 0.167 | 0.250 | 1 | 6 | 2 |" in page
    assert "| ACCUSE | 2 | 1 | 1 | 0 | 1.000 | 0.500 | 0.667 |" in page
    assert "| operator | ASSAULT told as REJECT | 1 |" in page
    for words in (CONDEMNED, MET, ATTACK, "condemned", "minister"):
        assert words not in page


def test_every_table_has_as_many_cells_in_every_row() -> None:
    for block in markdown(example(), COMMAND).split("\n\n"):
        if block.startswith("|"):
            assert len({line.count(" | ") for line in block.splitlines()}) == 1


def test_the_details_add_up_to_the_kinds() -> None:
    article = gold(*(annotated("CONSULT", MET, "met", mode=None, status=s) for s in ("future",) * 3))
    many = evaluate({"a": article}, {"a": coded(*(event("CONSULT", MET, "met") for _ in range(3)))}, Says())
    for found in (example(), many):
        made = {t.title: t for t in tables(found)}
        for title, table in made.items():
            if (details := made.get(f"{title}: details")) is not None:
                assert sum(int(r[-1]) for r in table.rows) == sum(int(r[-1]) for r in details.rows)


def test_rare_details_are_counted_together() -> None:
    kinds = ["COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "SANCTION", "AID", "AGREE", "SUPPORT", "CONCEDE", "REJECT"]
    result = coded(*(event(kind, MET, "met") for kind in kinds))
    (table,) = (t for t in tables(evaluate({"a": gold()}, {"a": result}, Says())) if t.title.endswith("details"))
    assert len(table.rows) == MOST_DETAILS + 1
    assert table.rows[-1] == ("lexicon", f"{len(kinds) - MOST_DETAILS} others", "2")


def test_what_was_not_there_is_summed_up() -> None:
    assert summary(example())[1:] == [
        "1 of them are missing from the coded ones: b",
        "1 coded articles are not annotated and do not count",
    ]
    many = evaluate({f"g{n}": gold() for n in range(20)}, {}, Says())
    assert summary(many)[0] == "20 annotated articles, coded by nobody"
    assert re.search(r"g0, g1, .*g9 and 10 more$", summary(many)[1])


def test_no_two_kinds_of_one_table_have_a_name() -> None:
    assert all(meaning and not meaning.endswith(".") for meaning in KINDS.values())
