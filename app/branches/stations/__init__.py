"""党员先锋岗 and 党员责任区: who stands for what, what was promised, and what was done about it."""
