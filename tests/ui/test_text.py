import re
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.ui import text

TODAY = date(2026, 11, 20)
WOMAN_CODER = "\U0001f469\u200d\U0001f4bb"
GERMANY, FRANCE = "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"

SIGNS = "\\*_~|`[]()<>#-+@:./!1 \n\r\t\u200b\u200d\u202e\u2066\u2028\u3164\ufe0f\u0301\ud800"
MENTIONS = [
    "@everyone",
    "@here",
    "<@123>",
    "<@&7>",
    "<#9>",
    "</join:4>",
    "<t:1:R>",
    "<id:guide>",
    "<a:party:77>",
    ":tada:",
]
LINKS = ["https://evil.example", "discord.gg/abc", "[x](http://y.z)"]
BLOCKS = ["||", "```", "# ", "-# ", "1. ", "> "]
CLUSTERS = [WOMAN_CODER, GERMANY, FRANCE, "\U0001f44d\U0001f3fd", "é", "क्ष", "word"]
DANGEROUS = st.sampled_from([*SIGNS, *MENTIONS, *LINKS, *BLOCKS, *CLUSTERS])
anything = st.one_of(st.text(max_size=80), st.lists(DANGEROUS, max_size=30).map("".join))
limits = st.integers(1, 120)


def rendered(markdown: str) -> str:
    """What a reader sees once Discord has taken the escapes away."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown)


def bare(markdown: str) -> str:
    """What is left to be parsed as Markdown once every escaped character is out of the way."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "x", markdown)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain words, 50% (really)!", "plain words, 50% (really)!"),
        ("**bold** _it_ ~~s~~", r"\*\*bold\*\* \_it\_ \~\~s\~\~"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("[free](https://evil.example)", r"\[free\](https\://evil.example)"),
        ("join discord.gg/abc", r"join discord\.gg/abc"),
        ("Discord.com/invite/abc", r"Discord\.com/invite/abc"),
        ("hi @everyone and @HERE", "hi ＠everyone and ＠HERE"),
        ("<@123> <@!123> <@&4>", r"\<\@123> \<\@!123> \<\@&4>"),
        ("<#5> </join:6> <t:1:R>", r"\<#5> \</join:6> \<t\:1:R>"),
        ("<id:customize> <:x:1>", r"\<id:customize> \<\:x:1>"),
        (":tada: at 12:30", r"\:tada: at 12:30"),
        ("`code`", "ˋcodeˋ"),
        ("back\\slash", r"back\\slash"),
        ("# big", r"\# big"),
        ("C# and F#", "C# and F#"),
        ("-# small", r"\-# small"),
        ("- item", r"\- item"),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("version 1.2.", r"version 1.2\."),
        (">>> quote", r"\>>> quote"),
        ("a \u202egnp.exe\u200b", "a gnp.exe"),
        ("two\n# lines", "two # lines"),
        ("  much \u00a0\u2003 space\t", "much space"),
        ("Zu\u0308rich", "Zürich"),
        ("q" + "\u0336\u0337\u0338\u0321\u0322\u0323\u0324", "q\u0336\u0337\u0338\u0321"),
        (f"{WOMAN_CODER} codes", f"{WOMAN_CODER} codes"),
        ("क्\u200dष", "क्\u200dष"),
        ("ad\u200dmin", "admin"),
        ("\ud800lone", "lone"),
        ("", ""),
    ],
)
def test_text_of_others_shows_its_characters_and_does_nothing(written: str, shown: str) -> None:
    assert text.safe(written, 200) == shown


def test_line_breaks_stay_on_request_with_every_line_start_defused() -> None:
    written = "goal:\r\n# a\n\n\n\n  - b\n1. c\n> d\u2028-# e\n"
    assert text.safe(written, 200, lines=True) == "goal:\n\\# a\n\n\\- b\n1\\. c\n\\> d\n\\-# e"


def test_no_character_that_shows_nothing_survives_among_letters() -> None:
    hidden = [
        char
        for char in map(chr, range(0x2200))
        if char != " " and unicodedata.category(char) in {"Cc", "Cf", "Cn", "Zl", "Zp", "Zs"}
    ]

    assert "\xad" in hidden
    assert {text.clean(f"a{char}b") for char in hidden} == {"ab", "a b"}


