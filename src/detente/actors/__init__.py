"""Mention -> Entity as of a date: a bundled knowledge base, custom tables, and what the story itself explains."""

from detente.actors.find import Candidate, find_actors, is_news_source
from detente.actors.knowledge import Knowledge, load_knowledge
from detente.actors.rows import KnowledgeError
from detente.actors.speech import with_last_speakers, with_tellers
from detente.actors.story import resolve_mentions

__all__ = [
    "Candidate",
    "Knowledge",
    "KnowledgeError",
    "find_actors",
    "is_news_source",
    "load_knowledge",
    "resolve_mentions",
    "with_last_speakers",
    "with_tellers",
]
