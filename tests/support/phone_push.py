"""Push on a test phone. No push service is reachable, so two links of the chain are stood in for, and only they:
the browser's subscribe (a fake with real keys) and the last metre from the push service to the worker (the browser's
own debugging protocol). What lies between, encryption and signature, is real: `decrypt` reads what was sent.
"""

import base64
import json
import os
import time
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserContext, Page, Worker

WAIT_SECONDS = 15

STAND_IN = """
(() => {
  const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = (text) => Uint8Array.from(plain(text), (letter) => letter.charCodeAt(0)).buffer;
  const letters = (key) => btoa(String.fromCharCode(...new Uint8Array(key.buffer ?? key)));
  const text = (key) => typeof key === "string" ? key
    : letters(key).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const made = ({ endpoint, keys, serverKey }) => ({
    endpoint, expirationTime: null,
    options: { userVisibleOnly: true, applicationServerKey: bytes(serverKey) },
    getKey: (name) => bytes(keys[name]),
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => { await window.testPhonePush("off"); return true; },
  });
  PushManager.prototype.subscribe = async ({ applicationServerKey }) =>
    made(await window.testPhonePush("on", text(applicationServerKey)));
  PushManager.prototype.getSubscription = async () => {
    const held = await window.testPhonePush("ask");
    return held === null ? null : made(held);
  };
})();
"""

# Chromium forgets a notification that is asked for while it is being shown (about one in ten when asked all the time):
# so nobody asks before the worker's own promise of it is kept.
WATCH = """() => {
  const all = ServiceWorkerRegistration.prototype;
  self.really ??= all.showNotification;
  self.shown = new Promise((told) => {
    all.showNotification = async function (...said) {
      try { await self.really.apply(this, said); } finally { told(true); }
    };
  });
}"""
IS_SHOWN = "(most) => Promise.race([self.shown, new Promise((late) => setTimeout(late, most))])"

TAP = """async () => {
  const [notification] = await self.registration.getNotifications();
  const opened = [];
  const waits = [];
  self.clients.openWindow = async (url) => { opened.push(new URL(url, self.location.href).href); return null; };
  WindowClient.prototype.focus = async function () { return this; };
  const tap = new NotificationEvent("notificationclick", { notification, action: "" });
  tap.waitUntil = (promise) => waits.push(promise);
  self.dispatchEvent(tap);
  await Promise.all(waits);
  return opened[0] ?? null;
}"""


def as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def as_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PhonePush:
    """The subscription of one phone. `endpoint` may be set before the phone turns push on."""

    def __init__(self) -> None:
        self.endpoint = f"https://push.invalid/{as_text(os.urandom(16))}"
        self.server_key: str | None = None
        self.renew()

    def renew(self) -> None:
        """New keys, as after the browser has dropped its subscription."""
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def keys(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": as_text(point), "auth": as_text(self.secret)}

    def decrypt(self, body: bytes) -> bytes:
        """What the browser would read of a message: wrong keys or a wrong encoding raise."""
        plain: bytes = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return plain

    def answer(self, _: dict[str, Any], act: str, server_key: str = "") -> dict[str, Any] | None:
        if act == "on":
            self.server_key = server_key
        elif act == "off":
            self.server_key = None
        if self.server_key is None:
            return None
        return {"endpoint": self.endpoint, "keys": self.keys, "serverKey": self.server_key}

    def take_the_place_of_the_browsers(self, context: BrowserContext) -> None:
        context.expose_binding("testPhonePush", self.answer)
        context.add_init_script(STAND_IN)


def push_to_worker(page: Page, origin: str, payload: str | bytes | dict[str, Any]) -> None:
    """Hand a message to the worker of `origin`, as the browser does, and wait until it has shown something.

    The page may be somewhere else entirely.
    """
    text = (
        json.dumps(payload) if isinstance(payload, dict) else payload if isinstance(payload, str) else payload.decode()
    )
    session = page.context.new_cdp_session(page)
    known: dict[str, str] = {}

    def learn(event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            if registration["isDeleted"]:
                known.pop(registration["scopeURL"], None)
            else:
                known[registration["scopeURL"]] = registration["registrationId"]

    session.on("ServiceWorker.workerRegistrationUpdated", learn)
    session.send("ServiceWorker.enable")
    ends = time.monotonic() + WAIT_SECONDS
    while f"{origin}/" not in known:
        assert time.monotonic() < ends, f"No service worker is registered for {origin}, only {sorted(known)}"
        page.wait_for_timeout(50)
    worker = worker_of(page.context)
    worker.evaluate(WATCH)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": known[f"{origin}/"], "data": text},
    )
    session.detach()
    assert worker.evaluate(IS_SHOWN, WAIT_SECONDS * 1000), "the worker showed nothing"


def worker_of(context: BrowserContext) -> Worker:
    """The running service worker. It lives on when every page of the app is closed."""
    if not context.service_workers:
        context.wait_for_event("serviceworker", timeout=WAIT_SECONDS * 1000)
    return context.service_workers[-1]


def visible_notifications(page: Page) -> list[dict[str, str]]:
    """What lies in the notification tray, told by the worker itself: title and body."""
    shown: list[dict[str, str]] = worker_of(page.context).evaluate(
        """async () => (await self.registration.getNotifications()).map(
          ({ title, body, lang, tag, data }) => ({ title, body, lang, tag, data }))"""
    )
    return shown


def tap_notification(page: Page) -> str | None:
    """Tap the first notification: the address the worker wants a new window for, or None when one was at hand."""
    opened: str | None = worker_of(page.context).evaluate(TAP)
    return opened
