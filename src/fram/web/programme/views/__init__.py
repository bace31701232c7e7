"""The pages of support: one question each."""
