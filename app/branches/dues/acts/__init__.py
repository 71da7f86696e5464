"""Every change to dues, one function each; page, import and command line call only these."""
