"""The rule of every table. A new one has to be given its rule here: a test looks for tables without."""

from collections.abc import Mapping

from bot.store.personal import (
    Erase,
    Holds,
    Part,
    Rule,
    Tie,
    named,
    of_enrolment,
    of_guild,
    of_member,
    of_programme,
)

_PEOPLE = (
    Rule(
        "member",
        (Tie("id", Holds.MEMBER),),
        (
            Part(
                "member",
                "id",
                named(
                    "user_id timezone cutoff_minutes day_floor dm_channel_id dm_closed_count "
                    "quiet_from quiet_to "
                    "language created_at"
                ),
            ),
        ),
        guild="guild_id",
    ),
    Rule(
        "block",
        (
            Tie("user_id", Holds.USER),
            Tie("blocked_user_id", Holds.USER, Erase.MARK, ("blocked_user_id",), "blocked_mark"),
        ),
        (Part("blocks", "user_id", named("created_at", blocked_user_id="person_id")),),
        guild="guild_id",
        why="Who blocked somebody is never told. A block protects whoever made it, also from somebody who "
        "was erased and comes back: it stays, with a keyed digest of theirs.",
    ),
    Rule(
        "buddy",
        (Tie("asker_key", Holds.MEMBER), Tie("asked_key", Holds.MEMBER)),
        (
            Part(
                "buddies",
                "asker_key",
                named(
                    "state created_at answered_at ended_at",
                    asker_shares="you_share",
                    asker_nudged_on="you_nudged_on",
                    asker_words="your_words",
                    asker_words_at="your_words_at",
                ),
            ),
            Part(
                "buddies",
                "asked_key",
                named(
                    "state created_at answered_at ended_at",
                    asked_shares="you_share",
                    asked_nudged_on="you_nudged_on",
                    asked_words="your_words",
                    asked_words_at="your_words_at",
                ),
            ),
        ),
        guild="guild_id",
        why="What the other one said and shares is theirs.",
    ),
    of_member("standing", "board", "day planned kept share updated_at", guild="guild_id"),
    of_member("reflection", "reflections", "ritual period answers at updated_at posted_at posted_channel_id"),
)

_PLANS = (
    of_member(
        "enrolment",
        "enrolments",
        "id roadmap_id roadmap_version state start_day optional created_at ended_at",
    ),
    of_enrolment("choice", "choices", "branch option"),
    of_enrolment("pace", "paces", "since minutes_per_week study_days days by_day promise"),
    of_enrolment("replan", "replans", "kind at before undone_at"),
    of_enrolment("pause", "pauses", "since until"),
    of_enrolment(
        "task",
        "tasks",
        "id item_key sitting sittings title day position minutes state pinned settled_at settled_day",
    ),
    of_enrolment("claim", "claims", "claim_key evidence had day at"),
    of_enrolment("measurement", "measurements", "target_key value evidence day at"),
    of_enrolment("habit_tick", "habits", "habit_key day at"),
    of_member("timelog", "time_log", "id day minutes kind task_id at"),
)

_STREAKS = (
    of_member("checkin", "check_ins", "day kind ref at revoked_at"),
    Rule(
        "streak_entry",
        (
            Tie("member_key", Holds.MEMBER),
            Tie("by_user_id", Holds.USER, Erase.BLANK, ("by_user_id", "note")),
        ),
        (
            Part("streak_entries", "member_key", named("kind day note at revoked_at")),
            Part("streak_entries_written", "by_user_id", named("kind day note at revoked_at")),
        ),
        guild="guild_id",
        why="A day that an organiser forgave to others stays forgiven, without their name and words.",
    ),
    of_member("zone_move", "zone_moves", "at timezone cutoff_minutes left_day entered_day"),
    of_member("moment", "moments", "kind title day at shown_at shared_at shared_channel_id"),
)

