"""The command line: Chinese messages, `--json` for programs, no terminal needed."""
