"""A filled database of every released version, brought to the newest schema in every suite.

`learning.py` tells what people do over HTTP; `writing.py` writes what a service stored of it into a folder named for
its version, once; `filling.py` makes the database from the folder again; the tests upgrade it.
"""
