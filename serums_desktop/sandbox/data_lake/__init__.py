"""A SERUMS data lake with its authentication and rules services, as the project's own answered."""
