"""Tests of deploy/: each part is run or read by the program for which it is made."""
