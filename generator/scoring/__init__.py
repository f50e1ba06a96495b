"""Scoring: pure functions from declared rules and inputs to points, with the steps that led there."""

from generator.scoring.engine import score_project
from generator.scoring.result import IndicatorScore, ProjectScore, SectionScore

__all__ = ["IndicatorScore", "ProjectScore", "SectionScore", "score_project"]
