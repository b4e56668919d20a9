"""How questions fare: how many are right at once, whether a question tells knowing from guessing, what is chosen."""
