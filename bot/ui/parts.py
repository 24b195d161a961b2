"""Every DynamicItem of the bot; the client registers them all before its first event."""

from typing import Any

from discord import ui

from bot.ui.enrolments import FollowUpButton, StudyDaysSelect
from bot.ui.guilds import SetupChannelSelect, SetupRoleSelect, SetupZoneButton
from bot.ui.nudges import NudgeButton, NudgeOpenButton
from bot.ui.task_card import CardButton
from bot.ui.today import DoneButton, PullButton, RefreshButton, TaskPicker, UndoButton
from bot.ui.week import WeekButton

ALL_PARTS: tuple[type[ui.DynamicItem[Any]], ...] = (
    CardButton,
    DoneButton,
    FollowUpButton,
    NudgeButton,
    NudgeOpenButton,
    PullButton,
    RefreshButton,
    SetupChannelSelect,
    SetupRoleSelect,
    SetupZoneButton,
    StudyDaysSelect,
    TaskPicker,
    UndoButton,
    WeekButton,
)
