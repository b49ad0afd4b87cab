"""The knowledge base of actors: who is meant (`actors find`), and leaders from Wikidata (`actors update`)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import ALLOW_PRIVATE, TABLE_OR_JSON, actors_option

if TYPE_CHECKING:
    from detente.actors import Candidate, Knowledge

LIKE = 6
"""States that are offered for a name."""
LETTERS = 3
ACTORS_EXAMPLES = """
\b
Examples:
  detente actors find "the Russian president" --on 2022-08-15
  detente actors find Kim --country KOR --on 2001-05-01
  detente actors find "Mr. Kim" --on 2012-01-01
  detente actors find "Blue Brigade" --actors groups.tsv --format json
  detente actors update --output leaders.tsv
"""


def _known_country(text: str | None, knowledge: Knowledge) -> str | None:
    """The code, refused where nobody has it; a name is answered with the codes of states that are called so."""
    from detente.ontology import INTERNATIONAL_CODES

    if text is None:
        return None
    if (code := text.upper()) in knowledge.countries or code in INTERNATIONAL_CODES:
        return code
    states = knowledge.countries.items()
    like = [f"{each} ({state.name})" for each, state in states if text.lower() in state.name.lower()][:LIKE]
    meant = f"; meant may be {', '.join(like)}" if len(text) >= LETTERS and like else ""
    raise click.BadParameter(
        f"'{text}' is no code of a country (ISO 3166-1 alpha-3, like KOR){meant}", param_hint="--country"
    )


@click.group(epilog=ACTORS_EXAMPLES)
def actors() -> None:
    """The knowledge base of actors: who is known by which words, as of a day."""


@actors.command(name="find", epilog=ACTORS_EXAMPLES)
@click.argument("text")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; without it, the latest known.")
@click.option(
    "--country",
    help="Only actors of this country (ISO 3166-1 alpha-3 or one of PLOVER's international codes).",
)
@actors_option
@TABLE_OR_JSON
def find_actor(
    text: str, on: date | None, country: str | None, custom_actors: tuple[Path, ...], output_format: str
) -> None:
    """All actors that TEXT can name, best first, each with the reason.

    Of persons with a family name those in office come first, then who left office last. "Mr" names no woman; "Mrs" and "Ms" name first
    those who are known to be one.
    """
    import json

    from detente.actors import KnowledgeError, find_actors, load_knowledge
    from detente.tables import to_json

    day = date(on.year, on.month, on.day) if on else None
    try:
        knowledge = load_knowledge(custom_actors)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    country = _known_country(country, knowledge)
    found = find_actors(text, knowledge=knowledge, on=day, country=country)
    if not found:
        click.echo(f"nobody {f'of {country} ' if country else ''}is known as '{text}'", err=True)
    for candidate in found:
        if output_format == "json":
            told = to_json(candidate)
            click.echo(json.dumps({**told.pop("entity"), **told}, ensure_ascii=False))
        else:
            click.echo(_actor_line(candidate))


@actors.command(name="update", epilog=ACTORS_EXAMPLES)
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write, for --actors."
)
@click.option("--endpoint", help="Another SPARQL endpoint with Wikidata's data.")
@click.option("--wait", default=2.0, show_default=True, help="Seconds to wait between pages.")
@ALLOW_PRIVATE
def update_actors(output: Path, endpoint: str | None, wait: float, allow_private: bool) -> None:
    """Heads of state and of government with their terms from Wikidata, as a file for --actors (needs a network).

    A run that was stopped goes on where it was.
    """
    from detente.wikidata import ENDPOINT, UpdateError, UpdateOptions, update_leaders

    options = UpdateOptions(endpoint=endpoint or ENDPOINT, wait_s=wait, allow_private=allow_private)
    try:
        terms = update_leaders(output, options=options)
    except UpdateError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{terms} terms in {output}", err=True)


def _actor_line(candidate: Candidate) -> str:
    entity = candidate.entity
    name = f"{entity.name} ({entity.role})" if entity.role else entity.name
    code, sector, entity_id = entity.country or "-", entity.sector or "-", entity.entity_id or "-"
    return f"{name:<40} {code:<4} {sector:<4} {entity_id:<32} {candidate.reason}"
