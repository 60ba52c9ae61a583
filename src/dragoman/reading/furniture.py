"""Page furniture: single lines that are no part of the story, known by their wording alone."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.reading.dateline import DATE, parse_dateline
from dragoman.reading.phrases import phrases
from dragoman.records import BlockKind

LONGEST = 450
"""Characters of the longest line that may be furniture; longer ones are paragraphs."""

_NAME_WORD = r"[^\W\d_a-zà-ÿ][\w.'’-]*"
_NAMES = (
    rf"{_NAME_WORD}(?:,?\s(?:and|&|with|in|for|of|at|the|de|da|del|van|von|der|bin|al|el|ibn|[|/–—-]|{_NAME_WORD}))"
    r"{0,14}"
)
_BYLINE = re.compile(rf"(?:By|BY|By:|BY:|Text:|Words:)\s+(?:{_NAMES})(?:\s?[|•·].{{0,60}})?")
_DAY_LINE = re.compile(
    rf"{DATE}(?:[,\s|–—-]+(?:at\s+)?\d{{1,2}}(?:[:.h]\d{{2}}){{1,2}}\s?(?:[ap]\.?m\.?)?)?(?:\s?\(?(?:[A-Z]{{2,5}})\)?)?"
    r"(?:[\s|/]*(?:updated|modified|last updated).{0,60})?",
    re.IGNORECASE,
)
_POINTER = re.compile(r"(?:also read|read also|read more|read next|see also)\b", re.IGNORECASE)
_PHOTO_TEXT = re.compile(
    r"\b(?:is|are|was|were)\s+(?:seen|pictured|photographed|shown)\s+(?:here\b|in (?:this|an?|the)\s"
    r"(?:[\w-]+\s){0,3}(?:photo|image|picture|handout|file|screenshot|video|portrait))"
    r"|\b(?:is|are)\s+pictured\s+(?:in|at|on|during|after|before|as|with|outside)\b"
    r"|\bin (?:this|an?) (?:[\w-]+,? ){0,3}(?:undated|file|handout|archive|combination)?\s?"
    r"(?:photo|picture|image|photograph)\b(?= (?:taken|released|provided|made|dated|from|on)\b|[.,]|\s*[(\[])"
    r"|\((?:file )?(?:photo|pic|image)\)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]\.?$")
_PHOTO_WORDS = re.compile(
    r"\b(?:photo|photograph|image|images|picture|pic|file|handout|courtesy|screenshot|screengrab|getty|shutterstock"
    r"|via (?-i:[A-Z]))|\b(?:reuters|ap|afp|epa|xinhua|ap photo)\s?/|/\s?(?:reuters|ap|afp|epa|xinhua|anadolu)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _open_credit() -> re.Pattern[str]:
    """A credit without brackets at the end of a line: ``REUTERS/Name``, ``Photo: Name``, ``AFP via Getty Images``."""
    word = r"(?:[A-Z]\.|[A-Z][\w'’-]*)"
    name = rf"{word}(?:\s{word}){{0,3}}"
    wire = r"(?:REUTERS|AP Photo|AP|AFP(?: PHOTO)?|EPA(?:-EFE)?|Xinhua|TASS|Anadolu|dpa)"
    return re.compile(
        rf"(?:^|(?<=[\s.,;)”\"—–|-]))(?:(?:Handout|Courtesy|Pool)?\s?(?:via\s|[/—–-]\s?)?{wire}\s?/\s?{name}"
        rf"|(?:(?:Photo(?:graph)?|Image|Picture)s?(?: [Cc]redits?| by)?|Credits?|Source):\s?[^.:]{{2,70}}"
        rf"|(?:{name}\s?/\s?)+(?:{wire}|Getty Images|Shutterstock|Pool)(?: via (?:{name}|REUTERS|AP))?"
        rf"|{wire} via Getty Images|(?:{name}\s?/\s?)?Getty Images|[—–-]\s?{wire} (?:photo|pic|file|image)s?"
        rf"|(?:Handout|Pool|Courtesy|{name}) (?:via|for) (?:REUTERS|AP|AFP|Getty Images))\.?$"
    )


def furniture(line: str) -> BlockKind | None:
    """What a line is when its wording shows that it is no part of the story; None for the story itself."""
    if not any(c.isalnum() for c in line):
        return "other"
    if len(line) > LONGEST:
        return None
    known = phrases()
    if len(line) <= 320 and known.other.match(line):
        return "other"
    if len(line) <= 220 and _is_related(line):
        return "related"
    if len(line) <= 320 and _is_byline(line):
        return "byline"
    if len(line) <= 120 and (known.credit.match(line) or _credited(line) == 0):
        return "credit"
    if known.caption.match(line) or is_photo_text(line) or _credited(line) is not None:
        return "caption"
    return None


def _is_related(line: str) -> bool:
    known = phrases()
    if known.related_label.match(line) or line[0] in "✦►▶»→" or line.startswith(">>"):
        return True
    pointed = _POINTER.match(line) is not None and line[-1] not in ".!" and len(line) <= 160
    return pointed or known.related_whole.match(line) is not None


def _is_byline(line: str) -> bool:
    known = phrases()
    if known.byline.match(line.lstrip("-–— ")) or _BYLINE.fullmatch(line.rstrip(". ")) or _DAY_LINE.fullmatch(line):
        return True
    if len(line) > 90 or parse_dateline(line):
        return False
    signed = line.strip("()[]—–- ./")
    if known.agency.fullmatch(signed):
        return True
    names, _, last = re.sub(r"\s[|–—-]\s", ", ", signed).rpartition(", ")
    return bool(names and (known.agency.fullmatch(last) or _DAY_LINE.fullmatch(last)) and re.fullmatch(_NAMES, names))


def is_photo_text(line: str) -> bool:
    """Whether a line speaks of the picture it stands under."""
    return len(line) <= 350 and _PHOTO_TEXT.search(line) is not None


def signs_caption(line: str) -> bool:
    """Whether a credit line credits a picture (and not, say, a table's source)."""
    return not line.casefold().startswith("source")


def _credited(line: str) -> int | None:
    """Where a picture's credit begins at the end of a line, when its wording leaves no doubt."""
    brackets = _BRACKETS.search(line, max(0, len(line) - 100))
    if brackets and _PHOTO_WORDS.search(brackets.group(1)):
        return brackets.start() + len(brackets.group()) - len(brackets.group().lstrip())
    if brackets and line.endswith("]") and "/" in brackets.group(1) and line[0] not in "-•*":
        return brackets.start() + len(brackets.group()) - len(brackets.group().lstrip())
    tail = max(0, len(line) - 100)
    found = _open_credit().search(line, tail)
    return found.start() + len(found.group()) - len(found.group().lstrip()) if found else None


def credit_start(line: str) -> int | None:
    """Where the credit of a caption begins: its certain wording, else a name in brackets at the end; None without."""
    certain = _credited(line)
    if certain is not None:
        return certain
    brackets = _BRACKETS.search(line, max(0, len(line) - 100))
    if brackets and len(brackets.group(1)) > 3 and brackets.group(1)[0].isupper():
        return brackets.start() + len(brackets.group()) - len(brackets.group().lstrip())
    return None
