"""Rendering of replies for Telegram."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.outbound.rendering import SendFile, SendText, calls
from bot.telegram.outbound.split import length, pieces
from dialogs.model.records import replace
from dialogs.protocol.replies import (
    Block,
    Button,
    Choose,
    Copy,
    CopyButton,
    Items,
    Link,
    Para,
    Reply,
    Title,
    rows,
    say,
)
from dialogs.protocol.tasks import Document
from dialogs.text import t
from tests.support.telegram.wire import read_html, units


def html(*blocks: Block | str) -> str:
    (call,) = calls(say(*blocks))
    assert isinstance(call, SendText)
    return call.html


def test_blocks_are_laid_out_with_an_empty_line_between_them() -> None:
    blocks = (Title("Ann"), "First.", Items(("one", "two")), Copy("Dear Ann,\n\n  bye"))
    assert html(*blocks) == "<b>Ann</b>\n\nFirst.\n\n• one\n• two\n\n<pre>Dear Ann,\n\n  bye</pre>"


@pytest.mark.parametrize("block", [Para, Title, Copy, lambda words: Items((words,))])
def test_markup_in_a_name_is_shown_as_it_is_written(block: type[Para]) -> None:
    odd = '<b>A&B</b> &amp; "x" <!-- -->'
    text, _ = read_html(html(block(odd)))
    assert text.removeprefix("• ") == odd


def test_buttons_carry_their_data_and_nothing_else() -> None:
    reply = say(
        "?", buttons=(*rows(Button("Yes", "y", "a.b", 40)), (Link("Open", "https://x"), CopyButton("Copy", "hi")))
    )
    (call,) = calls(reply)
    assert call.keyboard is not None
    assert call.keyboard == {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "1:a.b:y:14"}],
            [{"text": "Open", "url": "https://x"}, {"text": "Copy", "copy_text": {"text": "hi"}}],
        ]
    }


def test_buttons_to_choose_people_with_stand_below_the_input_field() -> None:
    reply = say("Who?", buttons=rows(Choose("Choose", 10, "write"), Button("No", "n", "a.b", 40)))
    (call,) = calls(reply)
    assert call.keyboard is not None
    assert call.keyboard == {
        "keyboard": [
            [
                {
                    "text": "Choose",
                    "request_users": {
                        "request_id": 1,
                        "user_is_bot": False,
                        "max_quantity": 10,
                        "request_name": True,
                    },
                }
            ],
            [{"text": "No"}],
        ],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }, "names are asked for, and neither user names nor photos"


def test_they_go_with_the_last_part_of_a_reply_that_ends_the_choosing() -> None:
    *others, last = calls(replace(say("x" * 5000), ends_choosing=True))
    assert [call.keyboard for call in others] == [None]
    assert last.keyboard is not None
    assert last.keyboard == {"remove_keyboard": True}


@pytest.mark.parametrize("text", ["", "x" * 257, "😀" * 129])
def test_what_a_tap_cannot_copy_has_no_button(text: str) -> None:
    (call,) = calls(say("?", buttons=rows(CopyButton("Copy", text))))
    assert call.keyboard is None


def test_a_button_that_telegram_would_refuse_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="too long"):
        calls(say("?", buttons=rows(Button("Yes", "å" * 30, "a.b", 1))))


def test_a_reply_without_language_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="translated"):
        calls(say(t("Hi")))


def test_an_empty_reply_is_no_call() -> None:
    assert calls(say(Copy(""), "  ")) == ()


def test_what_fits_is_one_message_and_a_word_more_is_two_with_the_buttons_on_the_last() -> None:
    buttons = rows(Button("Yes", "y", "a", 1))
    assert len(calls(say("a" * 2000, "b" * 2094, buttons=buttons))) == 1
    first, last = calls(say("a" * 2000, "b" * 2095, buttons=buttons))
    assert (first.html, first.keyboard) == ("a" * 2000, None)
    assert last.keyboard is not None


def test_markup_does_not_count() -> None:
    assert len(calls(say(Title("&" * 4096)))) == 1


def test_a_long_draft_is_two_blocks_to_copy() -> None:
    parts = calls(say(Copy("word & " * 1000)))
    texts = [read_html(call.html or "") for call in parts]
    assert [pre.strip() for _, (pre,) in texts] == [text for text, _ in texts]
    assert " ".join(text for text, _ in texts).split() == ["word", "&"] * 1000


def test_a_file_has_its_words_below_it_or_after_it() -> None:
    reply = replace(say("Here."), document=Document("a.json", b"{}"))
    assert calls(reply) == (SendFile("a.json", b"{}", "Here."),)
    assert calls(replace(reply, blocks=())) == (SendFile("a.json", b"{}"),)
    file, text = calls(replace(reply, blocks=(Para("x" * 1025),)))
    assert file == SendFile("a.json", b"{}")
    assert text == SendText("x" * 1025)


WORDS = st.text(st.sampled_from("ab<&>\n\n   é😀"), max_size=200)
LISTS = st.lists(WORDS, max_size=5).map(lambda words: Items(tuple(words)))
BLOCKS = st.one_of(
    WORDS.map(Para),
    WORDS.map(Title),
    WORDS.map(Copy),
    st.lists(WORDS, max_size=5).map(lambda words: Items(tuple(words))),
)


@given(st.lists(BLOCKS, max_size=8).map(lambda blocks: Reply(tuple(block for block in blocks for _ in range(9)))))
def test_no_message_is_too_long_or_wrongly_marked_up(reply: Reply) -> None:
    for call in calls(reply):
        text, _ = read_html(call.html or "")
        assert units(text) <= 4096


@given(WORDS, st.integers(2, 50))
def test_cutting_loses_no_letter(text: str, limit: int) -> None:
    found = list(pieces(text, limit))
    assert all(0 < length(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one two three", ["one two", "three"]),
        ("one\ntwo three", ["one\ntwo", "three"]),
        ("ab cde\nf ghi", ["ab cde", "f ghi"]),
        ("abcd\n\nef ghijkl", ["abcd\n\nef", "ghijkl"]),
        ("abcdefghijkl", ["abcdefghij", "kl"]),
        ("😀😀😀😀😀😀", ["😀😀😀😀😀", "😀"]),
        ("", []),
    ],
)
def test_a_cut_is_made_at_the_best_border(text: str, found: list[str]) -> None:
    assert list(pieces(text, 10)) == found
