"""What holds for every dialog: commands and asides, back, skip and cancel, corrections, old buttons, coming back."""

from datetime import datetime, timedelta
from enum import StrEnum

from dialogs import asides, nudging
from dialogs.knowledge import SURE, answer_to, is_question
from dialogs.navigation import Navigator
from dialogs.person import Mark, Notepad, Person, Undo, Where
from dialogs.plot import Do, Errand, Plot
from dialogs.records import replace
from dialogs.script import BACK, HANDED, SKIPPED, Outcome, Scene, Turn
from dialogs.speech import (
    ANYWHERE,
    Document,
    DrawMap,
    Edited,
    Failed,
    Found,
    Handed,
    Heard,
    MakeExport,
    Nudged,
    Pressed,
    Reply,
    Rewritten,
    Said,
    Sent,
    Shared,
    Toast,
    Want,
    can_merge,
    is_words,
    merged,
    say,
    stamped,
)
from dialogs.typed_labels import typed_label
from dialogs.undo import undone

ANSWER_LENGTH = 300
"""Characters of an answer where no more are asked for."""

AWAY = timedelta(hours=20)
"""After so long the coach says where things stand."""

A_SECOND = 10**9
"""More than anybody is asked, and less than any second of our time."""

SOON = timedelta(hours=1)
"""How exactly it is remembered when the person was here; a write for each message would be dear."""


