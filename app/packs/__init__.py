"""Which rule packs bind a branch, its exemptions and its reasons."""
