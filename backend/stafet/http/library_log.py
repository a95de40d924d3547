"""What libraries have to say, without what they say it about: they quote addresses, parameters and plans (T33)."""

import logging

import structlog

log = structlog.get_logger()


class LibraryLog(logging.Handler):
    """One line for each warning of a library: who warns, how loudly, and the kind of fault. Never its text."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell that something was said, and where."""
        fault = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        log.warning(
            "library",
            logger=record.name,
            says=record.levelname.lower(),
            error=fault,
            file=f"{record.module}.py",
            line=record.lineno,
        )
