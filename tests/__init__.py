"""The tests, most of which read as conversations, and the benchmarks."""
