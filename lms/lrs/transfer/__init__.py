"""The whole record as lines: `exporting` writes `export_lines`, `importing` reads them back, each checked by
`line_check`.
"""
