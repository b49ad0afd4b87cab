import os

from hypothesis import settings

# On CI every run tries the same inputs, so that a change fails for what it changed; elsewhere each run tries new ones.
settings.register_profile("detente", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("detente")
