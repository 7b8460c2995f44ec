"""What is on the screen: draws state and sends intentions. Knows nothing of files, decoders or networks."""
