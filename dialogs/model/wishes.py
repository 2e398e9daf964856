"""What can be asked of a draft."""

from enum import StrEnum

from dialogs.model.facts import Channel


class Wish(StrEnum):
    """What can be asked of a draft; the values stand in buttons: add, never rename."""

    SHORTER = "shorter"
    LONGER = "longer"
    WARMER = "warmer"
    FORMAL = "formal"
    ANOTHER = "another"
    ENGLISH = "en"
    NORWEGIAN = "nb"
    LINE = "line"
    PURPOSE = "purpose"
    LINKEDIN = Channel.LINKEDIN.value
    NOTE = Channel.NOTE.value
    EMAIL = Channel.EMAIL.value
    SMS = Channel.SMS.value
