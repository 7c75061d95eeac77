"""What several commands ask for: which dossier, which catalogs, which template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from amikit.i18n import Language, Text

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

_CATALOG = Text("Un autre catalogue de ressources (à répéter).", "Another catalog of resources (repeatable).")
_DAY = Text("JOUR", "DAY")
_NOT_A_FILE = Text("ce n'est pas un fichier ordinaire.", "it is no ordinary file.")
_TEMPLATE = Text("Le dossier d'un modèle d'appel.", "The folder of a call's template.")


def existing_folder() -> click.Path:
    """A folder that is there; made when asked, since click then looks for the word “directory”."""
    return click.Path(exists=True, file_okay=False, path_type=Path)


class _RegularFile(click.Path):
    """A file that ends: not a device nor a pipe, which would be read for ever."""

    def __init__(self, language: Language) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)
        self._language = language

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        if not Path(str(path)).is_file():
            self.fail(_NOT_A_FILE[self._language], param, ctx)
        return path


def existing_file(language: Language) -> click.Path:
    """A file that is there, and that can be read to its end."""
    return _RegularFile(language)


def dossier_options(language: Language) -> Callable[[_Decorated], _Decorated]:
    """The argument DOSSIER, and where its call and its resources are looked for."""

    def decorate(function: _Decorated) -> _Decorated:
        function = click.option("--template", type=existing_folder(), help=_TEMPLATE[language])(function)
        function = click.option(
            "--catalog", "catalogs", multiple=True, type=existing_folder(), help=_CATALOG[language]
        )(function)
        return click.argument("dossier", default=".", type=click.Path(path_type=Path))(function)

    return decorate


def today_option(language: Language, explains: Text, name: str = "--today") -> Callable[[_Decorated], _Decorated]:
    """``--today``, or a day under another name, given to the command as a date: the day where the person is when nothing is said."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
        if not value:
            # Not in Greenwich: a deadline is theirs.
            return datetime.now().astimezone().date()
        try:
            return date.fromisoformat(value)
        except ValueError:
            from amikit.load.days import explain_day

            why, hint = explain_day(value)
            said = Text(f"« {value} » {why.fr}. {hint.fr}", f"“{value}” {why.en}. {hint.en}")
            raise click.BadParameter(said[language], ctx, param) from None

    return click.option(name, callback=read, metavar=_DAY[language], help=explains[language])
