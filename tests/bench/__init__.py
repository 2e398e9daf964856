"""What `make bench` measures: figures beside a peer or a limit of the same run, since machines differ."""
