"""The gallery of drafts in docs/ is up to date, and shows what it promises."""

import re

from bot.i18n import Languages
from dialogs.model.outreach import Channel, Purpose, Tone
from tests.support.gallery import PAGE, SHOWN, page


def test_the_gallery_is_what_the_program_writes() -> None:
    behind = "python -m tests.support.gallery writes it anew"
    assert PAGE.read_text(encoding="utf-8") == page(Languages.load().speak), behind


def test_it_shows_twelve_drafts_in_each_language() -> None:
    norwegian, english = PAGE.read_text(encoding="utf-8").split("## In English")
    for part in (norwegian, english):
        drafts = re.findall(r"```text\n(.*?)```", part, re.DOTALL)
        assert len(drafts) == len(set(drafts)) == 12


def test_it_shows_every_channel_and_tone_and_most_purposes() -> None:
    assert {shown.brief.channel for shown in SHOWN} == set(Channel)
    assert {shown.brief.tone for shown in SHOWN} == set(Tone)
    assert len({shown.brief.purpose for shown in SHOWN}) >= len(Purpose) - 4
