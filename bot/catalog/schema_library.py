"""The format of the reference lists: resources, questions, templates, advice, dated facts."""

from typing import Annotated, ClassVar

from pydantic import Field

from bot.catalog.schema_base import (
    Days,
    Flag,
    Key,
    Line,
    LinesText,
    MinutesText,
    Node,
    RangeText,
    Ref,
    RefTo,
    Shorthand,
    Text,
    Title,
    Url,
    Whole,
    made,
)
from bot.domain.roadmap_library import (
    Advice,
    Applications,
    Fact,
    Framework,
    FunnelStep,
    InterviewStage,
    MessageTemplate,
    PostIdea,
    ReviewForm,
    Round,
    Stories,
)
from bot.domain.roadmap_terms import Note, Period, Resource, ResourceKind, ResourceStatus


class NoteNode(Shorthand):
    """The editor's remark; never the source's own words."""

    main_field: ClassVar[str] = "text"
    text: Text
    source: LinesText | None = None

    def domain(self) -> Note:
        """The note."""
        return made(Note, self)


class ResourceNode(Node):
    """A book, course, site or tool; without `url` only its name is shown."""

    noun: ClassVar[str] = "resource"
    key: Key
    title: Title
    url: Url | None = None
    kind: ResourceKind = ResourceKind.SITE
    author: Title | None = None
    cost: Title | None = None
    status: ResourceStatus = ResourceStatus.RECOMMENDED
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> Resource:
        """The resource."""
        return made(Resource, self, id=self.key)


class QuestionNode(Shorthand):
    """One question; a key of its own keeps its history when it is reworded."""

    main_field: ClassVar[str] = "text"
    text: Line
    key: Key | None = None
    source: LinesText | None = None


class QuestionsNode(Node):
    """Questions of one category, with the time an answer should take."""

    category: Title
    ask: Annotated[tuple[QuestionNode, ...], Field(min_length=1)]
    length: MinutesText | None = None
    framework: Annotated[Ref | None, RefTo(("framework",))] = None
    repeat: Flag = True
    source: LinesText | None = None


class FrameworkNode(Node):
    """Ordered steps for a kind of prompt."""

    noun: ClassVar[str] = "framework"
    key: Key
    title: Title
    steps: Annotated[tuple[Line, ...], Field(min_length=2)]
    source: LinesText | None = None

    def domain(self) -> Framework:
        """The framework."""
        return made(Framework, self)


class StoriesNode(Node):
    """STAR stories to have ready."""

    themes: Annotated[tuple[Title, ...], Field(min_length=1)]
    ready: RangeText | None = None
    needs_number: Flag = False
    source: LinesText | None = None

    def domain(self) -> Stories:
        """The stories."""
        return made(Stories, self)


class ReviewFormNode(Node):
    """Fixed questions asked every period."""

    noun: ClassVar[str] = "review form"
    key: Key
    title: Title
    every: Period
    on: Days = Field(default=())
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]
    source: LinesText | None = None

    def domain(self) -> ReviewForm:
        """The form."""
        return made(ReviewForm, self)


class MessageNode(Node):
    """A text to send, with [named blanks]."""

    noun: ClassVar[str] = "message"
    key: Key
    title: Title
    text: Text
    source: LinesText | None = None

    def domain(self) -> MessageTemplate:
        """The template."""
        return made(MessageTemplate, self)


class PostNode(Shorthand):
    """A title to write under, with [named blanks]."""

    title: Line
    channel: Title | None = None
    source: LinesText | None = None

    def domain(self) -> PostIdea:
        """The idea."""
        return made(PostIdea, self)


class AdviceNode(Node):
    """A pitfall (`avoid`, `instead`) or steps for a bad day; never a task."""

    title: Line
    avoid: Line | None = None
    instead: Line | None = None
    steps: tuple[Line, ...] = ()
    source: LinesText | None = None

    def domain(self) -> Advice:
        """The advice."""
        return made(Advice, self)


class FactNode(Shorthand):
    """Something true at a time or place only; `unproven` marks a claim nobody checked."""

    main_field: ClassVar[str] = "text"
    text: Text
    as_of: Title | None = None
    place: Title | None = None
    unproven: Flag = False
    source: LinesText | None = None

    def domain(self) -> Fact:
        """The fact."""
        return made(Fact, self)


class FunnelStepNode(Node):
    """How many of a stage of the job search the source expects."""

    stage: Title
    expected: RangeText
    source: LinesText | None = None

    def domain(self) -> FunnelStep:
        """The step."""
        return made(FunnelStep, self)


class RoundNode(Node):
    """Rounds of one kind within an interview stage."""

    kind: Title
    count: RangeText

    def domain(self) -> Round:
        """The round."""
        return made(Round, self)


class InterviewStageNode(Node):
    """A stage of a hiring process."""

    noun: ClassVar[str] = "interview stage"
    key: Key
    title: Title
    length: MinutesText | None = None
    rounds: tuple[RoundNode, ...] = ()
    prepare: tuple[Line, ...] = ()
    source: LinesText | None = None

    def domain(self) -> InterviewStage:
        """The stage."""
        return made(InterviewStage, self, minutes=self.length)


class ApplicationsNode(Node):
    """How to apply: where, to whom, what each application needs, when to follow up."""

    boards: tuple[Title, ...] = ()
    companies: tuple[Title, ...] = ()
    qualities: tuple[Line, ...] = ()
    follow_up_days: Whole | None = None
    source: LinesText | None = None

    def domain(self) -> Applications:
        """The guide."""
        return made(Applications, self)


class LibraryNode(Node):
    """All reference lists."""

    questions: tuple[QuestionsNode, ...] = ()
    frameworks: tuple[FrameworkNode, ...] = ()
    stories: StoriesNode | None = None
    reviews: tuple[ReviewFormNode, ...] = ()
    messages: tuple[MessageNode, ...] = ()
    posts: tuple[PostNode, ...] = ()
    advice: tuple[AdviceNode, ...] = ()
    facts: tuple[FactNode, ...] = ()
    funnel: tuple[FunnelStepNode, ...] = ()
    interview_stages: tuple[InterviewStageNode, ...] = ()
    applications: ApplicationsNode | None = None
