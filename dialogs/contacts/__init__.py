"""Step 2 of the method, whom you know: groups, names, the first person and the next one."""
