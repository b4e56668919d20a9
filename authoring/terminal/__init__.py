"""What a terminal needs: the course that a command was called for, problems as lines, a bar for those who wait.

Knows nothing of courses but their problems; every command ends here.
"""
