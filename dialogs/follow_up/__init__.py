"""The dialogs after a message is written: plan, check back, outcome, no answer and week report."""

from enum import StrEnum

from dialogs.engine.dialog_set import GO_HOME, Follow
from dialogs.follow_up import check_back, how_it_felt, no_answer, outcome, plan, week_report

DIALOGS = (
    check_back,
    how_it_felt,
    outcome,
    no_answer,
    plan,
    week_report,
)

FOLLOWS: dict[StrEnum, Follow] = {
    how_it_felt.Step.DONE: GO_HOME,
    outcome.Step.TO_SILENCE: Follow(no_answer.Step.WHAT_NOW, are_slots_kept=True),
    outcome.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    no_answer.Step.TO_LOOKING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    no_answer.Step.TO_OUTCOMES: Follow(outcome.Step.WHAT, are_slots_kept=True),
    no_answer.Step.TO_PLAN: Follow(plan.Step.OVERVIEW),
    plan.Step.TO_FEELING: Follow(check_back.Step.WHEN, are_slots_kept=True),
    plan.Step.TO_OUTCOMES: Follow(outcome.Step.WHAT, are_slots_kept=True),
    plan.Step.TO_OUTCOME: Follow(outcome.Step.NEXT, are_slots_kept=True),
    plan.Step.TO_WEEK: Follow(week_report.Step.SHOW),
    plan.Step.DONE: GO_HOME,
    week_report.Step.DONE: Follow(plan.Step.OVERVIEW),
}
