"""What an analyst may edit: which kinds of events go together, what evidence weighs, whose voice a publisher is."""
