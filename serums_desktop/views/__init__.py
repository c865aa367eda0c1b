"""Widgets that render a state and emit intents; they know no service."""
