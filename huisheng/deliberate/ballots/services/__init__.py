"""What is done about owners' votes. One module for each part of it; nothing else is imported from outside."""
