"""The whole coach as one page, made from the definitions: proof-read by people who have never seen code."""
