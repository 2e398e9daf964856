"""Parsing of Telegram updates."""

from typing import Any

import pytest
from telegram import User

from bot.address import Address
from bot.telegram.inbound import updates
from bot.telegram.inbound.events import BotBlocked, GroupMention, Incoming, UserEvent, incoming
from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.protocol.events import Edited, Garbled, Handed, Heard, MessageKind, Said, Sent, Shared
from dialogs.text import Language

ME = User(42, "Coach", is_bot=True, username="coach_bot")
KARI = {"id": 7, "is_bot": False, "first_name": "Kari", "last_name": "Nordmann", "language_code": "nn"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Kari"}
GROUP = {"id": -100, "type": "supergroup", "title": "Friends"}
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = FILE | {"width": 1, "height": 1}


def read(**update: Any) -> Incoming | None:
    return incoming(updates.read({"update_id": 9} | update), ME)


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1, "chat": PRIVATE, "from": KARI} | content


def heard(**content: Any) -> Heard | None:
    found = read(message=message(**content))
    assert found is None or isinstance(found, UserEvent)
    return None if found is None else found.incoming.heard


def test_an_arrival_has_all_that_the_channel_knows() -> None:
    found = read(message=message(text="hei"))
    assert isinstance(found, UserEvent)
    incoming = found.incoming
    assert (incoming.address, incoming.key) == (Address("telegram", "7"), "telegram:9")
    assert (incoming.language, incoming.called, incoming.message) == (Language.NB, "Kari", None)
    assert found.query is None


def test_somebody_without_a_language_is_spoken_to_in_english() -> None:
    found = read(message=message(text="hei", **{"from": {"id": 7, "is_bot": False, "first_name": "K"}}))
    assert isinstance(found, UserEvent)
    assert found.incoming.language is Language.EN


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("/start@coach_bot", "/start"),
        ("/START@Coach_Bot now", "/START now"),
        ("/start@other_bot", "/start@other_bot"),
        ("write to me@coach_bot", "write to me@coach_bot"),
        ("שלום & <b>", "שלום & <b>"),
        ("å" * 4096, "å" * 4096),
        ("  two\nlines ", "  two\nlines "),
    ],
)
def test_a_text_is_heard_as_typed_without_the_name_of_the_bot(text: str, taken: str) -> None:
    assert heard(text=text) == Said(taken, "3")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [SIZED], "caption": "Ann, Equinor"}, MessageKind.PHOTO),
        ({"voice": FILE | {"duration": 1}}, MessageKind.VOICE),
        ({"audio": FILE | {"duration": 1}}, MessageKind.VOICE),
        ({"video": SIZED | {"duration": 1}}, MessageKind.VIDEO),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, MessageKind.VIDEO),
        ({"animation": SIZED | {"duration": 1}, "document": FILE}, MessageKind.VIDEO),
        ({"sticker": SIZED | {"type": "regular", "is_animated": False, "is_video": False}}, MessageKind.STICKER),
        ({"location": {"longitude": 1.0, "latitude": 2.0}}, MessageKind.LOCATION),
        ({"dice": {"value": 1, "emoji": "🎲"}}, MessageKind.OTHER),
        ({"a_kind_of_next_year": {"x": 1}}, MessageKind.OTHER),
        ({"contact": {"phone_number": "1", "first_name": ""}}, MessageKind.OTHER),
    ],
)
def test_every_other_kind_of_message_is_named(content: dict[str, Any], kind: MessageKind) -> None:
    assert heard(**content) == Sent(kind)


def test_a_file_is_named_by_what_fetches_it() -> None:
    sized = {"document": FILE | {"file_name": "Connections.csv", "file_size": 9}, "caption": "my list"}
    assert heard(**sized) == Handed(File("f", "Connections.csv", 9))
    assert heard(document=FILE) == Handed(File("f"))


def test_a_poll_is_another_kind() -> None:
    option = {"persistent_id": "1", "text": "a", "voter_count": 0}
    facts = dict.fromkeys(
        ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
    )
    poll = {"id": "1", "question": "?", "options": [option], "total_voter_count": 0, "type": "regular"} | facts
    assert heard(poll=poll) == Sent(MessageKind.OTHER)


def test_of_shared_people_only_the_names_are_taken() -> None:
    card = {"phone_number": "+4799", "first_name": "Ann", "last_name": "Berg\nHansen", "vcard": "BEGIN:VCARD"}
    assert heard(contact=card) == Shared("Ann Berg Hansen")
    users = [
        {"user_id": 1, "first_name": "Bo"},
        {"user_id": 2},
        {"user_id": 3, "first_name": "Siri", "last_name": "Li"},
    ]
    assert heard(users_shared={"request_id": 1, "users": users}) == Shared("Bo\nSiri Li")


