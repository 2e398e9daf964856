"""What holds for every dialog: what is heard is a press, a command, a correction, a question or an answer; pure."""

from enum import StrEnum

from dialogs.engine import system_replies
from dialogs.engine.builtin_commands import AWAY, BuiltinCommands
from dialogs.engine.corrections import Corrections
from dialogs.engine.dialog_set import BuiltIn, CommandTask, DialogSet
from dialogs.engine.incoming_results import IncomingResults
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import HANDED, Outcome, Turn, TurnState
from dialogs.engine.turn_result import TurnResult, fused, time_away
from dialogs.engine.typed_buttons import may_be_label, typed_label
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.protocol.events import Edited, Handed, Heard, Nudged, Said, Sent, Shared, TaskDone, TaskFailed
from dialogs.protocol.replies import ANYWHERE, Reply, Toast
from dialogs.rules import reminders_due
from dialogs.understanding import intents
from dialogs.understanding.questions.knowledge_base import SURE, answer_to, is_question

ANSWER_LENGTH = 300
"""Characters of an answer where no more are asked for."""

A_SECOND = 10**9
"""More than anybody is asked, and less than any second of our time."""


class Conversation:
    """Plays turns by a plot; holds no state."""

    def __init__(self, plot: DialogSet) -> None:
        self.plot = plot
        self._way = Navigator(plot)
        self._ends = TurnResult(plot, self._way)
        self._deliveries = IncomingResults(plot, self._way, self._ends)
        self._corrections = Corrections(self._way)
        doings = BuiltinCommands(plot, self._way, self._ends)
        self._leave = doings.leave
        self._doings = {
            BuiltIn.START: doings.start,
            BuiltIn.BACK: doings.back,
            BuiltIn.SKIP: doings.skip,
            BuiltIn.CANCEL: doings.cancel,
            BuiltIn.HIDE: doings.hide,
        }
        self._anywhere = {"hide": doings.hide, "show": doings.show}

    def play(self, turn: Turn) -> Outcome:
        """Answer one thing heard, and say when to look at the person next."""
        return self._looking_ahead(turn, self._played(turn))

    def _looking_ahead(self, turn: Turn, outcome: Outcome) -> Outcome:
        if outcome.person is None:
            return outcome
        zone = turn.of(outcome.person).zone
        is_unfinished = self._way.is_unfinished(outcome.person)
        return replace(
            outcome, look_at=reminders_due.next_look(outcome.person, turn.now, zone, is_unfinished=is_unfinished)
        )

    def refuse(self, turn: Turn, why: Reply) -> Outcome:
        """Say why nothing of what was heard is taken, and ask the question again; whoever waited waits no more."""
        if isinstance(turn.heard, Nudged):
            return Outcome(turn.person, look_at=turn.now + AWAY)
        person = turn.person
        if isinstance(turn.heard, TaskDone):
            person = replace(person, wants=tuple(want for want in person.wants if want != turn.heard.want))
        scene = TurnState(turn.of(person), self._way.step_of(person))
        if not isinstance(turn.heard, TaskDone) or scene.state not in self._way.script(scene.state).waiting:
            return self._looking_ahead(turn, self._ends.aside(scene, why))
        scene.says.append(why)
        return self._looking_ahead(turn, self._leave(scene))

    def _played(self, turn: Turn) -> Outcome:
        person = turn.person
        match turn.heard:
            case TaskDone() | TaskFailed():
                return self._deliveries.deliver(turn, turn.heard)
            case Nudged():
                return self._deliveries.nudge(turn.of(reminders_due.in_time(person, turn.now)))
            case _:
                return self._answered(turn.of(reminders_due.heard(person, turn.now)))

    def _answered(self, turn: Turn) -> Outcome:
        person = turn.person
        scene = TurnState(turn, self._way.step_of(person))
        if person.where.asking == 0:
            return self._greet(scene)
        if self._way.is_lost(person):
            return self._reopen(scene)
        return self._welcomed_back(turn, self._answer(scene, turn.heard))

    # --- what is heard ---------------------------------------------------------------------------------------------

    def _greet(self, scene: TurnState) -> Outcome:
        where = replace(scene.person.where, asking=1)
        if isinstance(scene.turn.heard, Handed):
            scene.says.append(system_replies.say_consent_before_file())
        return self._ends.outcome(scene, replace(scene.person, where=where))

    def _answer(self, scene: TurnState, heard: Heard) -> Outcome:
        match heard:
            case Pressed():
                return self._press(scene, heard)
            case Said() | Shared():
                return self._say(scene) if isinstance(heard, Said) else self._take_shared(scene)
            case Handed():
                return self._take_file(scene)
            case Sent(kind):
                return self._ends.aside(scene, system_replies.say_kind_not_taken(kind))
            case Edited():
                return self._hear_again(scene, heard)
            case _:
                return self._ends.aside(scene, system_replies.say_old_button())

    def _hear_again(self, scene: TurnState, edited: Edited) -> Outcome:
        """A changed message corrects the newest answer if it gave that, and is heard anew if it gave none."""
        where = scene.before.where
        if edited.message and edited.message == where.missed:
            scene.turn = replace(scene.turn, heard=Said(edited.text, edited.message))
            return self._say(scene)
        is_newest = edited.message and edited.message == where.message
        corrected = self._correct(scene, edited.text) if is_newest else None
        return corrected or self._ends.aside(scene, system_replies.say_edited())

    def _say(self, scene: TurnState) -> Outcome:
        text = scene.turn.text
        if command := intents.command_in(text):
            return self._command(scene, command)
        if (meant := intents.meant_instead(text)) and (corrected := self._correct(scene, meant)):
            return corrected
        if change := self._change_in(scene, text):
            return self._press(scene, change)
        if asked := self._request(scene):
            return asked
        if answer := self._answer_to(scene):
            return self._ends.aside(scene, answer)
        return self._take(scene) or self._ends.aside(scene, self._why_not(scene))

    def _take_shared(self, scene: TurnState) -> Outcome:
        """Take persons who were shared, unasked to where people are brought; their names command and ask nothing."""
        if taken := self._take(scene):
            return taken
        if self._way.may_enter(scene.person, self.plot.files):
            self._way.interrupt(scene, self.plot.files)
        return self._take(scene) or self._ends.aside(scene, self._why_not(scene))

    def _take_file(self, scene: TurnState) -> Outcome:
        """Take a file where one is waited for, else to where files are read."""
        if self._way.script(scene.state).event(scene.state, scene.turn.heard) is None:
            if not self._way.may_enter(scene.person, self.plot.files):
                return self._ends.aside(scene, system_replies.say_consent_before_file())
            self._way.interrupt(scene, self.plot.files)
        if self._way.script(scene.state).play(scene, HANDED):
            return self._ends.move_on(scene)
        return self._ends.aside(scene, self._why_not(scene))

    def _request(self, scene: TurnState) -> Outcome | None:
        """Do what is asked in words; none where nothing is, or a button says the same."""
        if self._typed_label(scene):
            return None
        for request in self.plot.requests:
            if (slots := request.read(scene.turn)) is None:
                continue
            if not isinstance(request.to, StrEnum):
                return self._ends.aside(scene, request.to(scene.turn))
            if self._way.may_enter(scene.person, request.to):
                return self._ends.enter(scene, request.to, slots)
            if not scene.person.has_consented:
                return self._ends.aside(scene, system_replies.say_consent_first())
        return None

    def _take(self, scene: TurnState) -> Outcome | None:
        """Take the text for an answer to the question that stands; none: it is not one."""
        if typed := self._typed_label(scene):
            return self._press(scene, typed)
        script = self._way.script(scene.state)
        event = script.event(scene.state, scene.turn.heard)
        if event and not self._is_too_long(scene) and script.play(scene, event):
            return self._ends.move_on(scene)
        return None

    def _answer_to(self, scene: TurnState) -> Reply | None:
        """What the coach answers to a question; none where the text is none, or is meant for somebody else."""
        text = scene.turn.text
        if not is_question(text) or self._typed_label(scene):
            return None
        found = answer_to(text)
        if scene.state in self._way.script(scene.state).free_lines and (found is None or found.score < SURE):
            return None
        return (
            system_replies.say_answer(found.words)
            if found
            else system_replies.say_no_answer(scene.turn.house.human_contact)
        )

    def _why_not(self, scene: TurnState) -> Reply:
        return system_replies.say_too_long() if self._is_too_long(scene) else system_replies.say_not_understood()

    def _is_too_long(self, scene: TurnState) -> bool:
        is_long_answer = scene.state in self._way.script(scene.state).long_answers
        return len(scene.turn.text) > ANSWER_LENGTH and not is_long_answer

    def _change_in(self, scene: TurnState, text: str) -> Pressed | None:
        """The button that does what was asked in words: “change the size”."""
        thing = intents.thing_to_change(text)
        change = self.plot.changes.get(thing) if thing else None
        return change if change and scene.person.has_consented else None

    def _correct(self, scene: TurnState, text: str) -> Outcome | None:
        """Take the newest answer back and this one in its place; none where it is no answer there either.

        A card takes it as it stands: there, what was meant changes one thing and leaves the others. So does a question
        that has it on a button, where the one before has not.
        """
        here, before = self._corrections.heard_instead(scene, text), self._corrections.heard_before(scene, text)
        is_card = scene.state in self._way.script(scene.state).cards
        if is_card and (taken := self._take(here)):
            return taken
        if before and self._typed_label(before):
            return self._take(before)
        if self._typed_label(here) and (taken := self._take(here)):
            return taken
        return self._take(before) if before else None

    def _typed_label(self, scene: TurnState) -> Pressed | None:
        """The button whose label was typed instead of pressed; a name that was shared is none."""
        if isinstance(scene.turn.heard, Shared) or not may_be_label(scene.turn.text):
            return None
        # Asked several times before the turn goes on, and each time the question would be made anew.
        if scene.typed is None or scene.typed[0] is not scene.turn:
            scene.typed = scene.turn, typed_label(scene.turn, self._way.question(scene))
        return scene.typed[1]

    def _press(self, scene: TurnState, pressed: Pressed) -> Outcome:
        if pressed.step == ANYWHERE and (doing := self._anywhere.get(pressed.choice)):
            return doing(scene)
        if (pressed.step, pressed.asking) != (scene.state, scene.person.where.asking):
            if pressed == scene.before.where.answered:
                return Outcome(scene.before, (Toast(system_replies.already_noted()),))
            step = self._way.step(pressed.step)
            is_card = step is not None and step in self._way.script(step).cards and not _is_replaced(scene, pressed)
            if step is None or not is_card or not self._way.may_enter(scene.person, step):
                return self._ends.aside(scene, system_replies.say_old_button())
            self._way.interrupt(scene, step)
        scene.turn = replace(scene.turn, heard=pressed)
        script = self._way.script(scene.state)
        event = script.event(scene.state, pressed)
        if event and script.play(scene, event):
            return self._ends.move_on(scene, answered=pressed)
        return self._ends.aside(scene, system_replies.say_old_button())

    def _command(self, scene: TurnState, name: str) -> Outcome:
        deed = self.plot.commands.get(name)
        match deed:
            case None:
                return self._ends.aside(scene, system_replies.say_unknown_command())
            case BuiltIn():
                return self._doings[deed](scene)
            case CommandTask(needs_consent=True) if not scene.person.has_consented:
                return self._ends.aside(scene, system_replies.say_consent_first())
            case CommandTask(tell, want):
                return self._ends.aside(scene, tell(scene.turn), want)
            case StrEnum():
                return self._ends.enter(scene, deed)
            case _:
                return self._ends.aside(scene, deed(scene.turn))

    # --- coming back -----------------------------------------------------------------------------------------------

    def _reopen(self, scene: TurnState) -> Outcome:
        """The dialog was changed meanwhile: say so, and go on at the nearest safe place; a command is still obeyed."""
        where = self._way.placed(scene.person.where, scene.state)
        person = replace(scene.person, where=replace(where, asking=where.asking + 1))
        if command := intents.command_in(scene.turn.text):
            outcome = self._command(TurnState(scene.turn.of(person), scene.state), command)
            replies = [said for said in outcome.says if isinstance(said, Reply)]
            return replace(outcome, says=fused([system_replies.say_changed(), *replies]))
        scene.says.append(system_replies.say_changed())
        return self._ends.outcome(scene, person)

    def _welcomed_back(self, turn: Turn, outcome: Outcome) -> Outcome:
        """The outcome, with a few words before it where the person was away for long."""
        away = time_away(turn)
        is_on_nudge = isinstance(turn.heard, Pressed) and turn.heard.step == self.plot.nudged
        if away < AWAY or is_on_nudge or not outcome.person or not outcome.person.has_consented:
            return outcome
        if any(isinstance(said, Reply) and said.hides for said in outcome.says):
            return outcome
        words = self.plot.welcome_back(turn.of(outcome.person), away)
        replies = [said for said in outcome.says if isinstance(said, Reply)]
        toasts = [said for said in outcome.says if isinstance(said, Toast)]
        return replace(outcome, says=(*toasts, *fused([words, *replies])))


def _is_replaced(scene: TurnState, pressed: Pressed) -> bool:
    """Whether a button speaks of facts that others took the place of; a nudge's has a second for its asking."""
    return any(
        pressed.asking <= last and (pressed.asking < A_SECOND) == (last < A_SECOND)
        for last in scene.person.where.replaced
    )
