"""Training certificates: hours that a member studied outside the branch's own gatherings."""
