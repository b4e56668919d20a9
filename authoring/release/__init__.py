"""What a release changes, seen by its authors: two versions compared, told and shown side by side."""
