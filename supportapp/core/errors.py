"""What can go wrong, in the words of the domain. The web layer alone turns these into statuses."""


class NotFound(Exception):
    """No such record, or none that this actor may know of."""


class Refused(Exception):
    """The actor may know of the record, but may not do this to it."""


class Stale(Exception):
    """Somebody else changed the record after this form was opened."""


class Busy(Exception):
    """The database or a slow, shared piece of work is taken just now; trying again soon will do."""


class SettingsRefused(Exception):
    """The settings are unsafe or cannot work; the message says which, and what to do."""
