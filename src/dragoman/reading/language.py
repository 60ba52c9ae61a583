"""The language a text is written in; in doubt it is English, so that no English article is passed over."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

SAMPLE = 1500
"""Characters at the start of a text that are looked at."""
SHORT = 100
"""Letters below which a text is short: names outweigh its language, and only certainty counts."""
LONG = 300
"""Letters from which on a text may contradict the language its input declares."""

_SURE, _SURE_SHORT, _CONTRADICTS = 0.5, 0.9, 0.95
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
# Frequent English words that are no frequent words elsewhere; a tenth of a text's words settle the matter.
_ENGLISH = frozenset(
    "the and that this with from has have had been were was are is will would could not but his her their they he she"
    " who which what when said says after over about into than for by at as it its of on to against between during"
    " amid before under up out more".split()
)
_EVIDENCE = 0.25
_ENGLISHES = frozenset(("en", "pcm", "sco"))  # Nigerian Pidgin and Scots: as good as always English taken for them
_CODES = {
    name: code
    for code, names in {
        "en": "eng english", "de": "deu ger german deutsch", "fr": "fra fre french français",
        "es": "spa spanish español castilian", "ru": "rus russian русский", "ar": "ara arabic", "zh": "zho chi chinese cmn",
        "tr": "tur turkish türkçe", "nl": "nld dut dutch nederlands", "it": "ita italian italiano",
        "pt": "por portuguese português", "id": "ind indonesian", "ja": "jpn japanese", "ko": "kor korean",
        "fa": "fas per persian farsi", "uk": "ukr ukrainian", "pl": "pol polish", "he": "heb hebrew", "hi": "hin hindi",
        "ur": "urd urdu", "el": "ell gre greek", "sv": "swe swedish", "vi": "vie vietnamese", "th": "tha thai",
    }.items()
    for name in (code, *names.split())
}  # fmt: skip


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
