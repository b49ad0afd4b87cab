"""The open corpus: its writing format (markup) and its validator (check)."""
