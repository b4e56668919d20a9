"""What a learner reads.

`page_readers` has one function a page, `overview`, `module_cards` and `histories` are the pages
around lessons, `lesson_page` a lesson, `quiz_page` how a quiz stands, `whats_changed` what releases did.
"""
