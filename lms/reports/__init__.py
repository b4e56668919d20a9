"""What a coordinator reads.

`scope` says of whom, `filters` what was asked, `completion` is the query, `completion_page`
and `csv` write it; `report_log` notes who opened it. `health/` says how questions fare, `releases/` what versions
changed.
"""
