"""What a plan keeps of each market beside its figures: the road to approval, and who pays."""
