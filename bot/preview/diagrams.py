"""The boxes and arrows of the diagrams: steps with their transitions, and dialogs with those that follow them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from bot.preview.contents import DialogContents, EndContents
from bot.preview.layout import Arrow, Box, Run
from bot.preview.phrases import Way, name


def of_dialog(dialog: DialogContents) -> list[Box]:
    """Return a box for each step, in the order of the dialog, and for each end."""
    boxes = {step.step: _step(step.step, step.about, step.ways) for step in dialog.steps}
    boxes |= {end.step: _end(end) for end in dialog.ends}
    return [boxes[step] for step in dialog.script.steps]


def of_coach(dialogs: Sequence[DialogContents]) -> list[Box]:
    """Return a box for each dialog, with an arrow for each dialog that may follow it."""
    return [
        Box(
            dialog.script.name,
            (Run(name(dialog.script.name), "name"), Run(dialog.about, "doc")),
            f"#{dialog.script.name}",
            arrows=tuple(arrow for end in dialog.ends for arrow in _followers(end)),
        )
        for dialog in dialogs
    ]


def _step(step: StrEnum, about: str, ways: Sequence[Way]) -> Box:
    arrows = tuple(Arrow(way.to, _words(way)) for way in ways)
    return Box(step, (Run(name(step), "name"), Run(about, "doc")), f"#{step}", arrows=arrows)


def _words(way: Way) -> tuple[Run, ...]:
    return Run(way.on), Run(way.when, "when"), Run(f"→\N{NO-BREAK SPACE}{name(way.to)}", "to")


def _end(end: EndContents) -> Box:
    leads_to = end.leads_to
    href = f"#{leads_to[0]}" if leads_to else f"#{end.step}"
    return Box(end.step, (Run(name(end.step), "name"), Run(what_follows(end), "doc")), href, "end")


def what_follows(end: EndContents) -> str:
    """Describe what follows an end."""
    if end.follow is None:
        return "nothing more: the person is forgotten"
    then = "then " + " or ".join(full_name(step) for step in end.leads_to)
    return f"{then}; but what was interrupted comes first" if end.follow.is_final else then


def full_name(step: StrEnum) -> str:
    """Return the name of a step with its dialog: “Target: Which industry”."""
    return f"{name(step.partition('.')[0])}: {name(step)}"


def _followers(end: EndContents) -> Iterator[Arrow]:
    for step in end.leads_to:
        runs = (Run(name(end.step)), Run("unless something was interrupted" if _is_final(end) else "", "when"))
        yield Arrow(step.partition(".")[0], (*runs, Run(f"→\N{NO-BREAK SPACE}{full_name(step)}", "to")))


def _is_final(end: EndContents) -> bool:
    return end.follow is not None and end.follow.is_final
