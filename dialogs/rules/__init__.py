"""Rules that decide: who may be told, how many requests may be open, whom to write to next, what is undone.

Pure functions of a person and a time. The dialogs in the topic packages ask these rules; they decide nothing themselves
that two dialogs need. What the user reads about a rule is in the topic packages.
"""
