"""What people say of themselves at any step: where they work, whether they do, and whether those there may know."""

from typing import Final

from dialogs.engine.acts import ActRule, ActRules, Change, InterpretedAct, Reaction
from dialogs.engine.script import Turn
from dialogs.model.facts import Work
from dialogs.protocol.replies import say
from dialogs.text import label, t
from dialogs.understanding.interpretation.acts import Act
from dialogs.understanding.own_employer import names_own_employer, own_employer_in
from dialogs.understanding.work_status import work_in


def take_me(turn: Turn, act: InterpretedAct) -> Reaction | None:
    """Note the employer and whether those there may know, as far as the words tell it."""
    work = work_in(act.text)
    employer = own_employer_in(act.text).name if names_own_employer(act.text) else ""
    if work is None and not employer:
        return None
    person = turn.person
    if work:
        person = person.with_me(work=work)
    if employer:
        person = person.with_me(employer=employer, is_employer_asked=True)
    said = []
    if employer:
        said.append(t("Noted: you work at {place}.", place=employer))
    if person.me.work is Work.NONE:
        said.append(t("Noted: you're not working now."))
    elif person.is_discreet:
        said.append(t("Nobody from there is suggested, and nobody there is to know."))
    else:
        said.append(t("Those at work may know that you're looking."))
    return Change(person, say(*said))


ACTS: Final[ActRules] = {Act.ME: ActRule(take_me, label("what a message means", "Something about me and my job"))}
