"""The dialogs about job applications: news, endorsers, referees, and a new job."""
