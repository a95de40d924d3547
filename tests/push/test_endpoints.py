"""A push goes to a push service, and nowhere else (T9)."""

import os
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stafet.push.endpoints import EndpointRefused, check_endpoint, check_keys, origin_of
from stafet.push.resolver import is_public
from tests.push.hostile import hostile

REAL = [
    "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABh_x-y",
    "https://updates-autopush.stage.push.services.mozilla.com/wpush/v2/gAAAAA",
    "https://web.push.apple.com/QGuQyavXutnMH",
    "https://api.push.apple.com:443/3/device/1",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2fz%3d",
]


@pytest.mark.parametrize("url", REAL)
def test_the_push_services_of_real_browsers_are_known(url: str) -> None:
    assert check_endpoint(url) == url


@pytest.mark.parametrize("url", hostile(8443))
def test_an_address_that_is_not_a_push_service_is_refused(url: str) -> None:
    with pytest.raises(EndpointRefused):
        check_endpoint(url)


def test_a_number_is_refused_even_when_somebody_allowed_it() -> None:
    with pytest.raises(EndpointRefused):
        check_endpoint("https://10.0.0.1/x", ["10.0.0.1"])


def test_an_operator_may_name_another_push_service() -> None:
    assert check_endpoint("https://push.region.dk/x", ["push.region.dk"])


def test_a_local_push_service_is_reached_only_when_its_whole_origin_is_named() -> None:
    url = "http://127.0.0.1:4567/send/1"

    assert check_endpoint(url, extra_origins=["http://127.0.0.1:4567"]) == url


@pytest.mark.parametrize("url", ["http://127.0.0.1:45678/x", "http://127.0.0.1/x", "http://127.0.0.1:4567@evil.dk/x"])
def test_the_neighbours_of_a_named_origin_stay_closed(url: str) -> None:
    with pytest.raises(EndpointRefused):
        check_endpoint(url, extra_origins=["http://127.0.0.1:4567"])


def test_the_audience_is_the_origin_without_the_port_that_goes_without_saying() -> None:
    assert origin_of("https://api.push.apple.com:443/3/device/1") == "https://api.push.apple.com"


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:400f:80d::200a", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
     "ff02::1", "::127.0.0.1", "::ffff:0:7f00:1", "::ffff:0:8.8.8.8", "64:ff9b:1::808:808", "nonsense"],
)  # fmt: skip
def test_an_address_inside_a_network_is_not_public_however_it_is_wrapped(address: str) -> None:
    assert not is_public(address)


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


POINT = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
SECRET = text(os.urandom(16))


def test_the_keys_of_a_subscription_are_accepted() -> None:
    check_keys(text(POINT), SECRET)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        (text(POINT[:64]), SECRET),
        (text(b"\x03" + POINT[1:]), SECRET),
        (text(b"\x04" + b"\x01" * 64), SECRET),
        (text(POINT), text(b"short")),
        (text(POINT), "not base64url!"),
        (text(POINT), ""),
        ("A" * 5, SECRET),
    ],
    # Names that are the same in every worker: the keys are new in each.
    ids=["cut short", "squeezed", "off the curve", "short secret", "no base64url", "no secret", "five letters"],
)
def test_keys_that_nothing_can_be_encrypted_to_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(EndpointRefused):
        check_keys(p256dh, auth)
