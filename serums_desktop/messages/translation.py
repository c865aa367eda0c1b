"""The one seam to a translator. The core runs without Qt; the window hands Qt's translator in.

Call `translate("context", "Text")` with literals only, so that the texts can be extracted, and fill in
values afterwards with `str.format`.
"""

from __future__ import annotations

from collections.abc import Callable

Translator = Callable[[str, str], str]


def _english(context: str, text: str) -> str:  # noqa: ARG001  the signature is the translator's
    return text


_translator: Translator = _english


def set_translator(translator: Translator) -> None:
    """Use a translator from now on."""
    global _translator  # noqa: PLW0603  one language at a time is what a screen has
    _translator = translator


def translate(context: str, text: str) -> str:
    """A text in the language in use."""
    return _translator(context, text)
