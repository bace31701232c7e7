"""The study a plan reckons with: what evidence is missing for the way to payment, and what that takes."""
