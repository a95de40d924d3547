"""Stafet measured beside bare handlers that do only the database work. `python -m bench`; see README.md."""
