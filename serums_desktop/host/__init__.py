"""This workstation: paths, policy, clock, log and hardening."""
