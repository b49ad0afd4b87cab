"""What workers are forked from: importing this loads the coder and codes one sentence, so that they share its pages in memory.

Python's fork server imports it once (`detente.bulk`), in a process of its own that has no threads and opens no files.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from detente.model import WeightsError
from detente.pipeline import load

with suppress(WeightsError):  # each worker says so itself
    load().code("France recalled its ambassador from Niger on Tuesday, the foreign ministry said.")
gc.freeze()  # no collection in a worker writes to the shared pages
