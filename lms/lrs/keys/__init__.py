"""Keys of tools: `credentials` makes and checks them, `key_scopes` says what they may, `key_cache` remembers those
that opened, `rate_limits` how much they may ask.
"""
