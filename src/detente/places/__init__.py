"""Words -> places: a bundled gazetteer (GeoNames) and the choice among places of one name.

Nothing is downloaded. An unknown place has its story's country, or keeps its words alone.
"""

from detente.places.custom import GazetteerError
from detente.places.gazetteer import Gazetteer, Known, load_gazetteer
from detente.places.home import Deed, scene_of
from detente.places.resolution import resolve_place
from detente.places.story import named_areas, resolve_places

__all__ = [
    "Deed",
    "Gazetteer",
    "GazetteerError",
    "Known",
    "load_gazetteer",
    "named_areas",
    "resolve_place",
    "resolve_places",
    "scene_of",
]
