"""Words -> places: a bundled gazetteer (GeoNames) and the choice among places of one name.

Nothing is downloaded. An unknown place keeps its words and has no coordinates.
"""

from detente.places.gazetteer import Gazetteer, Known, load_gazetteer
from detente.places.resolution import resolve_place

__all__ = ["Gazetteer", "Known", "load_gazetteer", "resolve_place"]