class Conversation:
    """Plays turns by a plot; holds no state."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self._way = Navigator(plot)
        self._doings = {
            Do.START: self._start,
            Do.BACK: self._back,
            Do.SKIP: self._skip,
            Do.CANCEL: self._cancel,
            Do.HIDE: self._hide,
        }
        self._anywhere = {"hide": self._hide, "show": self._show}

    def play(self, turn: Turn) -> Outcome:
        """Answer one thing heard, and say when to look at the person next."""
        outcome = self._played(turn)
        if outcome.person is None:
            return outcome
        zone = turn.of(outcome.person).zone
        is_unfinished = self._way.is_unfinished(outcome.person)
        return replace(outcome, look_at=nudging.next_look(outcome.person, turn.now, zone, is_unfinished=is_unfinished))

    def _played(self, turn: Turn) -> Outcome:
        person = turn.person
        match turn.heard:
            case Found() | Failed():
                return self._deliver(turn, turn.heard)
            case Nudged():
                return self._nudge(turn.of(nudging.in_time(person, turn.now)))
            case _:
                return self._answered(turn.of(nudging.heard(person, turn.now)))

    def _answered(self, turn: Turn) -> Outcome:
        person = turn.person
        scene = Scene(turn, self._way.step_of(person))
        if person.where.asking == 0:
            return self._greet(scene)
        if self._way.is_lost(person):
            return self._reopen(scene)
        return self._welcomed_back(turn, self._answer(scene, turn.heard))

    # --- what is heard ---------------------------------------------------------------------------------------------

    def _greet(self, scene: Scene) -> Outcome:
        where = replace(scene.person.where, asking=1)
        if isinstance(scene.turn.heard, Handed):
            scene.says.append(asides.say_consent_before_file())
        return self._outcome(scene, replace(scene.person, where=where))

    def _answer(self, scene: Scene, heard: Heard) -> Outcome:
        match heard:
            case Pressed():
                return self._press(scene, heard)
            case Said() | Shared():
                return self._say(scene) if isinstance(heard, Said) else self._take_shared(scene)
            case Handed():
                return self._take_file(scene)
            case Sent(kind):
                return self._aside(scene, asides.say_kind_not_taken(kind))
            case Edited():
                return self._hear_again(scene, heard)
            case _:
                return self._aside(scene, asides.say_old_button())

    def _hear_again(self, scene: Scene, edited: Edited) -> Outcome:
        """A changed message corrects the newest answer if it gave that, and is heard anew if it gave none."""
        where = scene.before.where
        if edited.message and edited.message == where.missed:
            scene.turn = replace(scene.turn, heard=Said(edited.text, edited.message))
            return self._say(scene)
        is_newest = edited.message and edited.message == where.message
        corrected = self._correct(scene, edited.text) if is_newest else None
        return corrected or self._aside(scene, asides.say_edited())

    def _say(self, scene: Scene) -> Outcome:
        text = scene.turn.text
        if command := asides.command_in(text):
            return self._command(scene, command)
        if (meant := asides.meant_instead(text)) and (corrected := self._correct(scene, meant)):
            return corrected
        if change := self._change_in(scene, text):
            return self._press(scene, change)
        if asked := self._request(scene):
            return asked
        if answer := self._answer_to(scene):
            return self._aside(scene, answer)
        return self._take(scene) or self._aside(scene, self._why_not(scene))

    def _take_shared(self, scene: Scene) -> Outcome:
        """Take persons who were shared, unasked to where people are brought; their names command and ask nothing."""
        if taken := self._take(scene):
            return taken
        if self._way.may_enter(scene.person, self.plot.files):
            self._way.interrupt(scene, self.plot.files)
        return self._take(scene) or self._aside(scene, self._why_not(scene))

    def _take_file(self, scene: Scene) -> Outcome:
        """Take a file where one is waited for, else to where files are read."""
        if self._way.script(scene.state).event(scene.state, scene.turn.heard) is None:
            if not self._way.may_enter(scene.person, self.plot.files):
                return self._aside(scene, asides.say_consent_before_file())
            self._way.interrupt(scene, self.plot.files)
        if self._way.script(scene.state).play(scene, HANDED):
            return self._move_on(scene)
        return self._aside(scene, self._why_not(scene))

    def _request(self, scene: Scene) -> Outcome | None:
        """Do what is asked in words; none where nothing is, or a button says the same."""
        if self._typed_label(scene):
            return None
        for request in self.plot.requests:
            if (notepad := request.read(scene.turn)) is None:
                continue
            if not isinstance(request.to, StrEnum):
                return self._aside(scene, request.to(scene.turn))
            if self._way.may_enter(scene.person, request.to):
                return self._enter(scene, request.to, notepad)
        return None

    def _take(self, scene: Scene) -> Outcome | None:
        """Take the text for an answer to the question that stands; none: it is not one."""
        if typed := self._typed_label(scene):
            return self._press(scene, typed)
        script = self._way.script(scene.state)
        event = script.event(scene.state, scene.turn.heard)
        if event and not self._is_too_long(scene) and script.play(scene, event):
            return self._move_on(scene)
        return None

    def _answer_to(self, scene: Scene) -> Reply | None:
        """What the coach answers to a question; none where the text is none, or is meant for somebody else."""
        text = scene.turn.text
        if not is_question(text) or self._typed_label(scene):
            return None
        found = answer_to(text)
        if scene.state in self._way.script(scene.state).free_lines and (found is None or found.score < SURE):
            return None
        return asides.say_answer(found.words) if found else asides.say_no_answer(scene.turn.house.human_contact)

    def _why_not(self, scene: Scene) -> Reply:
        return asides.say_too_long() if self._is_too_long(scene) else asides.say_not_understood()

    def _is_too_long(self, scene: Scene) -> bool:
        is_long_answer = scene.state in self._way.script(scene.state).long_answers
        return len(scene.turn.text) > ANSWER_LENGTH and not is_long_answer

    def _change_in(self, scene: Scene, text: str) -> Pressed | None:
        """The button that does what was asked in words: “change the size”."""
        thing = asides.thing_to_change(text)
        change = self.plot.changes.get(thing) if thing else None
        return change if change and scene.person.has_consented else None

    def _correct(self, scene: Scene, text: str) -> Outcome | None:
        """Take the newest answer back and this one in its place; none where it is no answer there either.

        A card takes it as it stands: there, what was meant changes one thing and leaves the others. So does a question
        that has it on a button, where the one before has not.
        """
        here, before = self._heard_instead(scene, text), self._heard_before(scene, text)
        is_card = scene.state in self._way.script(scene.state).cards
        if is_card and (taken := self._take(here)):
            return taken
        if before and self._typed_label(before):
            return self._take(before)
        if self._typed_label(here) and (taken := self._take(here)):
            return taken
        return self._take(before) if before else None

    def _heard_instead(self, scene: Scene, text: str) -> Scene:
        """Where the person is, with this text for what was heard."""
        said = Said(text, _message(scene.turn.heard))
        instead = Scene(replace(scene.turn, heard=said), scene.state)
        instead.says.append(asides.say_corrected())
        return instead

    def _heard_before(self, scene: Scene, text: str) -> Scene | None:
        """The question before, with the newest answer taken back and this text heard; none where there is none."""
        trail = scene.before.where.trail
        # Where back means more than one question back, the newest answer is not the one before.
        if not trail or self._way.script(scene.state).hears(scene.state, BACK):
            return None
        back = _at_mark(scene.before, trail[-1], replace(scene.before.where, trail=trail[:-1]))
        if self._way.is_lost(back):
            return None
        before = Scene(scene.turn.of(back), self._way.step_of(back))
        return self._heard_instead(before, text)

    def _typed_label(self, scene: Scene) -> Pressed | None:
        """The button whose label was typed instead of pressed; a name that was shared is none."""
        is_typed = bool(scene.turn.text) and not isinstance(scene.turn.heard, Shared)
        return typed_label(scene.turn, self._way.question(scene)) if is_typed else None

    def _press(self, scene: Scene, pressed: Pressed) -> Outcome:
        if pressed.step == ANYWHERE and (doing := self._anywhere.get(pressed.choice)):
            return doing(scene)
        if (pressed.step, pressed.asking) != (scene.state, scene.person.where.asking):
            if pressed == scene.before.where.answered:
                return Outcome(scene.before, (Toast(asides.already_noted()),))
            step = self._way.step(pressed.step)
            is_card = step is not None and step in self._way.script(step).cards and not _is_replaced(scene, pressed)
            if step is None or not is_card or not self._way.may_enter(scene.person, step):
                return self._aside(scene, asides.say_old_button())
            self._way.interrupt(scene, step)
        scene.turn = replace(scene.turn, heard=pressed)
        script = self._way.script(scene.state)
        event = script.event(scene.state, pressed)
        if event and script.play(scene, event):
            return self._move_on(scene, answered=pressed)
        return self._aside(scene, asides.say_old_button())

    def _command(self, scene: Scene, name: str) -> Outcome:
        deed = self.plot.commands.get(name)
        match deed:
            case None:
                return self._aside(scene, asides.say_unknown_command())
            case Do():
                return self._doings[deed](scene)
            case Errand(needs_consent=True) if not scene.person.has_consented:
                return self._aside(scene, asides.say_consent_first())
            case Errand(tell, want):
                return self._aside(scene, tell(scene.turn), want)
            case StrEnum():
                return self._enter(scene, deed)
            case _:
                return self._aside(scene, deed(scene.turn))

    def _start(self, scene: Scene) -> Outcome:
        is_welcomed_anyway = _time_away(scene.turn) >= AWAY
        return self._aside(scene, say() if is_welcomed_anyway else self.plot.recap(scene.turn))

    def _hide(self, scene: Scene) -> Outcome:
        """Put out of sight what was said; the question stands as it was, and any answer to it is heard."""
        person = _seen(scene.before, scene.turn.now)
        return Outcome(person, (stamped(asides.say_hidden(), ANYWHERE, person.where.asking),))

    def _show(self, scene: Scene) -> Outcome:
        """Ask again what stood before it was hidden."""
        return self._aside(scene, say())

    def _deliver(self, turn: Turn, result: Found | Failed) -> Outcome:
        """Take in what became of a want, if somebody waits for it still.

        A file is said, and the question that stands is not asked again; all else is for the step that waits for it.
        """
        person = turn.person
        if result.want not in person.wants:
            return Outcome(person)
        person = replace(person, wants=tuple(want for want in person.wants if want != result.want))
        if isinstance(result, Found) and isinstance(result.made, Document | Rewritten):
            return self._show_made(turn.of(person), result.made)
        if isinstance(result, Failed) and isinstance(result.of, MakeExport | DrawMap | None):
            return Outcome(person, (asides.say_file_failed(),))
        if not person.has_consented:
            return Outcome(person)
        scene = Scene(turn.of(person), self._way.step_of(person))
        if self._hears_result(scene, result):
            return self._move_on(scene)
        return self._deliver_elsewhere(turn.of(person), result)

    def _hears_result(self, scene: Scene, result: Found | Failed) -> bool:
        script = self._way.script(scene.state)
        event = script.event(scene.state, result)
        return event is not None and script.play(scene, event)

    def _deliver_elsewhere(self, turn: Turn, result: Found | Failed) -> Outcome:
        """Take in a result where the person has gone elsewhere: the place that waits for it goes on, unseen."""
        person = turn.person
        taking = self.plot.takes.get(type(result.made)) if isinstance(result, Found) else None
        for n, mark in enumerate(person.where.interrupted):
            step = self._way.step(mark.step)
            scene = Scene(turn.of(replace(person, notepad=mark.notepad)), step or self.plot.home)
            if step and self._hears_result(scene, result):
                self._way.follow_ends(scene)
                marks = list(person.where.interrupted)
                marks[n] = Mark(scene.state, scene.person.notepad, mark.undo, self._way.script(scene.state).version)
                where = replace(person.where, interrupted=tuple(marks))
                moved = replace(scene.person, notepad=person.notepad, where=where)
                return Outcome(moved, (taking.say(turn.of(moved)),) if taking else ())
        if taking:
            kept = taking.keep(turn)
            return Outcome(kept, (taking.say(turn.of(kept)),))
        return Outcome(person)

    def _show_made(self, turn: Turn, made: Document | Rewritten) -> Outcome:
        """Show a file, or a draft that came back, whose buttons answer the question that stands."""
        if isinstance(made, Document):
            words = self.plot.picture(turn) if made.is_picture else asides.say_file_is_ready()
            return Outcome(turn.person, (replace(words, document=made),))
        person, reply = self.plot.rewritten(turn, made)
        where = person.where
        return Outcome(person, (stamped(reply, where.step, where.asking),) if reply.blocks else ())

    def _nudge(self, turn: Turn) -> Outcome:
        """Say what is due now, if anything is; the question that stands is not asked again."""
        person = turn.person
        is_unfinished = self._way.is_unfinished(person)
        nudge = nudging.nudge_now(person, turn.now, turn.zone, is_unfinished=is_unfinished)
        if nudge is None:
            return Outcome(person)
        question = self._way.question(Scene(turn, self._way.step_of(person)))
        # Each has a number of its own, so that the same button on the next is not taken for the old one.
        reply = stamped(self.plot.nudge(turn, nudge, question), self.plot.nudged, int(turn.now.timestamp()))
        return Outcome(nudging.noted(person, nudge, turn.now, turn.zone), (reply,))

    # --- where it leads --------------------------------------------------------------------------------------------

    def _aside(self, scene: Scene, words: Reply, want: Want | None = None) -> Outcome:
        """Say something, then ask the question again where one is; nothing has changed."""
        state = self._way.step_of(scene.before)
        calm = Scene(scene.turn.of(scene.before), state)
        calm.says.append(words)
        if want:
            calm.wants.append(want)
        missed = _message(scene.turn.heard) if isinstance(scene.turn.heard, Said) else calm.person.where.missed
        return self._outcome(calm, replace(calm.person, where=replace(calm.person.where, missed=missed)))

    def _enter(self, scene: Scene, step: StrEnum, notepad: Notepad | None = None) -> Outcome:
        if not self._way.may_enter(scene.person, step):
            return self._aside(scene, asides.say_consent_first())
        self._way.interrupt(scene, step)
        if notepad:
            scene.put(replace(scene.person, notepad=notepad))
        self._way.script(step).arrive(scene)
        return self._move_on(scene)

    def _back(self, scene: Scene) -> Outcome:
        where = scene.person.where
        script = self._way.script(scene.state)
        if script.hears(scene.state, BACK) and script.play(scene, BACK):
            return _shortened(self._move_on(scene), where)
        if not where.trail:
            return self._aside(scene, asides.say_no_way_back())
        *trail, mark = where.trail
        is_return = bool(where.interrupted) and where.interrupted[-1] == replace(mark, undo=Undo())
        interrupted = where.interrupted[:-1] if is_return else where.interrupted
        if mark.undo != Undo():
            scene.put(undone(scene.person, mark.undo))
            scene.says.append(asides.say_taken_back())
        return self._put_at(scene, mark, replace(where, trail=tuple(trail), interrupted=interrupted))

    def _skip(self, scene: Scene) -> Outcome:
        script = self._way.script(scene.state)
        if script.hears(scene.state, SKIPPED) and script.play(scene, SKIPPED):
            return self._move_on(scene)
        is_resting = scene.state in script.resting
        return self._aside(scene, asides.say_nothing_to_skip() if is_resting else asides.say_cannot_skip())

    def _cancel(self, scene: Scene) -> Outcome:
        if scene.state in {self.plot.home, self.plot.paused} or not scene.person.has_consented:
            return self._aside(scene, asides.say_nothing_to_cancel())
        where = scene.person.where
        *interrupted, mark = where.interrupted or (Mark(self.plot.home),)
        scene.says.append(asides.say_cancelled())
        return self._put_at(scene, mark, replace(where, trail=(), interrupted=tuple(interrupted)))

    def _put_at(self, scene: Scene, mark: Mark, where: Where) -> Outcome:
        scene.put(_at_mark(scene.person, replace(mark, undo=Undo()), where))
        if self._way.is_lost(scene.person):
            scene.says.append(asides.say_changed())
        scene.state = self._way.step_of(scene.person)
        return self._outcome(scene, scene.person)

    def _move_on(self, scene: Scene, answered: Pressed | None = None) -> Outcome:
        """Go where the lines led, through ends to what follows them, and ask what is asked there."""
        if scene.is_erased:
            return Outcome(None, _fused([_reply(words) for words in scene.says]))
        self._way.follow_ends(scene)
        return self._outcome(scene, replace(scene.person, where=self._way.where_now(scene, answered)))

    def _outcome(self, scene: Scene, person: Person) -> Outcome:
        wants = tuple(enumerate(scene.wants, start=person.serial + 1))
        if wants:
            numbers = tuple(number for number, _ in wants)
            person = replace(person, serial=person.serial + len(wants), wants=person.wants + numbers)
        person = replace(person, where=self._way.placed(person.where, scene.state))
        scene.put(_seen(person, scene.turn.now))
        replies = [*map(_reply, scene.says), self._way.question(scene)]
        if self._way.is_choosing(scene.before.where.step) and scene.state != scene.before.where.step:
            replies = _no_longer_choosing(replies)
        return Outcome(scene.person, _fused(replies), wants)

    # --- coming back -----------------------------------------------------------------------------------------------

    def _reopen(self, scene: Scene) -> Outcome:
        """The dialog was changed meanwhile: say so, and go on at the nearest safe place; a command is still obeyed."""
        where = self._way.placed(scene.person.where, scene.state)
        person = replace(scene.person, where=replace(where, asking=where.asking + 1))
        if command := asides.command_in(scene.turn.text):
            outcome = self._command(Scene(scene.turn.of(person), scene.state), command)
            replies = [said for said in outcome.says if isinstance(said, Reply)]
            return replace(outcome, says=_fused([asides.say_changed(), *replies]))
        scene.says.append(asides.say_changed())
        return self._outcome(scene, person)

    def _welcomed_back(self, turn: Turn, outcome: Outcome) -> Outcome:
        """The outcome, with a few words before it where the person was away for long."""
        away = _time_away(turn)
        is_on_nudge = isinstance(turn.heard, Pressed) and turn.heard.step == self.plot.nudged
        if away < AWAY or is_on_nudge or not outcome.person or not outcome.person.has_consented:
            return outcome
        if any(isinstance(said, Reply) and said.hides for said in outcome.says):
            return outcome
        words = self.plot.welcome_back(turn.of(outcome.person), away)
        replies = [said for said in outcome.says if isinstance(said, Reply)]
        toasts = [said for said in outcome.says if isinstance(said, Toast)]
        return replace(outcome, says=(*toasts, *_fused([words, *replies])))


def _at_mark(person: Person, mark: Mark, where: Where) -> Person:
    """The person, back at a place, with what was told since then taken back."""
    at = replace(where, step=mark.step, version=mark.version, asking=where.asking + 1)
    return replace(undone(person, mark.undo), where=at, notepad=mark.notepad)


def _shortened(outcome: Outcome, before: Where) -> Outcome:
    """The outcome, with a way back that is one question shorter than before."""
    if outcome.person is None:
        return outcome
    where = replace(outcome.person.where, trail=before.trail[:-1])
    return replace(outcome, person=replace(outcome.person, where=where))


def _is_replaced(scene: Scene, pressed: Pressed) -> bool:
    """Whether a button speaks of facts that others took the place of; a nudge's has a second for its asking."""
    return any(
        pressed.asking <= last and (pressed.asking < A_SECOND) == (last < A_SECOND)
        for last in scene.person.where.replaced
    )


