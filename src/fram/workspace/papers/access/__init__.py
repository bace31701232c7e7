"""What a plan says of market access, market by market."""
