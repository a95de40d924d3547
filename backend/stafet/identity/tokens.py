"""Secrets that open something: session tokens, invitation tokens, and the code that is told by voice."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as 43 base64url characters."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored instead of the token. A token has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Six digits a citizen can say over the telephone."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_hash(code: str, salt: str) -> str:
    """What is stored instead of the code.

    Slow, because six digits are few; what really guards a code is that it never opens anything without the
    invitation's token, and that the tries are counted.
    """
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=4096, r=8, p=1, dklen=32).hex()
