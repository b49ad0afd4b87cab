"""Scores of the shipped coder and the floors below which continuous integration fails."""
