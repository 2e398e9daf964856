"""The picture of a user's network, drawn as SVG and rasterised in a subprocess."""
