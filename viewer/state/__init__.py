"""What is open, how it is shown and what was found: observable, with one writer each."""
