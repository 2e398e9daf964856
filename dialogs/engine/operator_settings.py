"""The operator's settings that the coach may mention."""

from msgspec import Struct


class OperatorSettings(Struct, frozen=True, gc=False):
    """The operator's settings that the coach may mention; "" means not set."""

    human_contact: str = ""
    privacy_contact: str = ""
    open_requests: int = 5
    is_encrypted: bool = False
    keep_months: int = 12
    model_host: str = ""
