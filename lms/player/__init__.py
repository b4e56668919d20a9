"""What a learner does: `routes` take requests, `learning/` does what is asked in a module, `answering/` what is
answered, `pages/` show it, `places/` is about the learner's own municipality.
"""
