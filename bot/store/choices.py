"""What members picked at the branches of their roadmap."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from bot.domain.roadmap_choices import INDUSTRY, PATH, ROLE, Choices
from bot.store.tables import ChoiceRow
from bot.store.transaction import Tx


async def of(tx: Tx, enrolment_id: int) -> Choices:
    """Everything decided so far."""
    statement = select(ChoiceRow.branch, ChoiceRow.option).where(ChoiceRow.enrolment_id == enrolment_id)
    picked: dict[str, list[str]] = {}
    for branch, option in (await tx.execute(statement.order_by(ChoiceRow.id))).all():
        picked.setdefault(branch, []).append(option)
    return Choices(
        path=next(iter(picked.pop(PATH, [])), None),
        roles=frozenset(picked.pop(ROLE, [])),
        industries=frozenset(picked.pop(INDUSTRY, [])),
        options={branch: tuple(options) for branch, options in picked.items()},
    )


async def put(tx: Tx, enrolment_id: int, branch: str, options: Iterable[str]) -> None:
    """Pick these options of a branch instead of what was picked before; none takes the decision back."""
    mine = delete(ChoiceRow).where(ChoiceRow.enrolment_id == enrolment_id, ChoiceRow.branch == branch)
    await tx.execute(mine)
    rows = [{"enrolment_id": enrolment_id, "branch": branch, "option": option} for option in options]
    if rows:
        await tx.execute(insert(ChoiceRow), rows)
