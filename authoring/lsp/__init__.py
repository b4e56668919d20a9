"""The language server: what `authoring check` knows, in the editor while somebody types."""
