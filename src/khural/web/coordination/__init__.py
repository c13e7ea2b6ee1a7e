"""The track coordinator's side of the square: running a consultation, moderating it, bringing one in, handing on."""
