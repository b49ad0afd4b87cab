"""Places of the corpus' stories, from gold place words: `python -m benchmarks.story_places [GOLD] [--split train|dev|test] [--misses]`.

The gold is `corpus/stories/places.tsv`. Places are resolved as the pipeline does it, those of a story together, with the countries of the
gold events' parties as `detente.actors` resolves them, and with what happens at each. Each place counts once a story and words. A town is
right within 40 km. Test is only reported, never tuned on: misses are shown for dev alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.story_actors import STORIES, Item, prepare, resolve, stories
from corpus import HELD_OUT
from corpus.check import GoldPlace, read_places
from detente.actors import Knowledge, load_knowledge
from detente.places import Deed, Gazetteer, load_gazetteer, resolve_places, scene_of
from detente.places.resolution import distance_km
from detente.records import Place, Span

NEAR_KM = 40
TOWN_LEVEL = 4
NO_TOWN = (None, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A resolved place beside its gold."""

    gold: GoldPlace
    place: Place

    @property
    def is_country_right(self) -> bool:
        """Whether the country is the gold's."""
        return self.place.country == self.gold.country

    @property
    def is_near(self) -> bool:
        """Whether the point is within 40 km of the gold's."""
        gold, place = self.gold, self.place
        if gold.latitude is None or gold.longitude is None or place.latitude is None or place.longitude is None:
            return False
        return distance_km(place.latitude, place.longitude, gold.latitude, gold.longitude) <= NEAR_KM

    @property
    def is_town(self) -> bool:
        """Whether it is said to be a town, or a place in one."""
        return (self.place.resolution or 0) >= TOWN_LEVEL

    @property
    def is_open(self) -> bool:
        """Whether only a country is said, or nothing."""
        return self.place.resolution in NO_TOWN


def place_words(story: Item) -> Iterator[tuple[str, Span]]:
    """Words and span of each place of a gold event, in a text of the sentences with an empty line between them (as `prepare` has it)."""
    start = 0
    for sentence in story["sentences"]:
        spans = {span["id"]: span for span in sentence["spans"]}
        for event in sentence["events"]:
            if event["place"]:
                span = spans[event["place"]]
                yield span["text"], Span(start=start + span["start"], end=start + span["end"])
        start += len(sentence["text"]) + len("\n\n")


def party_countries(story: Item, knowledge: Knowledge) -> list[str]:
    """Countries of the parties of the story's events, the commonest first, as the pipeline counts them."""
    prepared = prepare(story)
    countries: Counter[str] = Counter()
    for sentence, mention, entities in resolve(prepared, knowledge):
        roles = sum((event["actor"] + event["recipient"]).count(mention["id"]) for event in sentence["events"])
        for entity in entities:
            if entity.country and roles:
                countries[entity.country] += roles
    return [country for country, _ in countries.most_common()]


def scenes(story: Item, knowledge: Knowledge) -> dict[Span, str | None]:
    """The country of what the gold events tell of at each place, with parties as `detente.actors` resolves them."""
    entities = {(item["id"], mention["id"]): found for item, mention, found in resolve(prepare(story), knowledge)}
    deeds: dict[Span, list[Deed]] = {}
    start = 0
    for sentence in story["sentences"]:
        spans = {span["id"]: span for span in sentence["spans"]}

        def codes(names: Sequence[str], sentence: Item = sentence) -> list[str]:
            found = [entity.country for name in names for entity in entities[sentence["id"], name]]
            return [code for code in found if code]

        for event in sentence["events"]:
            if event["place"]:
                span = spans[event["place"]]
                deed = Deed(cameo=event["cameo"], actors=codes(event["actor"]), recipients=codes(event["recipient"]))
                deeds.setdefault(Span(start=start + span["start"], end=start + span["end"]), []).append(deed)
        start += len(sentence["text"]) + len("\n\n")
    return {span: scene_of(there) for span, there in deeds.items()}


def judge(
    story: Item, golds: Mapping[tuple[str, str], GoldPlace], *, knowledge: Knowledge, gazetteer: Gazetteer
) -> list[Verdict]:
    """The places of a story, each words once."""
    words = list(dict.fromkeys(place_words(story)))
    if not words:
        return []
    prepared, at = prepare(story).story, scenes(story, knowledge)
    places = resolve_places(
        words,
        text=prepared.text,
        gazetteer=gazetteer,
        countries=party_countries(story, knowledge),
        dateline=prepared.dateline,
        scenes=[at[span] for _, span in words],
        title=prepared.title,
        day=prepared.published or prepared.crawled,
    )
    firsts = {said: place for (said, _), place in reversed(list(zip(words, places, strict=True)))}
    return [Verdict(gold=golds[story["id"], said], place=place) for said, place in firsts.items()]


def lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The figures, a line each."""
    with_country = [one for one in verdicts if one.gold.country]
    unsaid = sum(one.place.country is None for one in with_country)
    right = sum(one.is_country_right for one in with_country)
    yield f"country right: {_share(right, len(with_country))}, none said {unsaid}, wrong {len(with_country) - right - unsaid}"
    named = [one for one in verdicts if one.gold.kind == "town"]
    unnamed = [one for one in verdicts if one.gold.kind == "unnamed-town"]
    for title, towns in (("all towns", named + unnamed), ("named", named), ("not named", unnamed)):
        near = sum(one.is_near for one in towns)
        sure = sum(one.is_near and one.is_town for one in towns)
        held = sum(one.is_open and not one.is_near for one in towns)
        yield (
            f"{title}: within {NEAR_KM} km {_share(near, len(towns))}, and said to be a town {_share(sure, len(towns))}; "
            f"else country only or nothing {held}, elsewhere {len(towns) - near - held}"
        )
    said = [one for one in named + unnamed if one.is_town]
    yield f"towns said to be towns that are within {NEAR_KM} km: {_share(sum(one.is_near for one in said), len(said))}"
    left = [one for one in verdicts if one.is_open]
    townless = sum(one.gold.kind not in {"town", "unnamed-town"} for one in left)
    yield (
        f"country only or nothing: {len(left)} of {len(verdicts)}, of which without a town in the gold {townless}, "
        f"with no wrong country {sum(one.place.country in (None, one.gold.country) for one in left)}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} of {whole}" if whole else "- of 0"


def misses(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What is not right, a line each."""
    for one in verdicts:
        is_far = one.gold.kind in {"town", "unnamed-town"} and not (one.is_near and one.is_town)
        if one.gold.story.startswith(HELD_OUT):
            continue
        if is_far or (one.gold.country and not one.is_country_right):
            gold, place = one.gold, one.place
            yield (
                f"    {gold.story} [{gold.words}] {gold.name}, {gold.country} ({gold.kind}) - "
                f"got {place.name}, {place.country}, {place.admin1}, level {place.resolution}, {place.latitude} {place.longitude}"
            )


def main() -> None:
    """Print the figures of a split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=STORIES, help="a folder or file of stories")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--misses", action="store_true", help="what is not right; not of test")
    options = parser.parse_args()
    if options.misses and options.split == "test":
        parser.error("the misses of test are not to be looked at")
    golds = {(gold.story, gold.words): gold for gold in read_places(STORIES / "places.tsv")}
    knowledge, gazetteer = load_knowledge(), load_gazetteer()
    verdicts = [
        verdict
        for story in stories(options.gold, options.split)
        for verdict in judge(story, golds, knowledge=knowledge, gazetteer=gazetteer)
    ]
    print("\n".join([f"{options.split}:", *lines(verdicts), *(misses(verdicts) if options.misses else ())]))


if __name__ == "__main__":
    main()
