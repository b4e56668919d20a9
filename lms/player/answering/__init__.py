"""An answer: `attempts` grades and says it, `given_answers` keeps it, `form_entries` and `item_view` show the question
again; `workbook` keeps own texts.
"""
