"""The compiled course: its model, the bundle file that carries it, its data sets."""
