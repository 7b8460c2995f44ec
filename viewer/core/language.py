"""Texts of the window in the reader's language. The code speaks English; a translator may stand behind it."""

from collections.abc import Callable

Translator = Callable[[str], str]


class _Language:
    """Which translator is in use; the application has one language at a time."""

    translate: Translator = staticmethod(lambda text: text)
    code = "en"


def tr(text: str, /, **values: object) -> str:
    """Return a text in the chosen language, with ``{name}`` replaced by the values given.

    The text must be a literal, so that the list of texts to translate can be collected from the code, or one
    that was marked by :func:`tr_later`.
    """
    translated = _Language.translate(text)
    return translated.format(**values) if values else translated


def tr_count(count: int, one: str, many: str, /, **values: object) -> str:
    """Return the text for one or that for any other number, with ``{count}`` and the values replaced."""
    return tr(one if count == 1 else many, count=count, **values)


def tr_later(text: str, /) -> str:
    """Mark a literal that is translated when it is shown, such as a row of a table."""
    return text


def language() -> str:
    """The code of the language in use, "en" or "tr"."""
    return _Language.code


def use_translator(translate: Translator, code: str = "en") -> None:
    """From now on, give texts through this function."""
    _Language.translate = staticmethod(translate)
    _Language.code = code
