"""The portal for programs: JSON under `/api/v1`, through the same doors as the pages, with a token instead of a session."""
