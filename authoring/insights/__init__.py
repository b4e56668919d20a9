"""How questions fare among learners: the file of `lms insights` read (`insights_file`), then said in sentences."""
