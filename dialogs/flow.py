"""What follows what: where each end of a dialog leads."""

from enum import StrEnum

from dialogs import menu
from dialogs.account import about, privacy, welcome
from dialogs.applications import applied, new_job, news, referee_sheet, referees
from dialogs.contacts import first_person, forget, groups, names, next_person, picker
from dialogs.engine.dialog_set import Follow
from dialogs.engine.script import Turn
from dialogs.follow_up import check_back, how_it_felt, no_answer, outcome, plan, week_report
from dialogs.introductions import dialog as introductions
from dialogs.introductions import who_works_at
from dialogs.messages import draft, open_requests, own_voice, recipient, rehearsal
from dialogs.model.facts import OutreachEvent
from dialogs.network import import_file, matches, restore_export
from dialogs.profile import checklist
from dialogs.reminders import reminder, settings
from dialogs.rules.outreach import is_request
from dialogs.target import company_search, dialog

HOME = Follow(menu.Step.HOME, is_final=True)


def _after_target(turn: Turn) -> first_person.Step | menu.Step:
    """The first time, one person; later on, where one rests."""
    return menu.Step.HOME if turn.person.contacts else first_person.Step.NAME


def _after_looking(turn: Turn) -> how_it_felt.Step | menu.Step:
    """Once a message was sent for the first time, how that felt; else back to where one rests."""
    outreach = turn.person.outreach(turn.person.slots.subject.outreach)
    is_new = outreach is not None and is_request(outreach) and outreach.stands_at is OutreachEvent.SENT
    return how_it_felt.Step.FELT if is_new else menu.Step.HOME


def _after_restoring(turn: Turn) -> welcome.Step | menu.Step:
    """Where one rests; whoever never said whether those at work may know is asked that first."""
    return welcome.Step.WORK if turn.person.me.work is None else menu.Step.HOME


