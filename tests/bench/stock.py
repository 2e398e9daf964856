"""The peer: a python-telegram-bot bot as in its guide, with one handler that replies and without state.

TELEGRAM_BOT_TOKEN=… TELEGRAM_API_BASE=… python -m tests.bench.stock
"""

import os
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ContextTypes, TypeHandler

LABEL: Final = "Go on"
TEXT: Final = (
    "Looking for a job is demanding, so we'll take it in small steps. What are you looking for? "
    "One sentence will do, such as: project manager, construction, mid-sized, Bergen."
)


async def reply(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send the fixed reply."""
    if update.callback_query:
        await update.callback_query.answer()
    buttons = [[InlineKeyboardButton(LABEL, callback_data="1:bench:next:1")]] * 3
    if update.effective_message:
        await update.effective_message.reply_text(TEXT, reply_markup=InlineKeyboardMarkup(buttons))


def main() -> None:
    """Run until stopped."""
    token, base = os.environ["TELEGRAM_BOT_TOKEN"], os.environ["TELEGRAM_API_BASE"]
    application: Application[Any, Any, Any, Any, Any, Any]
    application = Application.builder().token(token).base_url(f"{base}/bot").build()
    application.add_handler(TypeHandler(Update, reply))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
