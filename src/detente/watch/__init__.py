"""Feeds -> ledger, as they come: polled politely, articles fetched, each page coded once, state kept in a file beside the ledger."""

from detente.watch.feeds import FeedListError, read_feed_list
from detente.watch.options import WatchOptions
from detente.watch.rounds import Watched, stopping, watch
from detente.watch.state import StateError

__all__ = ["FeedListError", "StateError", "WatchOptions", "Watched", "read_feed_list", "stopping", "watch"]
