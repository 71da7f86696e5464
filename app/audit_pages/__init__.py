"""The audit log as the audit administrator reads it: who did what, never with which words."""
