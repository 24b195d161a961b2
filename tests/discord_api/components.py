"""What the documentation says about components of messages and modals beyond the schema."""

from collections.abc import Iterator

from tests.discord_api.problem import Json, Problem, length, objects, repeated, said

IS_COMPONENTS_V2 = 1 << 15
ROW, BUTTON, TEXT_INPUT, TEXT_DISPLAY, CHECKBOX_GROUP = 1, 2, 4, 10, 22
SELECTS = frozenset({3, 5, 6, 7, 8})
LINK, PREMIUM = 5, 6

_Found = Iterator[tuple[str, dict[str, Json]]]


def walk(components: Json, at: str = "components") -> _Found:
    """Every component with its path, parents first, through rows, containers, sections, labels."""
    for index, component in objects(components):
        path = f"{at}[{index}]"
        yield path, component
        yield from walk(component.get("components"), f"{path}.components")
        for key in ("accessory", "component"):
            child = component.get(key)
            if isinstance(child, dict):
                yield f"{path}.{key}", child


def _row(path: str, row: dict[str, Json]) -> Iterator[Problem]:
    kinds = [child.get("type") for _, child in objects(row.get("components"))]
    if len(kinds) > 1 and SELECTS.intersection(kinds):
        yield said(path, "select-alone", "a select fills its action row alone")


def _button(path: str, button: dict[str, Json]) -> Iterator[Problem]:
    style = button.get("style")
    target = {LINK: "url", PREMIUM: "sku_id"}.get(style if isinstance(style, int) else 0, "custom_id")
    carried = [key for key in ("custom_id", "url", "sku_id") if button.get(key)]
    if carried != [target]:
        yield said(path, "button-target", f"style {style} carries {target} and nothing else, not {carried}")
    has_face = bool(button.get("label") or button.get("emoji"))
    if has_face is (style == PREMIUM):
        yield said(path, "button-face", "a button shows a label or an emoji; a premium button neither")


def _bound(value: Json, default: int) -> int:
    return value if isinstance(value, int) else default


def _choice(path: str, menu: dict[str, Json]) -> Iterator[Problem]:
    options = menu.get("options")
    given = len(options) if isinstance(options, list) else None
    low = _bound(menu.get("min_values"), 1)
    high = _bound(menu.get("max_values"), (given or 1) if menu.get("type") == CHECKBOX_GROUP else 1)
    if low > high:
        yield said(path, "select-range", f"min_values {low} is more than max_values {high}")
    if given is not None and max(low, high) > given:
        yield said(path, "select-range", f"{max(low, high)} values asked for, {given} options given")
    if repeated([option.get("value") for _, option in objects(options)]):
        yield said(path, "option-unique", "two options share a value")


def _text_input(path: str, field: dict[str, Json]) -> Iterator[Problem]:
    low, high = _bound(field.get("min_length"), 0), _bound(field.get("max_length"), 4000)
    if low > high:
        yield said(path, "text-range", f"min_length {low} is more than max_length {high}")
    if len(str(field.get("value") or "")) > high:
        yield said(path, "text-range", f"the value given is longer than max_length {high}")


def _unique_ids(found: list[tuple[str, dict[str, Json]]], at: str) -> Iterator[Problem]:
    given = [component["custom_id"] for _, component in found if component.get("custom_id")]
    for name in repeated(given):
        yield said(at, "custom-id-unique", f"custom_id {name!r} is used twice")


def each(components: Json, at: str) -> Iterator[Problem]:
    """The rules that hold for every component wherever it stands."""
    found = list(walk(components, at))
    yield from _unique_ids(found, at)
    for path, component in found:
        match component.get("type"):
            case kind if kind == ROW:
                yield from _row(path, component)
            case kind if kind == BUTTON:
                yield from _button(path, component)
            case kind if kind == TEXT_INPUT:
                yield from _text_input(path, component)
            case kind if kind in SELECTS or kind == CHECKBOX_GROUP:
                yield from _choice(path, component)
            case _:
                pass


def layout(components: Json, at: str) -> Iterator[Problem]:
    """Components V2: 40 components counted with nesting, 4000 characters of text in all."""
    found = list(walk(components, at))
    if len(found) > 40:
        yield said(at, "v2-components", f"{len(found)} components, at most 40 with nested ones")
    text = sum(length(c.get("content")) for _, c in found if c.get("type") == TEXT_DISPLAY)
    if text > 4000:
        yield said(at, "v2-text", f"{text} characters in all text displays, at most 4000")


def rows(components: Json, at: str) -> Iterator[Problem]:
    """A message without IS_COMPONENTS_V2: at most five action rows and nothing else."""
    found = objects(components)
    if len(found) > 5:
        yield said(at, "legacy-rows", f"{len(found)} action rows, at most 5")
    for index, component in found:
        if component.get("type") != ROW:
            yield said(f"{at}[{index}]", "needs-v2", "only action rows without the flag 32768")
