"""What no test does, wherever it runs."""

import os

from serums_desktop.audit.tpm import NO_TPM, VARIABLE

# Counters and keys of tests have no place in the chip of whoever runs them; a test that wants one names it.
os.environ[VARIABLE] = NO_TPM
