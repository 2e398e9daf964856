"""What goes in and out of the coach: events, replies, callback data, and tasks for the edge."""
