"""The open corpus: its writing format (markup) and its validator (check)."""

HELD_OUT = ("s06",)
"""Files of stories of the train split that are only scored, like test: no rule or table is made on them."""
