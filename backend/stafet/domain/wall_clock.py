"""Days and hours are those of people in Denmark, whatever zone the server stands in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def danish_day(at: datetime) -> date:
    """The day it is, or was, in Denmark at that moment."""
    return at.astimezone(COPENHAGEN).date()
