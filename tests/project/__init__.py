"""Tests of the project itself: packaging, catalogues, prose, layout and documentation."""
