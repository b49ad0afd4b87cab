from datetime import date

from detente.actors import load_knowledge, resolve_mentions
from detente.records import Mention, Sentence, Span, Story


def countries_of(words: str, *sentences: str, title: str) -> set[str | None]:
    """The countries of the last of several words in a story of sentences, whose other mentions are in brackets."""
    text, spans, mentions = "", [], []
    for index, marked in enumerate(sentences):
        start = len(text)
        for at, part in enumerate(marked.replace("]", "[").split("[")):
            if at % 2:
                span = Span(start=len(text), end=len(text) + len(part))
                mentions.append(Mention(text=part, span=span, sentence_index=index))
            text += part
        spans.append(Sentence(index=index, start=start, end=len(text), text=text[start:]))
        text += " "
    story = Story(id="case", source="case", title=title, text=text, published=date(2016, 5, 2))
    found = resolve_mentions(story, spans, mentions, knowledge=load_knowledge())
    asked = next(mention for mention in reversed(mentions) if mention.text == words)
    return {entity.country for entity in found[asked]}


def test_two_states_of_the_title_come_before_those_that_the_text_joined_long_before() -> None:
    sentences = (
        "[Chad] wrote to [Niger].",
        "[Kenya] and [Peru] cheered.",
        "[Chad] shut its border with [Niger].",
        "[Chad] sent guards.",
        "[The two states] had closed it in 1987.",
    )
    assert countries_of("The two states", *sentences, title="Chad shuts border with Niger") == {"TCD", "NER"}


def test_a_title_of_other_states_than_the_story_speaks_of_decides_nothing() -> None:
    sentences = (
        "[Chad] and [Niger] quarrelled.",
        "[Chad] shut its border with [Niger].",
        "[Chad] sent guards.",
        "[The two states] had closed it in 1987.",
    )
    assert countries_of("The two states", *sentences, title="Kenya and Peru wait") == {"TCD", "NER"}
