"""The pages: a Django project with one app per pillar."""
