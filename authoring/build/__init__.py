"""From a folder to a course, in this order, written once in `course`.

1. `tree.load` reads what stands around the lessons;
2. `finish_lesson` reads, checks and compiles each lesson, in several processes when they are many (`parallel`), asking
   data sets through `query_cache`; what it made before comes from the cache;
3. the checks of the course look at all lessons together;
4. `course_text` writes the course, piece by piece.

`missing_ids` is what `authoring fmt` writes.
"""
