"""How charts are drawn: scales, lines, bars and names as SVG."""
