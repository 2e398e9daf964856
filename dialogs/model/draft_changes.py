"""The changes of a draft that can be requested."""

from enum import StrEnum

from dialogs.model.outreach import Channel


class Wish(StrEnum):
    """A change of a draft that can be requested. The values are used in buttons: add values, never rename one."""

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
