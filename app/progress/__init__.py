"""Where everything stands: today's page, the year matrix, reports."""
