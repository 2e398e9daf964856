"""The tests, which read as conversations, and the benchmarks."""
