"""The texts in other languages than English, as gettext catalogues."""
