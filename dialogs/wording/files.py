"""Wording of files and address books: reasons for failure, unread rows, numbers of people."""

from dialogs.model.address_book import Source, Tally, Unread
from dialogs.model.facts import Import
from dialogs.protocol.replies import Block, Items
from dialogs.text import Count, Join, Text, Value, join, t, tn

WHY: dict[Unread, Text] = {
    Unread.EMPTY: t("That file is empty."),
    Unread.TOO_LARGE: t("That file is larger than 20 MB, which is more than I can fetch. Send Connections.csv alone."),
    Unread.TOO_MANY: t("There are more than 30,000 people in that file, so I have taken none of them."),
    Unread.SWELLS: t("That ZIP unpacks to far more than a list of people, so I left it. Send Connections.csv alone."),
    Unread.LOCKED: t("That ZIP has a password. Unpack it, and send Connections.csv or coach.json alone."),
    Unread.PACKED: t(
        "That ZIP is packed in a way that I don't open. Unpack it, and send Connections.csv or coach.json alone."
    ),
    Unread.WORKBOOK: t("That is a workbook. Save it as CSV, and send that."),
    Unread.NO_LIST: t("There is no list of people in that ZIP. Ask LinkedIn for a copy with Connections ticked."),
    Unread.NOBODY: t("That file has the right headings, but nobody below them."),
    Unread.UNKNOWN: t("I can't find people in that file. I read LinkedIn's Connections.csv, Google's list and vCards."),
    Unread.GONE: t("I can't get hold of that file any more. Please send it again."),
    Unread.EXPORT_BROKEN: t(
        "I know that file: /export gave it to you. But it isn't whole, or it was changed, so I've taken nothing of it. "
        "Do you have it as it came?"
    ),
    Unread.EXPORT_NEWER: t(
        "I know that file: /export gave it to you. But there are things in it that this version of me doesn't know, "
        "so I've taken nothing of it."
    ),
    Unread.EXPORT_TOO_MUCH: t(
        "I know that file: /export gave it to you. But there is more in it than I can keep in order, so I've taken "
        "nothing of it. 300 people on the list is the most."
    ),
    Unread.BOOK_FULL: t(
        "With that file your address book would have more in it than I can keep: 30,000 people are the most, from all "
        "files together. I've taken nothing of the file, and your address book is as it was. For other people, empty "
        "it at /import first."
    ),
}
"""The reply for each reason why nobody could be read from a file."""


def unread_rows(tally: Tally) -> list[Text]:
    """Return a sentence with the numbers of the rows or cards that could not be read, if there are any."""
    if not tally.unread:
        return []
    numbers: list[Value] = [str(number) for number in tally.first_unread]
    more = tally.unread - len(numbers)
    which = Join((*numbers, t("{count} more", count=Count(more)))) if more else join(numbers)
    if tally.source is Source.CARDS:
        words = tn(
            "{count} card I couldn't read: number {which}.",
            "{count} cards I couldn't read: numbers {which}.",
            tally.unread,
            which=which,
        )
    else:
        words = tn(
            "{count} row I couldn't read: row {which}.",
            "{count} rows I couldn't read: rows {which}.",
            tally.unread,
            which=which,
        )
    return [words]


def in_short(book: Import) -> Text:
    """Return the number of people in an address book, as a sentence."""
    return tn("Your address book has {count} person.", "Your address book has {count} people.", book.people)


def in_numbers(book: Import) -> tuple[Block | Text, ...]:
    """Return the number of people in an address book, and what the newest import added."""
    if book.new == book.people:
        return (in_short(book),)
    if not book.new and not book.changed:
        return (in_short(book), t("There was nothing new in that file."))
    new = tn("{count} is new.", "{count} are new.", book.new)
    changed = t("{count} of them got something new, such as a workplace.", count=Count(book.changed))
    return (in_short(book), Items((*([new] if book.new else []), *([changed] if book.changed else []))))
