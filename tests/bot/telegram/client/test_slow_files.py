"""A slow download delays nobody but the user who sent the file."""

import asyncio
from uuid import uuid4

from bot.i18n import Languages
from tests.dialogs.test_transcripts import serving
from tests.support.chat import sent
from tests.support.telegram.server import TelegramServer, User

SENTENCES = ("/start", "Ja, lagre og start", "Ikke i jobb nå")


async def begin(server: TelegramServer, user: User) -> None:
    for words in SENTENCES:
        server.say(user, words)
        await server.replies(user)


async def test_others_get_what_they_asked_for_while_it_comes(database_url: str) -> None:
    languages = Languages.load()
    async with TelegramServer() as server, serving(server, languages, database_url, "polling", new_id=uuid4):
        kari, ola = server.user("Kari", "nb"), server.user("Ola", "nb")
        await begin(server, kari)
        await begin(server, ola)
        message = server.hand(kari, "connections.csv", b"")
        name = message["document"]["file_id"]
        server.files[name] = sent("connections.csv")
        server.slow[name] = asyncio.Event()
        (reading,) = await server.replies(kari, expect=1)
        assert "leser fila" in reading.text
        server.hand(ola, "contacts.vcf", sent("contacts.vcf"))
        reading, found = await server.replies(ola, expect=2)
        assert "Jeg fant" in found.text
        server.say(ola, "/export")
        await server.until(lambda: any(shown.file for shown in server.shown[ola.id]))
        assert server.shown[kari.id][-1].text == reading.text, "hers is still on its way"
        server.slow[name].set()
        await server.until(lambda: "Jeg fant" in server.shown[kari.id][-1].text)
