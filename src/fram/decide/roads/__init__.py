"""Roads in time: to approval, and on to the first money."""
