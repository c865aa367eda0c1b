"""FHIR R4 servers as sources."""
