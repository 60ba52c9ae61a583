"""The language a text is written in; in doubt it is English, so that no English article is passed over."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

SAMPLE = 1500
"""Characters at the start of a text that are looked at."""
SHORT = 100
"""Letters below which a text is short: names outweigh its language, and only certainty counts."""
LONG = 300
"""Letters from which on a text may contradict the language its input declares."""

_SURE, _SURE_SHORT, _CONTRADICTS = 0.5, 0.9, 0.95
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_EVIDENCE = 0.25
"""The share of frequent English words that settles the matter."""

_KNOWN: dict[str, Any] = yaml.safe_load(
    resources.files(__package__).joinpath("languages.yaml").read_text(encoding="utf-8")
)
_ENGLISH = frozenset(_KNOWN["english_words"])
_ENGLISHES = frozenset(_KNOWN["english_codes"])
_CODES = {name: code for code, names in _KNOWN["names"].items() for name in (code, *names)}


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text, from its first 1,500 characters; None without any letters.

    Another language than English is only named when the text is surely in it.
    """
    return _detect(text)[0]


def settle_language(declared: str | None, text: str) -> str | None:
    """The language to go by: the declared one, unless a long text is surely in another; else the detected one."""
    code = language_code(declared) if declared else None
    if code is None:
        return detect(text)
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LONG:
        return code
    found, sure = _detect(text)
    return found if found is not None and sure >= _CONTRADICTS else code


def language_code(name: str) -> str | None:
    """The ISO 639-1 code for a code or an English name (``EN``, ``en-US``, ``eng``, ``English``); None if unknown."""
    word = re.split(r"[-_;, (]", name.strip().lower(), maxsplit=1)[0]
    return _CODES.get(word) or (word if re.fullmatch(r"[a-z]{2}", word) else None)


def _detect(text: str) -> tuple[str | None, float]:
    """The language and how sure it is, 0 to 1."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None, 0.0
    english = sum(word in _ENGLISH for word in words) / len(words)
    if english >= _EVIDENCE:
        return "en", 1.0
    best, sure = _identifier().classify(sample)
    if best in _ENGLISHES:
        return "en", float(sure)
    letters = sum(map(len, words))
    latin = len(_LATIN.findall(sample)) > letters / 2
    enough = _SURE_SHORT if latin and letters < SHORT else _SURE
    # every English word makes another language less likely
    return (best, float(sure)) if sure >= enough + english else ("en", 1.0 - float(sure))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.2 s and 40 MB: only when first needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
