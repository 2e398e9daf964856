"""Files that people bring, read into their address book: bytes in, people or a reason out; never an exception."""
