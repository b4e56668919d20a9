"""The demonstration: `cast` says who is in it, `database` where it is kept, `fill` makes people and lets them learn
(`learning`), answering as `form_answers` says.
"""
