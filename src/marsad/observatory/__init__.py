"""The observatory: reports kept, searched, corrected and read again.

The only room that touches a database.  ``marsad.observatory.store.open_store`` is the door; nothing here is
imported before a command needs it, because SQLAlchemy takes its time to load.
"""
