"""`detente help`: a page on a topic, or the help of a command."""

from __future__ import annotations

import click

HELP_EXAMPLES = """
\b
Examples:
  detente help               the topics
  detente help completion    completion of commands in your shell
  detente help code          as detente code --help
"""


@click.command(name="help", epilog=HELP_EXAMPLES)
@click.argument("topic", required=False)
@click.pass_context
def help_on(context: click.Context, topic: str | None) -> None:
    """A page on TOPIC, or the help of a command; without TOPIC, the list of topics."""
    from detente.manual import page, topics

    found = topics()
    if topic is None:
        width = max(map(len, found))
        click.echo("\n".join(f"{name:<{width}}  {words}" for name, words in found.items()))
        return
    if topic in found:
        click.echo(page(topic), nl=False)
        return
    main = context.find_root().command
    commands = main.commands if isinstance(main, click.Group) else {}
    command = commands.get(topic)
    if command is None:
        raise click.UsageError(f"no topic '{topic}'; topics: {', '.join(found)}; commands: {', '.join(commands)}")
    click.echo(command.get_help(click.Context(command, info_name=f"detente {topic}")))
