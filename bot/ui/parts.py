"""Every DynamicItem of the bot; the client registers them all before its first event."""

from typing import Any

from discord import ui

from bot.ui.already_have import AlreadyHaveButton, HadSelect, HadSheetButton
from bot.ui.boards import StandingButton
from bot.ui.branches import BranchButton, BranchListButton, BranchPicker, BranchSelect, DecisionsButton
from bot.ui.buddies import AnswerButton, BuddyButton, PartButton, ShareSelect
from bot.ui.buddy_messages import BuddyOpenButton
from bot.ui.claims import BoardBoxes, BoardButton, BoardEvidence
from bot.ui.deliveries import DeliveryButton, DeliveryGroupButton
from bot.ui.digests import MyWeekButton
from bot.ui.enrolments import FollowUpButton, StudyDaysSelect, StudyWeekSelect
from bot.ui.guilds import SetupChannelSelect, SetupRoleSelect, SetupZoneButton
from bot.ui.habits import HabitPicker
from bot.ui.leaving import LeaveButton
from bot.ui.manage_leetcode import PostChannelSelect, PostSwitch, SourceSelect
from bot.ui.manage_questions import RemoveSetButton
from bot.ui.manage_rituals import RitualChannelSelect, RitualPicker, RitualSwitch
from bot.ui.manage_roadmaps import NotesButton, RemoveMapButton
from bot.ui.manage_rounds import RoundsButton, RoundsChannelSelect, RoundsPicker
from bot.ui.members import MemberGroupSelect, MemberPageButton
from bot.ui.milestones import MilestoneBoxes, MilestoneButton, MilestoneEvidence, MilestonesButton
from bot.ui.ml_prompts import CheckTicks, MlButton, MlPickButton
from bot.ui.mock_availability import BandSelect, HourDaysSelect, HoursButton, PresetButton
from bot.ui.mock_cards import FileButton, SeenButton, SlotButton, SlotSelect
from bot.ui.mock_history import PastButton
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_kits import ChangeQuestionButton
from bot.ui.mock_now import CallButton, NowButton, RescueButton
from bot.ui.mock_outside import LogButton, OutsideButton
from bot.ui.mock_rounds import ByeButton, RoundButton
from bot.ui.mock_rubrics import SheetButton
from bot.ui.mock_times import AskButton, BackButton, ProposeButton, SureButton
from bot.ui.mocks import MockButton, MockChoice, MockKindSelect
from bot.ui.moments import MomentPicker, ShareButton
from bot.ui.nudge_messages import NudgeOpenButton
from bot.ui.nudges import NudgeButton
from bot.ui.personal_data import DataButton
from bot.ui.problem_due import DueButton, DuePicker, GradeButton, PutOffButton
from bot.ui.problem_links import LinkButton
from bot.ui.problem_patterns import NotePicker, PatternPicker
from bot.ui.problem_posts import PostProgressButton, PostSolvedButton
from bot.ui.problem_prompts import PickButton, PromptButton
from bot.ui.problem_sets import NextButton, SetPageButton, SetPicker, SolvedButton
from bot.ui.problem_sightings import SightingButton
from bot.ui.problem_sittings import SittingDoneButton
from bot.ui.problem_solves import TellMoreButton, UndoSolveButton
from bot.ui.readiness import ReadyBoxes, ReadyButton, ReadyEvidence, ReadyPicker
from bot.ui.reflections import HistoryButton, ReflectionButton
from bot.ui.refresh import RefreshButton
from bot.ui.replans import ReplanButton, TakeBackButton, WayButton
from bot.ui.rituals import RitualButton
from bot.ui.roadmap_updates import AcceptButton, UpdateButton
from bot.ui.roadmaps import (
    CheckpointsButton,
    ListButton,
    PageButton,
    PageSelect,
    SearchButton,
    SearchSheetButton,
)
from bot.ui.streak_amnesties import AmnestyBackButton, AmnestyEndButton
from bot.ui.streak_days import DayBackButton
from bot.ui.streak_why import WhyButton
from bot.ui.streaks import StreakButton
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
    AnswerButton,
    AskButton,
    BackButton,
    BranchButton,
    BranchListButton,
    BranchPicker,
    BranchSelect,
    BuddyButton,
    BuddyOpenButton,
    AmnestyBackButton,
    AmnestyEndButton,
    DayBackButton,
    StreakButton,
    WhyButton,
    CardButton,
    CheckTicks,
    ChangeQuestionButton,
    CheckpointsButton,
    DataButton,
    DecisionsButton,
    DeliveryButton,
    DeliveryGroupButton,
    DoneButton,
    DueButton,
    DuePicker,
    FileButton,
    FollowUpButton,
    GradeButton,
    HabitPicker,
    HadSelect,
    HadSheetButton,
    InterviewButton,
    ListButton,
    MemberGroupSelect,
    MemberPageButton,
    MilestoneBoxes,
    MilestoneButton,
    MilestoneEvidence,
    MilestonesButton,
    MyWeekButton,
    MlButton,
    MlPickButton,
    BandSelect,
    HourDaysSelect,
    HoursButton,
    PresetButton,
    MockButton,
    MockChoice,
    MockKindSelect,
    CallButton,
    LogButton,
    NowButton,
    OutsideButton,
    PastButton,
    RescueButton,
    MomentPicker,
    NextButton,
    NotePicker,
    NotesButton,
    NudgeButton,
    NudgeOpenButton,
    PageButton,
    PageSelect,
    PartButton,
    PatternPicker,
    PutOffButton,
    LeaveButton,
    LinkButton,
    PickButton,
    PostChannelSelect,
    PostProgressButton,
    PostSolvedButton,
    PostSwitch,
    PromptButton,
    ProposeButton,
    PullButton,
    ReadyBoxes,
    ReadyButton,
    ReadyEvidence,
    ReadyPicker,
    HistoryButton,
    ReflectionButton,
    RefreshButton,
    ByeButton,
    RoundButton,
    RoundsButton,
    RoundsChannelSelect,
    RoundsPicker,
    RitualButton,
    RitualChannelSelect,
    RitualPicker,
    RitualSwitch,
    RemoveMapButton,
    RemoveSetButton,
    ReplanButton,
    ReportButton,
    SearchButton,
    SearchSheetButton,
    SetPageButton,
    SetPicker,
    SeenButton,
    SetupChannelSelect,
    SetupRoleSelect,
    SetupZoneButton,
    SheetButton,
    SightingButton,
    ShareSelect,
    SittingDoneButton,
    SolvedButton,
    SourceSelect,
    SlotButton,
    SlotSelect,
    StandingButton,
    ShareButton,
    StudyDaysSelect,
    StudyWeekSelect,
    SureButton,
    TakeBackButton,
    TargetPicker,
    TellMoreButton,
    TaskPicker,
    UndoButton,
    UndoSolveButton,
    UnreportButton,
    UpdateButton,
    WayButton,
    WeekButton,
)
