"""Our answers to what allauth asks of those who use it: about accounts, second factors and providers."""