FOLLOWS: dict[StrEnum, Follow] = {
    welcome.Step.DONE: Follow(dialog.Step.SENTENCE, are_slots_kept=True),
    dialog.Step.DONE: Follow(_after_target, is_final=True),
    dialog.Step.TO_REGISTER: Follow(company_search.Step.SEARCH),
    company_search.Step.DONE: Follow(dialog.Step.CARD),
    first_person.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    first_person.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    groups.Step.TO_NAMES: Follow(names.Step.NAMES, are_slots_kept=True),
    groups.Step.TO_TRUST: Follow(names.Step.TRUST, are_slots_kept=True),
    groups.Step.TO_FORGET: Follow(forget.Step.WHO),
    groups.Step.DONE: HOME,
    forget.Step.DONE: Follow(groups.Step.HUB, is_final=True),
    names.Step.TO_HUB: Follow(groups.Step.HUB),
    names.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    names.Step.DONE: HOME,
    next_person.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    next_person.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    next_person.Step.DONE: HOME,
    introductions.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    introductions.Step.TO_KNOWN: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    introductions.Step.DONE: HOME,
    recipient.Step.TO_RELATION: Follow(first_person.Step.RELATION, are_slots_kept=True),
    recipient.Step.TO_WRITING: Follow(open_requests.Step.FULL, are_slots_kept=True),
    open_requests.Step.TO_WRITING: Follow(draft.Step.OWN_LINE, are_slots_kept=True),
    open_requests.Step.DONE: HOME,
    draft.Step.TO_PURPOSE: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    draft.Step.TO_PLAN: Follow(plan.Step.WHEN, are_slots_kept=True),
    draft.Step.SENT: Follow(check_back.Step.WHEN, are_slots_kept=True),
    draft.Step.TO_VOICE: Follow(own_voice.Step.ASK, are_slots_kept=True),
    own_voice.Step.TO_READY: Follow(draft.Step.READY, are_slots_kept=True),
    draft.Step.TO_REHEARSAL: Follow(rehearsal.Step.READ, are_slots_kept=True),
    rehearsal.Step.DONE: Follow(draft.Step.READY, are_slots_kept=True),
    how_it_felt.Step.DONE: HOME,
    check_back.Step.DONE: Follow(_after_looking, are_slots_kept=True),
    outcome.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    outcome.Step.TO_SILENCE: Follow(no_answer.Step.WHAT_NOW, are_slots_kept=True),
    outcome.Step.TO_SOMEBODY: Follow(recipient.Step.WHOM),
    outcome.Step.TO_REFEREES: Follow(referees.Step.HUB),
    outcome.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    outcome.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    outcome.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    no_answer.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    no_answer.Step.TO_LOOKING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    no_answer.Step.TO_OUTCOMES: Follow(outcome.Step.WHAT, are_slots_kept=True),
    no_answer.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    plan.Step.TO_FEELING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    plan.Step.TO_OUTCOMES: Follow(outcome.Step.WHAT, are_slots_kept=True),
    plan.Step.TO_OUTCOME: Follow(outcome.Step.NEXT, are_slots_kept=True),
    plan.Step.TO_READY: Follow(draft.Step.READY, are_slots_kept=True),
    plan.Step.TO_WEEK: Follow(week_report.Step.SHOW),
    plan.Step.TO_THANKS: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    import_file.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    import_file.Step.TO_CHOOSE: Follow(picker.Step.PEOPLE, are_slots_kept=True),
    picker.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    picker.Step.TO_IMPORT: Follow(import_file.Step.FILE, are_slots_kept=True),
    import_file.Step.TO_FITS: Follow(matches.Step.LOOKING),
    import_file.Step.TO_ANYONE: Follow(who_works_at.Step.PLACE),
    import_file.Step.TO_RESTORING: Follow(restore_export.Step.FOUND, are_slots_kept=True),
    restore_export.Step.DONE: Follow(_after_restoring, is_final=True),
    matches.Step.TO_IMPORT: Follow(import_file.Step.FILE),
    matches.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    matches.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    matches.Step.DONE: HOME,
    who_works_at.Step.TO_RELATION: Follow(matches.Step.RELATION, are_slots_kept=True),
    who_works_at.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    who_works_at.Step.TO_INTRODUCTIONS: Follow(introductions.Step.KNOWN, are_slots_kept=True),
    who_works_at.Step.DONE: HOME,
    import_file.Step.DONE: HOME,
    plan.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    plan.Step.DONE: HOME,
    menu.Step.TO_TARGET: Follow(dialog.Step.SENTENCE),
    menu.Step.TO_FIRST: Follow(first_person.Step.NAME),
    menu.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    menu.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    menu.Step.TO_INTRODUCTIONS: Follow(introductions.Step.PLACE),
    menu.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    menu.Step.RESUME: HOME,
    reminder.Step.TO_ONE: Follow(plan.Step.ONE, are_slots_kept=True),
    reminder.Step.TO_THANKS: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    reminder.Step.TO_LOOKING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    reminder.Step.TO_OUTCOME: Follow(outcome.Step.NEXT, are_slots_kept=True),
    reminder.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    reminder.Step.TO_OFTEN: Follow(settings.Step.OFTEN),
    reminder.Step.TO_DAYS: Follow(settings.Step.DAYS),
    reminder.Step.TO_HOURS: Follow(settings.Step.HOURS),
    reminder.Step.TO_ZONE: Follow(settings.Step.ZONE),
    reminder.Step.TO_LOOK_BACK: Follow(settings.Step.LOOK_BACK),
    reminder.Step.TO_PAUSE: Follow(settings.Step.PAUSE),
    reminder.Step.DONE: HOME,
    settings.Step.DONE: Follow(reminder.Step.CARD),
    menu.Step.TO_NEWS: Follow(news.Step.HUB),
    menu.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    menu.Step.TO_STOPPED: Follow(news.Step.STOPPED),
    menu.Step.TO_LINKEDIN: Follow(checklist.Step.LIST),
    menu.Step.TO_REFEREES: Follow(referees.Step.HUB),
    menu.Step.TO_WEEK: Follow(week_report.Step.SHOW),
    week_report.Step.DONE: Follow(plan.Step.OVERVIEW),
    news.Step.TO_APPLIED: Follow(applied.Step.PLACE),
    news.Step.TO_REFEREES: Follow(referees.Step.HUB),
    news.Step.TO_NEW_JOB: Follow(new_job.Step.SIGNED),
    news.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    news.Step.TO_WHOM: Follow(next_person.Step.PROPOSE),
    news.Step.DONE: HOME,
    applied.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    applied.Step.TO_WHO: Follow(introductions.Step.WHO, are_slots_kept=True),
    applied.Step.TO_REFEREES: Follow(referees.Step.HUB),
    applied.Step.DONE: HOME,
    referees.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    referees.Step.TO_CONTACTS: Follow(groups.Step.HUB),
    referees.Step.TO_PAGE: Follow(referee_sheet.Step.JOB),
    referees.Step.DONE: HOME,
    referee_sheet.Step.TO_REFEREES: Follow(referees.Step.HUB),
    checklist.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    checklist.Step.DONE: HOME,
    new_job.Step.TO_DRAFT: Follow(recipient.Step.PURPOSE, are_slots_kept=True),
    new_job.Step.TO_NEWS: Follow(news.Step.HUB),
    new_job.Step.DONE: HOME,
    privacy.Step.DONE: HOME,
    about.Step.DONE: HOME,
}