@given(anything, limits, st.booleans())
def test_nothing_is_left_for_discord_to_interpret(written: str, limit: int, lines: bool) -> None:
    left = bare(text.safe(written, limit, lines=lines))
    assert not re.search(r"[\\*_~|`\[\]<@]|://|^[#>+-]|\d[.)](\s|$)", left, re.MULTILINE)
    assert not re.search(r"discord\.gg|discord(app)?\.com", left, re.IGNORECASE)


@given(anything, limits, st.booleans())
def test_no_mention_survives_even_where_escapes_are_not_read(written: str, limit: int, lines: bool) -> None:
    assert not re.search(r"@(everyone|here)|<@", text.safe(written, limit, lines=lines), re.IGNORECASE)


@given(anything, limits, st.booleans())
def test_the_limit_holds_with_the_escapes(written: str, limit: int, lines: bool) -> None:
    assert len(text.safe(written, limit, lines=lines)) <= limit
    assert len(text.clip(written, limit)) <= limit


@given(anything, limits)
def test_no_escape_is_cut_in_two(written: str, limit: int) -> None:
    assert not re.search(r"(?<!\\)(\\\\)*\\(…|$)", text.safe(written, limit))


@given(anything)
def test_a_reader_sees_what_was_written(written: str) -> None:
    shown = rendered(text.safe(written, 10_000))
    assert shown.replace("＠", "@").replace("ˋ", "`") == text.clean(written).replace("＠", "@").replace(
        "ˋ", "`"
    )


@given(anything, st.booleans())
def test_no_invisible_character_survives(written: str, lines: bool) -> None:
    kept = text.clean(written, lines=lines).replace("\n", "")
    hidden = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    assert not [char for char in kept if unicodedata.category(char) in hidden and char not in "\u200c\u200d"]
    assert kept == kept.strip("\u200c\u200d\u3164\u2800")


@example("\ufe0f\u200c\xb8", False)
@given(anything, st.booleans())
def test_cleaning_twice_changes_nothing(written: str, lines: bool) -> None:
    once = text.clean(written, lines=lines)
    assert text.clean(once, lines=lines) == once


@given(anything)
def test_one_line_means_one_line(written: str) -> None:
    assert len(text.safe(written, 500).splitlines()) <= 1
    assert len(text.clip(written, 500).splitlines()) <= 1


@pytest.mark.parametrize(
    ("written", "limit", "shown"),
    [
        ("hello world", 11, "hello world"),
        ("hello world", 10, "hello wor…"),
        ("hello world", 7, "hello…"),
        ("hello", 1, "…"),
        ("* stays", 99, "* stays"),
        (WOMAN_CODER * 2, 5, f"{WOMAN_CODER}…"),
        (GERMANY + FRANCE + GERMANY, 4, f"{GERMANY}…"),
        (GERMANY + FRANCE + GERMANY, 5, f"{GERMANY}{FRANCE}…"),
        ("\U0001f44d\U0001f3fd\U0001f44d\U0001f3fd", 2, "…"),
        ("q\u0323\u0307q\u0323\u0307", 3, "…"),
    ],
)
def test_shortening_keeps_together_what_reads_as_one(written: str, limit: int, shown: str) -> None:
    assert text.clip(written, limit) == shown


def test_an_escape_counts_with_its_backslash() -> None:
    assert text.safe("*****", 6) == r"\*\*…"


@pytest.mark.parametrize(
    ("title", "url", "shown"),
    [
        ("Book", "https://example.org/a?b=c#d", "[Book](<https://example.org/a?b=c#d>)"),
        ("Deep [2nd ed.]", "HTTP://Example.org:8080/x", "[Deep (2nd ed.)](<http://example.org:8080/x>)"),
        ("Wiki", "https://example.org/A_(b)", "[Wiki](<https://example.org/A_%28b%29>)"),
        ("Out", "https://example.org/> @everyone", "[Out](<https://example.org/%3E%20%40everyone>)"),
        ("Twice", "https://example.org//b", "[Twice](<https://example.org//b>)"),
        ("Umlaut", "https://münchen.example/ä%20", "[Umlaut](<https://xn--mnchen-3ya.example/%C3%A4%20>)"),
        ("*Star*", "javascript:alert(1)", r"\*Star\*"),
        ("User", "https://discord.com@evil.example/", "User"),
        ("Port", "https://example.org:99999999/", "Port"),
        ("Bad", "https://[::1", "Bad"),
        ("None", "https://", "None"),
        ("File", "file:///etc/passwd", "File"),
        ("Long", "https://example.org/" + "a" * 500, "Long"),
        ("Book only", None, "Book only"),
        ("\u200b", "https://example.org", ""),
    ],
)
def test_only_web_addresses_of_authors_become_links(title: str, url: str | None, shown: str) -> None:
    assert text.link(title, url) == shown


