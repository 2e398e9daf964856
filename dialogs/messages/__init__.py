"""The dialogs that write a message: recipient, purpose, request limit, draft, revision, own voice and rehearsal."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.messages import draft, own_voice, recipient, rehearsal, request_limit

DIALOGS = (
    recipient,
    request_limit,
    draft,
    own_voice,
    rehearsal,
)

FOLLOWS: dict[StrEnum, Follow] = {
    recipient.Step.TO_WRITING: Follow(request_limit.Step.FULL, are_slots_kept=True),
    request_limit.Step.TO_WRITING: Follow(draft.Step.OWN_LINE, are_slots_kept=True),
    request_limit.Step.DONE: GO_HOME,
    draft.Step.TO_PURPOSE: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    draft.Step.TO_VOICE: Follow(own_voice.Step.ASK, are_slots_kept=True),
    own_voice.Step.TO_READY: Follow(draft.Step.READY, are_slots_kept=True),
    draft.Step.TO_REHEARSAL: Follow(rehearsal.Step.READ, are_slots_kept=True),
    rehearsal.Step.DONE: Follow(draft.Step.READY, are_slots_kept=True),
}
