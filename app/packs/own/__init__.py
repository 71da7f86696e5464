"""Rules a branch writes itself in the browser: a 五个一, or any local pack of items."""
