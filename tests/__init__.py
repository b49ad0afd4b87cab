"""Tests, laid out as src."""
