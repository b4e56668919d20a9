"""Markdown to tokens, to blocks and items, to clean HTML."""
