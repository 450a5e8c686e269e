"""Question -> what is asked, of which roles -> the chunks that speak of it."""
