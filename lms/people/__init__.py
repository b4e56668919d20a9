"""Who is here.

`middleware` finds browser and person for each request (`browsers`, `cookies`, `csrf`), `sign_in` lets in
(`passwords`, `throttle`), `signed_in` guards. `users`, `organisations`, `grants`, `registrations` are what is known
of people, `pseudonyms` their names elsewhere, `installation_secret` what keeps counts unguessable.
"""
