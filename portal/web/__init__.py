"""Between the browser and the pages: what comes in, what goes out, and what is kept of a form that could not be taken."""
