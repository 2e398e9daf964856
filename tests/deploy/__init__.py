"""Tests of deploy/, each part run or read by what will run or read it."""
