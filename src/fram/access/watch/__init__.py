"""What changes around a product in the months to come: law, payment, approvals, gates, its own papers."""
