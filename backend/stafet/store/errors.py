"""What can go wrong between Stafet and its database, by name."""


class Impossible(Exception):
    """The database refuses the row: it would break one of its own rules. Nothing of the act was kept."""


class StorageFull(Exception):
    """The disk has no room. Nothing was written; reading goes on, and writing too once there is room again."""


class Busy(Exception):
    """Somebody else holds the lock longer than we wait. Nothing was written; the sender tries again."""


class Unreadable(Exception):
    """A sealed text or key does not open: it was changed, moved to another place, or its key is not there."""


class KeyDestroyed(Unreadable):
    """The plan was erased: its key was destroyed, and nobody can read what was written in it."""


class WrongMasterKey(Exception):
    """The master key is missing, or is not the one this database was sealed with."""


class NotSealedYet(Exception):
    """The database comes from before texts were sealed, and sealing them has not been finished."""
