"""The six digits of an authenticator app, as RFC 6238 describes them: a second implementation beside the server's."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time


def digits(secret: str, steps: int = 0) -> str:
    """What an app with the base32 `secret` shows now, or `steps` half minutes from now."""
    counter = int(time.time()) // 30 + steps
    mac = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
