"""A human sentence for a feeling, for small talk and for what the coach cannot do; then the question again."""

from typing import Final

from dialogs.engine.acts import ActRule, ActRules, Handler, InterpretedAct, Reaction, Tell
from dialogs.engine.crisis import say_whom_to_call
from dialogs.engine.script import Turn
from dialogs.protocol.replies import say
from dialogs.text import Text, label, t
from dialogs.understanding.interpretation.acts import Act

FEELINGS: Final[dict[str, Text]] = {
    "tired": t("You sound worn out. One small message is plenty for a day, and a day off is fine too."),
    "down": t("I'm sorry it feels like that. A talk with somebody close may do more than any message today."),
    "hopeless": t("That's how it feels when nothing moves. It says little about you, and one small step is enough."),
    "ashamed": t("There's nothing to be ashamed of. Most people have been there, and most like being asked."),
    "burden": t("You're not a bother. A small question that is easy to say no to is a compliment to most people."),
    "angry": t("I get that. If it was something I did, tell me in a few words what went wrong."),
    "scared": t("Most people dread the first one. You see every word before you send it, and nothing goes by itself."),
    "nervous": t("Most people dread the first one. You see every word before you send it, and nothing goes by itself."),
    "happy": t("How good to hear! Enjoy it."),
}
"""What is said to a feeling, by the kind of the act."""

TALK: Final[dict[str, Text]] = {
    "greeting": t("Hi again! This is where we are:"),
    "thanks": t("You're welcome."),
    "goodbye": t("That's fine. All that you have told me is kept, and we can go on from here when it suits you:"),
    "other": t("Nice of you to say. Shall we go on?"),
}

OUTSIDE: Final = t("That's outside what I can do. I help you to get a job through people you know.")


def _tells(words: Text) -> Handler:
    def tell(_turn: Turn, _act: InterpretedAct) -> Reaction:
        return Tell(say(words))

    return tell


def _tells_whom_to_call(_turn: Turn, _act: InterpretedAct) -> Reaction:
    return Tell(say_whom_to_call())


HOW_I_FEEL: Final = label("what a message means", "How I feel")

ACTS: Final[ActRules] = {
    **{
        f"{Act.FEELING}:{kind}": ActRule(_tells(words), HOW_I_FEEL, needs_consent=False)
        for kind, words in FEELINGS.items()
    },
    **{
        f"{Act.SMALL_TALK}:{kind}": ActRule(
            _tells(words), label("what a message means", "Just a word to you"), needs_consent=False
        )
        for kind, words in TALK.items()
    },
    Act.OUT_OF_SCOPE: ActRule(
        _tells(OUTSIDE), label("what a message means", "Something else I need help with"), needs_consent=False
    ),
    Act.CRISIS: ActRule(
        _tells_whom_to_call, label("what a message means", "I need somebody to talk to"), sure=0.4, needs_consent=False
    ),
}
