"""Tests of the coach: whole conversations in this folder, one subject in each subfolder."""
