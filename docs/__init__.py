"""The documentation, and the part of it that is generated (record_page)."""
