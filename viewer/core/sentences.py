"""Sentences that ml has made, in the chosen language.

ml speaks English, knows no other language and no Qt, and often in another process. Its finished sentences are
recognised here by the templates that they were made from (docs/adr/0048).
"""

import re
from functools import lru_cache
from string import Formatter

from viewer.core.language import language, tr
from viewer.core.sentence_templates import SENTENCES

_EXACT = frozenset(text for text in SENTENCES if "{" not in text)
_TEMPLATES = sorted((text for text in SENTENCES if "{" in text), key=lambda text: -len(text))


def translated(sentence: str) -> str:
    """The sentence in the chosen language, with what it reports; as it is where it is not known."""
    return sentence if language() == "en" else _translated(sentence, language())


def capitalised(text: str) -> str:
    """With a capital at the beginning, by the rules of the chosen language."""
    first = "İ" if language() == "tr" and text.startswith("i") else text[:1].upper()
    return first + text[1:]


@lru_cache(maxsize=4096)
def _translated(sentence: str, code: str) -> str:
    """``code`` is that of the language in use: it keeps answers in different languages apart."""
    if sentence in _EXACT:
        return tr(sentence)
    for template, pattern in _patterns():
        match = pattern.fullmatch(sentence)
        if match is not None:
            values = {name: _translated(value, code) for name, value in match.groupdict().items()}
            return tr(template, **values)
    parts = sentence.split(", ")
    if len(parts) > 1 and _EXACT.issuperset(parts):
        return ", ".join(map(tr, parts))
    return sentence


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, pattern_of(template)) for template in _TEMPLATES)


def pattern_of(template: str) -> re.Pattern[str]:
    """What a template can have become."""
    parts = Formatter().parse(template)
    source = "".join(re.escape(text) + (f"(?P<{name}>.+?)" if name else "") for text, name, _, _ in parts)
    return re.compile(source, re.DOTALL)
