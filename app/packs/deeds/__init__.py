"""What was done for items of the branch's own that no other ledger records (办理记录)."""