_MESSAGES = (
    of_member(
        "schedule",
        "nudges",
        "kind ref local_minute weekdays destination channel_id next_due_at ends_at last_local_day "
        "muted_until created_at",
        guild="guild_id",
    ),
    of_member(
        "delivery",
        "messages",
        "kind ref local_day destination due_at state reason attempts channel_id message_id settled_at",
        guild="guild_id",
    ),
)

_PROBLEMS = (
    of_member("problem_prompt", "problem_prompts", "kind problem_key why wish state day at"),
    of_member(
        "problem_solve",
        "problem_solves",
        "id kind problem_key difficulty day at minutes grade pattern note timelog_id verified_at revoked_at",
    ),
    of_member("problem_review", "problem_reviews", "problem_key kind due_at state updated_at"),
    of_member(
        "problem_link",
        "leetcode_name",
        "username code code_at proved_at next_at seen_at unlogged",
        guild="guild_id",
    ),
)

_MOCKS = (
    of_member(
        "mock_member",
        "mock_pool",
        "kinds level per_week role joined_at left_at paused_until skip_week gauntlet_week byes last_bye "
        "firsts observed updated_at",
        guild="guild_id",
    ),
    of_member("mock_availability", "mock_availability", "week windows updated_at"),
    of_member("mock_asked", "mock_questions_asked", "question_key at"),
    of_member("mock_wait", "mock_wait", "kinds since until", guild="guild_id"),
    of_member("mock_outside", "mock_outside", "day kind place recorded weak at"),
    Rule(
        "mock_session",
        (Tie("id", Holds.SEATED, Erase.ORPHAN),),
        (
            Part(
                "mock_interviews",
                "id",
                named(
                    "id source week kind level state ended_why minutes slots reasons starts_at thread_id "
                    "turn started_at turned_at ended_at created_at"
                ),
            ),
        ),
        guild="guild_id",
        why="It is the partner's interview too: it stays in their history, with somebody who left.",
    ),
    of_member(
        "mock_seat",
        "mock_seats",
        "session_id position vote gone_at asked_first arrived_at absent question_key question_changed "
        "moves words",
    ),
    Rule(
        "mock_rubric",
        (
            Tie("by_key", Holds.MEMBER, Erase.BLANK, ("by_key", "words")),
            Tie("about_key", Holds.MEMBER),
        ),
        (
            Part(
                "feedback_written",
                "by_key",
                named("session_id role question_key scores words at"),
            ),
            Part(
                "feedback_received",
                "about_key",
                named("session_id role question_key scores words at read_at"),
                once="read_at",
            ),
        ),
        why="The scores that somebody was given stay theirs, without a name and words, when whoever wrote "
        "them is erased. What they have not opened yet is not theirs to see.",
    ),
    Rule(
        "mock_round",
        (
            Tie("pool", Holds.TEXT, Erase.CUT_OUT),
            Tie("report", Holds.TEXT, Erase.CUT_OUT),
        ),
        guild="guild_id",
        why="It holds the wishes that are given with the pool, and the figures of a round are the group's.",
    ),
)

_NO_PEOPLE = (
    of_guild("guild", "The settings of the server."),
    of_guild("guild_roadmap", "A roadmap of the server's; who imported it is not kept."),
    of_guild("guild_question_set", "Questions of the server's; who imported them is not kept."),
    of_guild("mock_setting", "How the server pairs its members."),
    of_guild("problem_setting", "What the server's problem of the day is drawn from."),
    of_guild("problem_post", "What the group was given; who solved it is with the solves."),
    of_programme("app_state", "What the programme remembers about itself."),
    of_programme("outage", "When the bot did not run."),
    of_programme("tombstone", "The list of the erased: keyed digests, from which nobody can be read."),
)

RULES: Mapping[str, Rule] = {
    rule.table: rule
    for rules in (_PEOPLE, _PLANS, _STREAKS, _MESSAGES, _PROBLEMS, _MOCKS, _NO_PEOPLE)
    for rule in rules
}
"""The rule of each table, by its name."""
