"""Addresses that a phone may claim to be reminded at, and that must never be visited (T9)."""

# Wrong in themselves, whatever they would lead to.
HOSTILE = [
    "",
    "fcm.googleapis.com/fcm/send/x",
    "//fcm.googleapis.com/x",
    "http://fcm.googleapis.com/fcm/send/x",
    "HTTPS://fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "javascript:alert(1)//fcm.googleapis.com/",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:80/x",
    "https://fcm.googleapis.com:/x",
    "https://fcm.googleapis.com:443:22/x",
    "https://fcm.googleapis.com./x",
    "https://fcm.googleapis.com..evil.dk/x",
    "https://fcm.googleapis.com.evil.dk/x",
    "https://evilfcm.googleapis.com/x",
    "https://evil.dk/fcm.googleapis.com/x",
    "https://evil.dk/?https://fcm.googleapis.com/x",
    "https://evil.dk#fcm.googleapis.com/x",
    "https://notpush.apple.com/x",
    "https://evilpush.apple.com/x",
    "https://.push.apple.com/x",
    "https://notify.windows.com/x",
    "https://notify.windows.com.evil.dk/x",
    "https://user@fcm.googleapis.com/x",
    "https://user:secret@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@127.0.0.1/x",
    "https://fcm.googleapis.com:443@127.0.0.1/x",
    "https://fcm.googleapis.com\\@127.0.0.1/x",
    "https://fcm.googleapis.com%2f@127.0.0.1/x",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0x7f.0.0.1/x",
    "https://0177.0.0.1/x",
    "https://127.1/x",
    "https://0/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fe80::1%25eth0]/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/x",
    "https://localhost/x",
    "https://fcm.googleapis.com/x#fragment",
    "https://fcm.googleapis.com/x y",
    "https://fcm.googleapis.com/x\r\nHost: evil.dk",
    "https://fcm.googleapis.com/x\n",
    " https://fcm.googleapis.com/x",
    "https://fcm.googleapis.com\t/x",
    "https://fcm.googleapis.com\x00.evil.dk/x",
    "https:/fcm.googleapis.com/x",
    "https:fcm.googleapis.com/x",
    "https:///fcm.googleapis.com/x",
    "https:\\\\fcm.googleapis.com\\x",
    "https://ｆcm.googleapis.com/x",  # a wide letter that some parsers make narrow
    "https://fcm。googleapis。com/x",
    "https://fcm.googleapis.com/" + "x" * 2048,
]  # fmt: skip

# This machine, in the notations that one parser or another takes for an address. {port} is where a trap listens.
THIS_MACHINE = [
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "localhost", "localhost.",
    "LOCALHOST", "localhost.localdomain", "localhost%00.googleapis.com", "127.0.0.1.nip.io", "fcm.googleapis.com.local",
    "2130706433", "02130706433", "017700000001", "0x7f000001", "0x7F.0x0.0x0.0x1", "0x7f.1", "0177.0.0.1",
    "0177.0.0.01", "127.0.0.0x1", "00000177.0.0.1", "127.0.0.1%00", "①②⑦.⓪.⓪.①", "１２７.０.０.１",
    "127。0。0。1", "127．0．0．1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "locaⅼhost", "xn--fcm-.googleapis.com@127.0.0.1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25lo]", "[::1%25lo]", "[::ffff:0:127.0.0.1]",
    "fcm.googleapis.com@127.0.0.1", "fcm.googleapis.com:443@127.0.0.1", "fcm.googleapis.com%40127.0.0.1",
    "fcm.googleapis.com#@127.0.0.1", "127.0.0.1#fcm.googleapis.com", "127.0.0.1?.googleapis.com",
    "127.0.0.1\\@fcm.googleapis.com", "fcm.googleapis.com\\@127.0.0.1", "127.0.0.1%2f.push.apple.com",
    "127.0.0.1\t.push.apple.com", "127.0.0.1\r\n.push.apple.com", "push.apple.com", ".push.apple.com",
    "*.push.apple.com",
]  # fmt: skip


def hostile(port: int) -> list[str]:
    """All of them, with and without encryption, where somebody listens and where nobody should."""
    there = [f"{scheme}://{host}:{port}/x" for host in THIS_MACHINE for scheme in ("http", "https")]
    plain = [f"https://{host}/x" for host in THIS_MACHINE]
    return [*HOSTILE, *there, *plain]
