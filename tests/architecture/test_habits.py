"""Rules every file keeps, whatever its layer."""

import ast

import pytest

from tests.architecture.code import PROGRAMME, Function, calls, files, imported, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

# Only these know the real time; everybody else is told.
CLOCKS = ("bot/clock.py", "bot/demo/clock.py")
TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
TIME_ENDINGS = tuple(f".{name}" for name in TIME)
UTCNOW = ("discord.utils.utcnow", "utils.utcnow", "utcnow")

# They run code that comes from data.
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "jsonpickle"}
UNSAFE_CALLS = {"eval", "exec", "yaml.load", "yaml.unsafe_load", "yaml.full_load"}

# Written in two parts, so that this file does not contain what it looks for.
FOREIGN = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "/wo" + "rk/", "/ro" + "ot/")


def asks_the_time(name: str) -> bool:
    return name in TIME or name.endswith(TIME_ENDINGS) or name in UTCNOW


def test_only_the_clock_asks_what_time_it_is():
    assert [
        f"{source.shown}:{line} calls {name}"
        for source in sources(*PROGRAMME)
        if source.shown not in CLOCKS
        for line, name in calls(source.tree)
        if asks_the_time(name)
    ] == []


def test_data_is_never_run_as_code():
    programme = sources(*PROGRAMME)
    loaded = [(s, line, name) for s in programme for line, name in imported(s)]
    called = [(s, line, name) for s in programme for line, name in calls(s.tree)]
    assert [
        f"{source.shown}:{line} {name}"
        for source, line, name in (*loaded, *called)
        if name.split(".")[0] in UNSAFE_MODULES or name in UNSAFE_CALLS
    ] == []


def test_the_scheduler_remembers_nothing():
    stores = "SQLAlchemyJobStore", "jobstores.sqlalchemy"
    assert [s.shown for s in sources(*PROGRAMME) if any(store in s.text for store in stores)] == []


def test_no_file_is_too_long_to_read():
    long = {s.shown: s.text.count("\n") for s in sources(*PROGRAMME)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_read():
    assert [
        f"{source.shown}:{function.lineno} {function.name}"
        for source in sources(*PROGRAMME)
        for function in source.functions()
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ] == []


def test_every_module_says_what_it_is():
    assert [
        source.shown
        for source in sources(*PROGRAMME, "migrations")
        if source.tree.body and ast.get_docstring(source.tree) is None
    ] == []


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    found: list[str] = []
    for path in files():
        content = path.read_bytes()
        found += [f"{path.name}: {word}" for word in FOREIGN if word.encode() in content]
    assert found == []


def is_test(function: Function) -> bool:
    return function.name.startswith("test_")


def called_names(function: Function) -> set[str]:
    return {name.rpartition(".")[2] for _, name in calls(function)}


def asserts(function: Function, helpers: set[str]) -> bool:
    """Whether it asserts something, by itself or through one of these helpers."""
    by_itself = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    # `expect` is Playwright's assertion: it waits, and fails when what it waits for does not come.
    return by_itself or bool(called_names(function) & (helpers | {"raises", "warns", "fail", "expect"}))


def asserting_helpers(functions: list[Function]) -> set[str]:
    helpers: set[str] = set()
    while more := {f.name for f in functions if not is_test(f) and asserts(f, helpers)} - helpers:
        helpers |= more
    return helpers


def test_every_test_asserts_something():
    functions = [(source, function) for source in sources("tests") for function in source.functions()]
    helpers = asserting_helpers([function for _, function in functions])
    assert [
        f"{source.shown}:{function.lineno} {function.name}"
        for source, function in functions
        if is_test(function) and not asserts(function, helpers)
    ] == []


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("assert 1", True),
        ("helper()", True),
        ("with pytest.raises(KeyError): f()", True),
        ("f()", False),
        ("f(assertion=True)", False),
    ],
)
def test_a_test_that_asserts_nothing_is_recognised(body: str, answer: bool):
    function = ast.parse(f"def test_it():\n    {body}").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert asserts(function, {"helper"}) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("datetime.now", True),
        ("datetime.datetime.now", True),
        ("discord.utils.utcnow", True),
        ("self._clock.now", False),
        ("time.monotonic", False),
    ],
)
def test_asking_the_time_is_recognised(name: str, answer: bool):
    assert asks_the_time(name) is answer