def test_a_notice_of_telegram_itself_is_not_answered() -> None:
    assert heard(message_auto_delete_timer_changed={"message_auto_delete_time": 5}) is None


def test_an_edited_text_is_heard_and_an_edited_caption_is_not() -> None:
    found = read(edited_message=message(text="new", edit_date=2))
    assert isinstance(found, UserEvent)
    assert found.incoming.heard == Edited("new", "3")
    assert read(edited_message=message(photo=[SIZED], caption="new", edit_date=2)) is None
    assert read(edited_message=message(location={"longitude": 1.0, "latitude": 2.0}, edit_date=2)) is None


def press(**more: Any) -> UserEvent:
    found = read(callback_query={"id": "q", "from": KARI, "chat_instance": "1"} | more)
    assert isinstance(found, UserEvent)
    return found


def test_a_press_bears_its_message_and_what_is_to_be_answered() -> None:
    found = press(data="1:target.size:m:3f", message=message(text="?"))
    assert found.incoming.heard == Pressed("target.size", "m", 123)
    assert (found.incoming.message, found.query, found.incoming.address.external_id) == ("3", "q", "7")


def test_a_press_below_a_message_too_old_to_be_seen_is_heard() -> None:
    found = press(data="1:a:b:1", message={"message_id": 5, "date": 0, "chat": PRIVATE})
    assert (found.incoming.heard, found.incoming.message) == (Pressed("a", "b", 1), "5")


@pytest.mark.parametrize("more", [{"data": "x" * 64}, {"data": ""}, {"game_short_name": "g"}, {}])
def test_a_press_without_sense_is_garbled(more: dict[str, Any]) -> None:
    found = press(**more)
    assert (found.incoming.heard, found.incoming.message) == (Garbled(), None)


def test_other_bots_are_not_heard() -> None:
    assert heard(text="hi", **{"from": KARI | {"is_bot": True}}) is None


def test_an_update_of_another_kind_means_nothing() -> None:
    assert read(poll_answer={"poll_id": "1", "option_ids": [], "option_persistent_ids": []}) is None
    assert read(next_years_kind={"x": 1}) is None
    assert read(channel_post=message(text="hi", chat={"id": -5, "type": "channel", "title": "t"})) is None


@pytest.mark.parametrize("status", ["kicked", "member"])
def test_stopping_the_bot_is_known(status: str) -> None:
    new = {"user": {"id": 42, "is_bot": True, "first_name": "Coach"}, "status": status, "until_date": 0}
    change = {"from": KARI, "date": 1, "old_chat_member": new, "new_chat_member": new}
    assert read(my_chat_member=change | {"chat": PRIVATE}) == BotBlocked(Address("telegram", "7"), status == "kicked")
    assert read(my_chat_member=change | {"chat": GROUP}) is None


def entity(kind: str, length: int, **more: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "offset": 0, "length": length} | more]


@pytest.mark.parametrize(
    "content",
    [
        {"text": "/start", "entities": entity("bot_command", 6)},
        {"text": "/start@COACH_bot", "entities": entity("bot_command", 16)},
        {"text": "@coach_bot hi", "entities": entity("mention", 10)},
        {"text": "Coach hi", "entities": entity("text_mention", 5, user={"id": 42, "is_bot": True, "first_name": "C"})},
        {"photo": [SIZED], "caption": "@coach_bot", "caption_entities": entity("mention", 10)},
        {"text": "hi", "reply_to_message": message(**{"from": {"id": 42, "is_bot": True, "first_name": "C"}})},
    ],
)
def test_in_a_group_the_bot_only_tells_where_it_talks(content: dict[str, Any]) -> None:
    assert read(message=message(chat=GROUP, **content)) == GroupMention(-100, 3, Language.NB)


@pytest.mark.parametrize(
    "content",
    [
        {"text": "hei alle"},
        {"text": "/start@other_bot", "entities": entity("bot_command", 16)},
        {"text": "@other_bot hi", "entities": entity("mention", 10)},
        {"text": "hi", "reply_to_message": message(text="x")},
        {"new_chat_members": [{"id": 42, "is_bot": True, "first_name": "C"}]},
    ],
)
def test_in_a_group_what_is_not_for_the_bot_is_passed_over(content: dict[str, Any]) -> None:
    assert read(message=message(chat=GROUP, **content)) is None


def test_a_press_in_a_group_is_passed_over() -> None:
    query = {"id": "q", "from": KARI, "chat_instance": "1", "data": "1:a:b:1", "message": message(chat=GROUP)}
    assert read(callback_query=query) is None
