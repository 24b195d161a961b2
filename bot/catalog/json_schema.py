"""The JSON Schemas of the formats, for completion and checks in an editor."""

import json

from pydantic import BaseModel, RootModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.catalog.schema import RoadmapFile
from bot.catalog.schema_problems import MlProblemsFile, ProblemsFile
from bot.catalog.schema_questions import QuestionsFile


class _AsWritten(GenerateJsonSchema):
    """As an author writes it: a key is there or left out, never null, and its name explains it."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 (pydantic calls it)
        return False


def json_schema() -> str:
    """The schema of roadmaps as text, the same on every run."""
    return _text(RoadmapFile, "Cohort roadmap")


def questions_json_schema() -> str:
    """The schema of interview questions as text, the same on every run."""
    return _text(QuestionsFile, "Cohort interview questions")


def problems_json_schema() -> str:
    """The schema of both kinds of problem files as text, the same on every run."""
    return _text(RootModel[ProblemsFile | MlProblemsFile], "Cohort coding problems")


def _text(model: type[BaseModel], title: str) -> str:
    schema = model.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(schema | head, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
