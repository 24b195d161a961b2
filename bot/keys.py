"""Which encryption key a Cohort with these settings uses."""

from bot.config import Settings
from bot.store.keys import Keys

KEY_FILE = "encryption.key"


def keys_of(settings: Settings) -> Keys:
    """The keys of the environment, or the file in the data directory."""
    written = settings.cohort_encryption_key
    return Keys(written.get_secret_value() if written else None, settings.data_dir / KEY_FILE)
