"""What a meeting decides by vote: motions, ballots, candidates, written opinions of the absent."""
