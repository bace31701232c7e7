"""Signing in through an identity provider (OpenID Connect), with every check the standard asks for.

allauth brings the round trip, state and PKCE. It neither sends nor checks a nonce, takes an id token that
came by the back channel without its signature, and does without one; here all of it is asked for.
"""
