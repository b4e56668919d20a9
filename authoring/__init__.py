"""The authoring kit: reads a course's Markdown and YAML, reports problems, compiles the bundle."""
