"""The language in use: compiled translations become the translator of the whole program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from serums_desktop.messages.translation import set_translator

_COMPILED = Path(__file__).parent.parent / "_generated"
_SOURCE_LANGUAGE = "en"


def install_language(application: QCoreApplication, locale: QLocale) -> str:
    """Speak the first language of the locale that is translated, else English; returns its name.

    English has a translation of its own: it turns "%n source(s)" into one source and two sources.
    Raises FileNotFoundError where not even that was built.
    """
    translator = QTranslator(application)
    wanted = [name.replace("-", "_") for name in locale.uiLanguages()]
    for name in [*wanted, *(name.partition("_")[0] for name in wanted), _SOURCE_LANGUAGE]:
        if translator.load(str(_COMPILED / f"serums_desktop_{name}.qm")):
            application.installTranslator(translator)
            set_translator(QCoreApplication.translate)
            return name
    raise FileNotFoundError(_COMPILED / f"serums_desktop_{_SOURCE_LANGUAGE}.qm")
