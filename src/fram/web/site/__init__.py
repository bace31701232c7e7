"""The frame of the site: settings, addresses, and the door the server knocks on."""
