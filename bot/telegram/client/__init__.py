"""The client of the Bot API: requests, downloads and errors over HTTP."""
