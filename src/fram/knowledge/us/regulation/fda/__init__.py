"""The device parts of the Federal Food, Drug, and Cosmetic Act, and how the FDA says it reads them."""
