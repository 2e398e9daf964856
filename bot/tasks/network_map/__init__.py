"""The picture of a user's network, drawn as SVG and rasterized in a process of its own."""
