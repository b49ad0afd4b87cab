"""What a user calls a party -> the party of the ledger, said on stderr where it is another word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.actors.knowledge import Knowledge
    from detente.ledger import Ledger


def party_named(text: str, *, ledger: Ledger, knowledge: Knowledge, on: date | None) -> str:
    """The party that the text means on the day; says on stderr what a name was taken for. Raises click's usage error."""
    from detente.ledger import named

    try:
        found = named.party_named(text, has_party=ledger.has_party, knowledge=knowledge, on=on)
    except named.UnnamedError as error:
        raise click.UsageError(str(error)) from error
    if found.name:
        part = f", whose acts the ledger counts as those of {found.party}" if found.is_part else ""
        click.echo(f"'{text}' is taken for {found.party}: {found.name}{part}", err=True)
    return found.party