@given(anything, anything)
def test_a_link_cannot_be_left_early(title: str, path: str) -> None:
    shown = text.link(title, f"https://example.org/{path}")
    found = re.fullmatch(r"\[(.*)\]\(<https://example\.org(/[^\s<>()\[\]]*)?>\)", shown)
    assert found is not None or "(<" not in shown


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (text.human_join([]), ""),
        (text.human_join(["a"]), "a"),
        (text.human_join(["a", "b"]), "a and b"),
        (text.human_join(["a", "b", "c"], "or"), "a, b or c"),
        (text.minutes_text(0), "0 min"),
        (text.minutes_text(45), "45 min"),
        (text.minutes_text(60), "1 h"),
        (text.minutes_text(75), "1 h 15 min"),
        (text.minutes_text(-75), "-1 h 15 min"),
        (text.minutes_text(72_000), "1,200 h"),
        (text.hours_text(0), "0 h"),
        (text.hours_text(750), "12.5 h"),
        (text.hours_text(600), "10 h"),
        (text.hours_text(72_010), "1,200.2 h"),
        (text.hours_figure(750), "12.5"),
        (text.hours_figure(60_000), "1,000"),
        (text.clock_text(0), "00:00"),
        (text.clock_text(450), "07:30"),
        (text.clock_text(1439), "23:59"),
        (text.weekdays_text(frozenset()), "no day"),
        (text.weekdays_text(frozenset({2})), "Wed"),
        (text.weekdays_text(frozenset({5, 6})), "Sat and Sun"),
        (text.weekdays_text(frozenset(range(5))), "Mon–Fri"),
        (text.weekdays_text(frozenset({0, 2, 5})), "Mon, Wed and Sat"),
        (text.weekdays_text(frozenset(range(7))), "every day"),
    ],
)
def test_numbers_read_like_words(shown: str, wanted: str) -> None:
    assert shown == wanted


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 21), "tomorrow"),
        (date(2026, 11, 28), "Sat 28 Nov"),
        (date(2027, 1, 4), "Mon 4 Jan 2027"),
    ],
)
def test_days_are_named_as_people_name_them(day: date, shown: str) -> None:
    assert text.day_text(day, TODAY) == shown


def test_a_full_date_names_weekday_and_year() -> None:
    assert text.full_date(date(2026, 11, 21)) == "Sat 21 Nov 2026"


def test_a_date_names_its_year_only_when_it_is_another() -> None:
    assert text.date_text(TODAY, TODAY) == "20 Nov"
    assert text.date_text(date(2027, 3, 2), TODAY) == "2 Mar 2027"


@pytest.mark.parametrize(
    ("done", "total", "share", "bar"),
    [
        (0, 100, "0 %", "▱▱▱▱▱"),
        (1, 1000, "1 %", "▰▱▱▱▱"),
        (425, 1000, "42 %", "▰▰▱▱▱"),
        (999, 1000, "99 %", "▰▰▰▰▱"),
        (1000, 1000, "100 %", "▰▰▰▰▰"),
        (0, 0, "0 %", "▱▱▱▱▱"),
    ],
)
def test_a_share_is_full_only_when_all_is_done(done: int, total: int, share: str, bar: str) -> None:
    assert text.percent(done, total) == share
    assert text.progress_bar(done, total, 5) == bar


@given(st.integers(-5, 500), st.integers(-5, 500), st.integers(2, 40))
def test_a_bar_keeps_its_width_and_grows_with_the_work(done: int, total: int, width: int) -> None:
    bar = text.progress_bar(done, total, width)
    assert len(bar) == width
    assert bar.count("▰") <= text.progress_bar(done + 1, total, width).count("▰")


@pytest.mark.parametrize("minutes", [-1, 1440])
def test_a_clock_outside_the_day_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="time of day"):
        text.clock_text(minutes)
