"""The language of a text, guessed cheaply: by its script, else by the commonest words."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 2_000  # characters looked at
DEFAULT = "en"

# In this order: kana decide for Japanese before the Chinese characters beside them are counted. Patterns that are
# compiled with the first text whose language nobody tells.
SCRIPTS = (
    ("ja", "[\u3041-\u30fe]", 0.05),
    ("ko", "[\uac00-\ud7a3]", 0.2),
    ("zh", "[\u4e00-\u9fff]", 0.2),
    ("uk", "[іїєґІЇЄҐ]", 0.02),
    ("ru", "[\u0400-\u04ff]", 0.4),
    ("el", "[\u0370-\u03ff]", 0.4),
    ("ar", "[\u0600-\u06ff]", 0.4),
    ("he", "[\u0590-\u05ff]", 0.4),
    ("hi", "[\u0900-\u097f]", 0.4),
    ("th", "[\u0e00-\u0e7f]", 0.4),
)
STOP_WORDS = {
    "en": "the of and to in that is was for on with by said from has have it as at an are were be its",
    "fr": "de la le les et des en un du une que est pour qui dans a par plus pas au aux sur ne se ce il ont été avec",
    "de": "der die das und den dem des ein eine einer von mit auf für ist im sich nicht auch nach als wurde hat zu",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más fue ha sobre este es",
    "cs": "a na v že se je za do pro ze které která který podle jako byl byla také po už od při své proti ve",
    "nl": "de van een en het in is dat op te zijn met voor niet aan er om die door heeft bij ook naar werd",
    "no": "og i det er på som en av til for har med ikke den at fra ble mot om var etter",
    "sv": "och i att det som på är av en för den med till har inte om ett från mot kan var",
    "da": "og i at det er på som en af til for har med ikke den der fra blev mod om var efter",
    "fi": "ja on että ei oli se mukaan joka myös ovat mutta kun hän ole sen sekä vuoden tai olla",
    "it": "di che e la il un a per in una del con non sono le da si della è dei al ha nel gli alla",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos foi ao pelo",
    "pl": "i w na z że się do nie jest o przez po od za dla jak oraz został są przed który",
    "is": "og að í á er sem til við um var fyrir með ekki af en það hefur",
    "tl": "ang ng sa na mga ay at si ni hindi para kay ito nang may",
    "id": "yang dan di dengan untuk pada dari ini dalam tidak itu oleh akan",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _lang, _words in STOP_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_lang)


def language_of(given: str | None, text: str) -> str:
    """The primary subtag of a language tag (BCP 47) that was given, else a guess from the text, else "en"."""
    tag = re.split(r"[-_]", given.strip().lower(), maxsplit=1)[0] if given else ""
    if re.fullmatch(r"[a-z]{2,3}", tag):
        return tag
    sample = text[:SAMPLE]
    if not sample.isascii():
        letters = sum(map(str.isalpha, sample))
        for lang, script, share in SCRIPTS:
            if len(re.findall(script, sample)) > share * letters:
                return lang
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = Counter(lang for word in words for lang in _LANGUAGES_OF.get(word, ()))
    best, count = counts.most_common(1)[0] if counts else (DEFAULT, 0)
    return best if count > counts[DEFAULT] else DEFAULT
