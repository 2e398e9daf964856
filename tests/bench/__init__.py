"""The benchmarks of `make bench`: figures beside a peer or a limit of the same run, because machines differ."""
