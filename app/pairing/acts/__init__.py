"""Every change to households, promises, visits, needs and services; page, import and command line call only these."""
