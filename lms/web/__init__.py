"""From values to pages: one dataclass a page (`pages/`), one template each, charts as SVG, and the frame around them.

A handler gives a page value to `page_responses.page`; `render` fills its template; `security` adds what every answer
tells the browser. `routes` are the forms of the frame.
"""
