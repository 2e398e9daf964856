"""Tests of the coach: whole conversations here, one subject a folder below."""
