"""The course as its authors wrote it, before anything is compiled.

`load` reads course, modules and glossary, `lesson_file` a lesson, `data_set` a table, `language_variants` a lesson in
other languages; `model` is what they give. `isolated_lesson`, `lesson_facts` and `inventory` are what others ask of a
lesson, `data_queries` what lessons ask of data sets; `finished_lesson` is what stays of one when it is compiled.
"""
