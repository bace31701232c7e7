"""What the company can show: its studies, what the product is worth to others, what buyers said."""
