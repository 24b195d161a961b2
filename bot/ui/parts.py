"""Every DynamicItem of the bot; the client registers them all before its first event."""

from typing import Any

from discord import ui

from bot.ui.already_have import AlreadyHaveButton, HadSelect, HadSheetButton
from bot.ui.branches import BranchButton, BranchListButton, BranchPicker, BranchSelect, DecisionsButton
from bot.ui.claims import BoardBoxes, BoardButton, BoardEvidence
from bot.ui.deliveries import DeliveryButton, DeliveryGroupButton
from bot.ui.enrolments import FollowUpButton, StudyDaysSelect, StudyWeekSelect
from bot.ui.guilds import SetupChannelSelect, SetupRoleSelect, SetupZoneButton
from bot.ui.habits import HabitPicker
from bot.ui.leaving import LeaveButton
from bot.ui.manage_roadmaps import NotesButton, RemoveMapButton
from bot.ui.milestones import MilestoneBoxes, MilestoneButton, MilestoneEvidence, MilestonesButton
from bot.ui.nudges import NudgeButton, NudgeOpenButton
from bot.ui.readiness import ReadyBoxes, ReadyButton, ReadyEvidence, ReadyPicker
from bot.ui.refresh import RefreshButton
from bot.ui.replans import ReplanButton, TakeBackButton, WayButton
from bot.ui.roadmap_updates import AcceptButton, UpdateButton
from bot.ui.roadmaps import (
    CheckpointsButton,
    ListButton,
    PageButton,
    PageSelect,
    SearchButton,
    SearchSheetButton,
)
from bot.ui.targets import ReportButton, TargetPicker, UnreportButton
from bot.ui.task_card import CardButton
from bot.ui.today import DoneButton, PullButton, TaskPicker, UndoButton
from bot.ui.week import WeekButton

ALL_PARTS: tuple[type[ui.DynamicItem[Any]], ...] = (
    AcceptButton,
    BoardBoxes,
    BoardButton,
    BoardEvidence,
    AlreadyHaveButton,
    BranchButton,
    BranchListButton,
    BranchPicker,
    BranchSelect,
    CardButton,
    CheckpointsButton,
    DecisionsButton,
    DeliveryButton,
    DeliveryGroupButton,
    DoneButton,
    FollowUpButton,
    HabitPicker,
    HadSelect,
    HadSheetButton,
    ListButton,
    MilestoneBoxes,
    MilestoneButton,
    MilestoneEvidence,
    MilestonesButton,
    NotesButton,
    NudgeButton,
    NudgeOpenButton,
    PageButton,
    PageSelect,
    LeaveButton,
    PullButton,
    ReadyBoxes,
    ReadyButton,
    ReadyEvidence,
    ReadyPicker,
    RefreshButton,
    RemoveMapButton,
    ReplanButton,
    ReportButton,
    SearchButton,
    SearchSheetButton,
    SetupChannelSelect,
    SetupRoleSelect,
    SetupZoneButton,
    StudyDaysSelect,
    StudyWeekSelect,
    TakeBackButton,
    TargetPicker,
    TaskPicker,
    UndoButton,
    UnreportButton,
    UpdateButton,
    WayButton,
    WeekButton,
)
