"""Five invented people use the whole product; their chats are read as a diff at each release."""

from pathlib import Path

import pytest

from bot.i18n import Languages
from tests.dialogs.test_transcripts import serving
from tests.support.chat import CoachAlone, Transcript
from tests.support.telegram.server import TelegramServer

FOLDER = Path(__file__).parent.parent / "personas"
PERSONAS = sorted(FOLDER.glob("*.txt"))

SHORTEST, LONGEST = 40, 100
"""How many things a persona does: enough to live through everything, few enough to be read."""

OVER_THE_WIRE = {"dev": "polling", "knut": "webhook"}
"""A persona in each language, over different channels. Knut sends every kind of message, and deletes his data."""


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages.load()


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_a_persona_hears_what_was_read(path: Path, languages: Languages) -> None:
    transcript = Transcript.read(path)
    stage = CoachAlone(transcript.language, transcript.name, languages)
    assert await transcript.played(stage) == transcript.text


@pytest.mark.parametrize(("name", "way"), OVER_THE_WIRE.items())
async def test_telegram_shows_what_a_persona_hears(
    name: str, way: str, languages: Languages, database_url: str
) -> None:
    transcript = Transcript.read(FOLDER / f"{name}.txt")
    async with TelegramServer() as server, serving(server, languages, database_url, way) as stage_for:
        user = server.user(transcript.name, transcript.language)
        played = await transcript.played(stage_for(user))
    assert played == transcript.text
    assert server.refused == []


def test_there_are_five_personas_of_a_length_that_is_read() -> None:
    actions = {path.stem: sum(action.startswith(">") for action in Transcript.read(path).actions) for path in PERSONAS}
    assert set(actions) == {"dev", "ingrid", "knut", "maria", "tor"}
    assert all(SHORTEST <= count <= LONGEST for count in actions.values()), actions