def _time_away(turn: Turn) -> timedelta:
    heard_at = turn.person.where.heard_at
    return turn.now - heard_at if heard_at else timedelta()


def _seen(person: Person, now: datetime) -> Person:
    """The person, seen now; who has not consented is not remembered."""
    where = person.where
    if not person.has_consented or (where.heard_at and timedelta() <= now - where.heard_at < SOON):
        return person
    return replace(person, where=replace(where, heard_at=now))


def _message(heard: Heard) -> str:
    return heard.message if isinstance(heard, Said | Edited) else ""


def _reply(words: object) -> Reply:
    return words if isinstance(words, Reply) else say(words)  # type: ignore[arg-type]  # Tell gives Reply or Words


def _says_something(reply: Reply) -> bool:
    return bool(reply.blocks or reply.document)


def _no_longer_choosing(replies: list[Reply]) -> list[Reply]:
    """The replies, the first of which takes away the buttons below the input field; words of its own, if need be."""
    spoken = [reply for reply in replies if _says_something(reply)]
    first, rest = (spoken[0], spoken[1:]) if is_words(spoken[0]) else (asides.say_choosing_ended(), spoken)
    return [replace(first, ends_choosing=True), *rest]


def _fused(replies: list[Reply]) -> tuple[Reply, ...]:
    """The replies, where bare words go into one message with what comes after them."""
    fused: list[Reply] = []
    for reply in filter(_says_something, replies):
        if fused and can_merge(fused[-1], reply):
            fused[-1] = merged(fused[-1], reply)
        else:
            fused.append(reply)
    return tuple(fused)
