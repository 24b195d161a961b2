"""Every press has one part that answers it."""

from collections import Counter

from bot.ui.parts import ALL_PARTS


def test_no_two_parts_share_a_verb() -> None:
    patterns = [part.__discord_ui_compiled_template__.pattern for part in ALL_PARTS]
    # `n:` is followed by a delivery's number; those parts differ in what comes behind it.
    verbs = Counter(":".join(each.split(":")[:2]) for each in patterns if not each.startswith("n:"))
    assert [verb for verb, count in verbs.items() if count > 1] == []
    assert len(set(patterns)) == len(patterns)
