"""Text typed at the question for a plan: a plan, an outcome of a message, or neither."""

import pytest

from dialogs.model.outreach import OutreachEvent
from dialogs.text import Language
from dialogs.understanding.outcomes import outcome_in
from dialogs.understanding.plans import may_be_plan


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hun sa ja", OutreachEvent.YES),
        ("Kari har sagt ja!", OutreachEvent.YES),
        ("she said yes", OutreachEvent.YES),
        ("He agreed to it", OutreachEvent.YES),
        ("han takket dessverre nei", OutreachEvent.NO),
        ("Per said no", OutreachEvent.NO),
        ("svarte nei", OutreachEvent.NO),
        ("hun svarte i går", OutreachEvent.ANSWERED),
        ("fikk svar fra Kari", OutreachEvent.ANSWERED),
        ("I heard back from him", OutreachEvent.ANSWERED),
        ("she got back to me", OutreachEvent.ANSWERED),
        ("vi har snakket sammen", OutreachEvent.MET),
        ("we talked this morning", OutreachEvent.MET),
        ("hun satte meg i kontakt med Lise", OutreachEvent.INTRODUCED),
        ("he put me in touch with Lise", OutreachEvent.INTRODUCED),
        ("hun anbefalte meg", OutreachEvent.REFERRED),
        ("she put in a good word", OutreachEvent.REFERRED),
        ("jeg har fått intervju der", OutreachEvent.INTERVIEW),
        ("I got an interview out of it", OutreachEvent.INTERVIEW),
        ("de har inne et tilbud, jeg fikk tilbud", OutreachEvent.OFFER),
        ("they offered me the job", OutreachEvent.OFFER),
        ("jeg sendte den nå nettopp", OutreachEvent.SENT),
        ("I already sent it", OutreachEvent.SENT),
        # An event that has not happened is not an outcome.
        ("når hun har svart", None),
        ("after she has answered", None),
        ("hvis han sier ja", None),
        ("hun har ikke svart", None),
        ("as soon as we talked", None),
        ("i kveld", None),
        ("tomorrow at lunch", None),
        ("I'll ask her husband on the bus", None),
    ],
)
def test_what_came_of_a_message_is_heard_and_what_may_come_is_not(text: str, what: OutreachEvent | None) -> None:
    assert outcome_in(text) is what


@pytest.mark.parametrize(
    ("text", "language", "is_plan"),
    [
        ("når jeg har hatt en god dag", Language.NB, True),
        ("i dusjen", Language.NB, True),
        ("I sofakroken", Language.NB, True),
        ("på bussen hjem", Language.NB, True),
        ("etter trening", Language.NB, True),
        ("middagspausen", Language.NB, True),
        ("in the bath", Language.NB, True),
        ("when I've had a good day", Language.EN, True),
        ("at my mother's", Language.EN, True),
        ("coffee break", Language.EN, True),
        ("hun er grei", Language.NB, False),
        ("asdf", Language.NB, False),
        ("tror han liker meg", Language.NB, False),
        ("I know him well", Language.EN, False),
        ("I am nervous", Language.NB, False),
        ("a bit scary", Language.EN, False),
    ],
)
def test_a_plan_names_a_time_or_a_place_however_loosely(text: str, language: Language, *, is_plan: bool) -> None:
    assert may_be_plan(text, language) is is_plan
