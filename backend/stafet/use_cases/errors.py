"""What a use case can refuse, by name. Only `http/problems.py` knows the numbers; words are the phone's."""


class Refused(Exception):
    """An act was not done. `code` is stable and machine-readable, and says nothing about anybody's health."""

    def __init__(self, code: str, *, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


class NotFound(Refused):
    """It does not exist, or it may not be seen: the two answer alike (C13)."""

    def __init__(self, code: str = "not_found") -> None:
        super().__init__(code)


class NotAllowed(Refused):
    """It is visible, but this person may not do this."""

    def __init__(self, code: str = "not_allowed") -> None:
        super().__init__(code)


class Conflict(Refused):
    """The world moved on meanwhile, or the act has been done."""


class Invalid(Refused):
    """The content is well-formed and still cannot be accepted."""


class TooMany(Refused):
    """More than a person can mean. `wait` is how many seconds until it may be tried again."""

    def __init__(self, wait: float, code: str = "too_many") -> None:
        super().__init__(code)
        self.wait = wait


class OutOfOrder(Refused):
    """Something of the server's that this act needs does not work just now."""


class SignedOut(Refused):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("signed_out")


class SignInFailed(Refused):
    """The sign-in did not lead to a person."""


class Unreadable(Refused):
    """The request itself could not be read."""
