"""What is painted by hand: the timeline lanes and the device charts."""
