"""`cohort doctor`: looks whether Cohort can run here and does, and says what to do where it cannot.

Each check is a small function that returns findings and changes nothing. None of them ever shows a secret.
"""
