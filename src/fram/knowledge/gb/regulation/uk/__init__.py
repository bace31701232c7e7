"""Medical Devices Regulations 2002: the older European directives as they still hold in Great Britain."""
