"""Reminders: which ones, on which devices, and where a tap leads."""

import msgspec
from litestar import delete, get, post, put
from litestar.params import JSONBody

from stafet.http.paths import DevicePath, ReminderPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import push_devices, reminder_choices, reminders
from stafet.use_cases.errors import Conflict
from stafet.use_cases.push_devices import DeviceOut, ShownIn, SubscriptionIn
from stafet.use_cases.reminder_choices import ChoicesIn, ChoicesOut
from stafet.use_cases.reminders import Target
from stafet.use_cases.transactions import Transaction


class PushOut(msgspec.Struct, frozen=True, rename="camel"):
    """The key a device needs to subscribe (empty when this server sends no push), and the person's devices."""

    public_key: str
    devices: list[DeviceOut]


class DeviceMade(msgspec.Struct, frozen=True):
    """The device's id."""

    id: str


class TestSent(msgspec.Struct, frozen=True):
    """Whether the push service took the message."""

    reached: bool


@get("/api/reminder-choices", operation_id="getReminderChoices", opt={"access": "signed_in"})
async def get_choices(runtime: ServerRuntime, signed_in: SignedInPerson) -> ChoicesOut:
    """Which reminders this person gets."""
    return await runtime.read(lambda tx: reminder_choices.choices_of(tx, signed_in.person.id))


@put("/api/reminder-choices", operation_id="chooseReminders", opt={"access": "signed_in"})
async def choose(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[ChoicesIn]) -> ChoicesOut:
    """Choose. It holds for the meetings that are already planned too."""

    def act(tx: Transaction) -> ChoicesOut:
        reminder_choices.choose(tx, person=signed_in.person.id, choices=data, now=runtime.now())
        return reminder_choices.choices_of(tx, signed_in.person.id)

    return await runtime.write(act)


@get("/api/push", operation_id="getPush", opt={"access": "signed_in"})
async def get_push(runtime: ServerRuntime, signed_in: SignedInPerson) -> PushOut:
    """The server's push key and this person's devices."""
    devices = await runtime.read(
        lambda tx: push_devices.my_devices(tx, person=signed_in.person.id, session=signed_in.session.id)
    )
    return PushOut(runtime.postman.public_key if runtime.postman else "", devices)


@post("/api/push", operation_id="addPushDevice", status_code=201, opt={"access": "signed_in"})
async def add_device(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[SubscriptionIn]) -> DeviceMade:
    """Remind me on this device. Only addresses of known push services are accepted."""
    return DeviceMade(
        await runtime.write(
            lambda tx: push_devices.add_device(
                tx,
                person=signed_in.person.id,
                session=signed_in.session.id,
                subscription=data,
                rules=runtime.endpoint_rules,
                now=runtime.now(),
            )
        )
    )


@delete("/api/push/{device:str}", operation_id="removePushDevice", opt={"access": "signed_in"})
async def remove_device(device: DevicePath, runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """Not on this device any more."""
    await runtime.write(lambda tx: push_devices.remove_device(tx, person=signed_in.person.id, device=device))


@put("/api/push/{device:str}", operation_id="chooseForPushDevice", status_code=204, opt={"access": "signed_in"})
async def choose_for_device(
    device: DevicePath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[ShownIn]
) -> None:
    """What this device shows, of what the person has chosen to be told."""
    await runtime.write(
        lambda tx: push_devices.choose_for_device(tx, person=signed_in.person.id, device=device, shown=data)
    )


@post("/api/push/{device:str}/test", operation_id="testPushDevice", status_code=200, opt={"access": "signed_in"})
async def test_device(device: DevicePath, runtime: ServerRuntime, signed_in: SignedInPerson) -> TestSent:
    """Send a message now, so that the person sees how a reminder looks."""
    if runtime.postman is None:
        raise Conflict("push_is_off")
    row = await runtime.read(lambda tx: push_devices.device_of(tx, person=signed_in.person.id, device=device))
    return TestSent(await runtime.postman.send_test(row, signed_in.person.lang))


@get("/api/reminders/{reminder:str}", operation_id="getReminder", opt={"access": "signed_in"})
async def get_reminder(reminder: ReminderPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> Target:
    """Where a tap on the notification leads."""
    return await runtime.read(lambda tx: reminders.target_of(tx, reminder_id=reminder, person=signed_in.person.id))


HANDLERS = (get_choices, choose, get_push, add_device, remove_device, choose_for_device, test_device, get_reminder)
