"""What the parts of an export are, in plain words: they stand in its document."""

from collections.abc import Mapping

from bot.domain.languages import N_

WHAT = N_(
    "Everything that Cohort stores about you in this Discord server. Other people are not named here, except "
    "those you blocked; what they wrote belongs to them, except feedback to you. Instants are in UTC, days "
    "are your own study days, both in ISO 8601; whole numbers too long for some programs, such as Discord's "
    "ids, are written as text. In study_days and weekdays bit 0 is Monday; local_minute, cutoff_minutes and "
    "quiet hours count from midnight."
)

UNREADABLE = N_(
    "Some of what you wrote could not be read: it was damaged, or its key is lost. It is null below. Each of "
    "these entries names a section, the row in it (counted from 0) and the name of what is missing."
)
"""Comes before their list."""

SECTIONS: Mapping[str, str] = {
    "member": N_(
        "You in this server: your time zone, when your day ends, quiet hours, your language, and the "
        "channel of your direct messages if the bot opened one."
    ),
    "blocks": N_(
        "Whom you blocked from being paired with you, and when. person_id is their id on Discord; it "
        "is null for somebody who has erased their data since: you are still not paired with them."
    ),
    "buddies": N_("Your accountability buddies: what you share with them, and your last words to them."),
    "board": N_("Your place on the group's board, if you joined it: planned and kept days."),
    "reflections": N_("What you wrote for rituals: goals, wins, plans and reviews, and where you posted it."),
    "enrolments": N_("The roadmaps you have followed."),
    "choices": N_("The options you picked on a roadmap."),
    "paces": N_("The hours and study days you chose, what they promised, and since when they hold."),
    "replans": N_("Plans you had made again, with what they replaced."),
    "pauses": N_("Breaks from a roadmap; until is the first day after one."),
    "tasks": N_(
        "Your plan: each sitting of a task, its day, and whether it is open, done or skipped. Only "
        "tasks of your own have a title here."
    ),
    "claims": N_("Boxes of a roadmap that you ticked, with the evidence you gave."),
    "measurements": N_("Numbers you reported for targets, with the evidence you gave."),
    "habits": N_("Days on which you kept a habit."),
    "time_log": N_("Time you logged, in minutes."),
    "check_ins": N_("What counted for your streak, day by day."),
    "streak_entries": N_(
        "Rest days, freezes, days you filled in and days that were forgiven, with their notes."
    ),
    "streak_entries_written": N_("Such entries that you wrote, for yourself or as an organiser."),
    "zone_moves": N_("When your time zone or the end of your day changed."),
    "moments": N_("What you reached: streaks, projects, the end of a roadmap, and where you shared it."),
    "nudges": N_("When you want messages from the bot, and messages it still has to send you."),
    "messages": N_(
        "Messages the bot sent you or meant to: when, where and what came of it, without their text."
    ),
    "problem_prompts": N_("Coding problems you were shown, what you asked for, and why these."),
    "problem_solves": N_("Coding problems you solved, with minutes, how it felt and your notes."),
    "problem_reviews": N_("When solved problems come back to you."),
    "leetcode_name": N_(
        "Your name on LeetCode, if you linked it, and solves there that are not in your log."
    ),
    "mock_pool": N_("Your wishes for mock interviews, and how rounds have treated you."),
    "mock_availability": N_(
        "When you can meet: half-hours of your week in hexadecimal; the lowest bit is Monday 00:00."
    ),
    "mock_questions_asked": N_("Interview questions you were asked: they are not asked again."),
    "mock_wait": N_("That you are waiting for a partner at this moment."),
    "mock_outside": N_("Interviews you held elsewhere, as you logged them."),
    "mock_interviews": N_("Mock interviews you had here, also those that did not take place."),
    "mock_seats": N_(
        "Your part in each of them: what you agreed to, when you came, and your words if you called it off."
    ),
    "feedback_written": N_("Feedback you gave to a partner."),
    "feedback_received": N_(
        "Feedback you were given and have read: scores, and the words of your partner, unless they have "
        "erased their data since. What you have not opened yet stays out."
    ),
}
"""By section of the export."""

OTHERS: Mapping[str, str] = {
    "blocks": N_("somebody you blocked"),
    "buddies": N_("your buddy"),
    "mock_interviews": N_("your partner"),
    "feedback_written": N_("your partner"),
    "feedback_received": N_("your partner"),
}
"""Who the other person in a section's rows is, in place of a name."""
