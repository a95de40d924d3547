"""The two doors people come in by."""

from typing import Literal

Door = Literal["citizen", "professional"]
"""Citizens and their relatives sign in as themselves; professionals as somebody's employee."""
