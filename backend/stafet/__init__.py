"""Stafet: one citizen, one shared course. The citizen owns the plan and decides who sees what."""

__version__ = "0.1.0"
