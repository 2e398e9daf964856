"""The flow: where the ends of dialogs lead in other packages. Within a package, its `FOLLOWS` says it."""

from enum import StrEnum

from dialogs import menu
from dialogs.account import welcome
from dialogs.applications import applied, new_job, news, referees
from dialogs.contacts import first_person, groups, next_person, people, picker
from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.engine.script import Turn
from dialogs.follow_up import check_back, how_it_felt, no_answer, outcome, plan, week_report
from dialogs.introductions import dialog as introductions
from dialogs.introductions import who_works_at
from dialogs.messages import draft, recipient
from dialogs.model.outreach import OutreachEvent
from dialogs.network import import_file, matches, restore_export
from dialogs.profile import checklist
from dialogs.reminders import overview
from dialogs.rules.outreach import is_request
from dialogs.target import dialog


def _after_target(turn: Turn) -> first_person.Step | menu.Step:
    """Return the first person's step for a user without contacts, otherwise the home step."""
    return menu.Step.HOME if turn.person.contacts else first_person.Step.NAME


def _after_looking(turn: Turn) -> how_it_felt.Step | menu.Step:
    """Return the question how sending felt after the first sending of a message, otherwise the home step."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    is_new = outreach is not None and is_request(outreach) and outreach.stands_at is OutreachEvent.SENT
    return how_it_felt.Step.FELT if is_new else menu.Step.HOME


def _after_restoring(turn: Turn) -> welcome.Step | menu.Step:
    """Return the question about the work status if it is unanswered, otherwise the home step."""
    return welcome.Step.WORK if turn.person.me.work is None else menu.Step.HOME


FOLLOWS: dict[StrEnum, Follow] = {
    welcome.Step.DONE: Follow(dialog.Step.SENTENCE, are_slots_kept=True),
    dialog.Step.DONE: Follow(_after_target, is_final=True),
    first_person.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    next_person.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    people.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    next_person.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    introductions.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    introductions.Step.TO_KNOWN: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    recipient.Step.TO_RELATION: Follow(first_person.Step.RELATION, are_slots_kept=True),
    draft.Step.TO_PLAN: Follow(plan.Step.WHEN, are_slots_kept=True),
    draft.Step.SENT: Follow(check_back.Step.WHEN, are_slots_kept=True),
    check_back.Step.DONE: Follow(_after_looking, are_slots_kept=True),
    outcome.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    outcome.Step.TO_SOMEBODY: Follow(recipient.Step.WHOM),
    outcome.Step.TO_REFEREES: Follow(referees.Step.HUB),
    outcome.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    outcome.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    no_answer.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    plan.Step.TO_READY: Follow(draft.Step.READY, are_slots_kept=True),
    plan.Step.TO_THANKS: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    import_file.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    import_file.Step.TO_CHOOSE: Follow(picker.Step.PEOPLE, are_slots_kept=True),
    picker.Step.TO_IMPORT: Follow(import_file.Step.FILE, are_slots_kept=True),
    import_file.Step.TO_ANYONE: Follow(who_works_at.Step.PLACE),
    restore_export.Step.DONE: Follow(_after_restoring, is_final=True),
    matches.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    matches.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    who_works_at.Step.TO_RELATION: Follow(matches.Step.RELATION, are_slots_kept=True),
    who_works_at.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    plan.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    menu.Step.TO_TARGET: Follow(dialog.Step.SENTENCE),
    menu.Step.TO_FIRST: Follow(first_person.Step.NAME),
    menu.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    menu.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    menu.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    menu.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    menu.Step.RESUME: GO_HOME,
    overview.Step.TO_ONE: Follow(plan.Step.ONE, are_slots_kept=True),
    overview.Step.TO_THANKS: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    overview.Step.TO_LOOKING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    overview.Step.TO_OUTCOME: Follow(outcome.Step.NEXT, are_slots_kept=True),
    overview.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    menu.Step.TO_NEWS: Follow(news.Step.HUB),
    menu.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    menu.Step.TO_STOPPED: Follow(news.Step.STOPPED),
    menu.Step.TO_LINKEDIN: Follow(checklist.Step.LIST),
    menu.Step.TO_REFEREES: Follow(referees.Step.HUB),
    menu.Step.TO_WEEK: Follow(week_report.Step.SHOW),
    news.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    news.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    applied.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    applied.Step.TO_WHO: Follow(introductions.Step.WHO, are_slots_kept=True),
    referees.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    referees.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    checklist.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    new_job.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
}
