"""`authoring preview`: the course as learners see it, published anew on every save, with its problems in the pages."""
