"""One xAPI request: `routes` (bytes) → `service` (version, key, resource) → the resource → `responses`.

`requests` and `parameters` read what was sent, `access` says who may. Resources: `post_statements` (stored by
`group_commit`, several requests a transaction), `get_statements`, `document_resources`, `activities_agents`.
`openapi` describes them all.
"""
