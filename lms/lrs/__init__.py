"""The Learning Record Store.

A request comes in by `http/`, with a key from `keys/`; statements are checked and kept by `record/`, found and
written out by `query/`. `forwarding/` sends them on, `transfer/` takes the record out and in, `erasure/` makes a
person leave it.
"""
