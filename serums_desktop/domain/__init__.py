"""What is true whatever the screen, the server or the file. Pure: no I/O."""
