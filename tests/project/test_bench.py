"""`make bench` measures what it names; no test asserts a speed."""

import subprocess
import sys

import pytest

from tests.bench.figures import Figure, quantile, table
from tests.support.program import ROOT

SMALL = (
    *("--seconds", "0.2", "--users", "3", "--rounds", "1", "--many", "6"),
    *("--nudges", "50", "--planned", "300", "--rows", "3000", "--ways", "1", "--texts", "9"),
)


def test_the_table_sets_figures_beside_a_peer_or_a_limit() -> None:
    figures = [
        Figure("turns a second", 1200, 400, aim=2.5, is_more_better=True),
        Figure("  start, s", 1.25, aim=1.0, digits=2),
    ]
    assert table(figures).splitlines() == [
        "                coach  beside  ratio    aim",
        "turns a second  1,200     400   3.00  ≥ 2.5  reached",
        "  start, s       1.25                   ≤ 1  MISSED",
    ]


def test_a_quantile_is_one_of_the_figures() -> None:
    assert [quantile([3, 1, 2, 4], part) for part in (0, 0.5, 0.99, 1)] == [1, 3, 4, 4]
    assert quantile([], 0.5) == 0


@pytest.mark.timeout(900)  # two dozen starts of the program on a slow machine
def test_everything_is_measured_and_nothing_unforeseen_is_said() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.bench", *SMALL], capture_output=True, cwd=ROOT, check=False)  # noqa: S603  # our own program
    assert done.returncode == 0, done.stderr.decode()
    for what in (
        "a turn of the coach",
        "making a draft",
        "the slowest reader of 4,096 characters",
        "the slowest turn",
        "an address book of 3,000",
        "replies while 3,000 people are brought",
        "replies while one person floods",
        "whole stack beside stock PTB",
        "memory after 6 users",
        "the first answer",
        "two replicas, 100",
        "nudges drain",
        "planned nudges",
    ):
        assert what in done.stdout.decode()
