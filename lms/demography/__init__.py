"""Population arithmetic for lessons and models: quotients, balances, life tables, projections."""

from lms.demography.ages import Ages, old_age_quotient, total_quotient, youth_quotient
from lms.demography.assumptions import Assumptions
from lms.demography.balance import Balance, doubling_time, growth, halving_time, rate, rates_by_age
from lms.demography.calibration import Calibrated, calibrated
from lms.demography.errors import Impossible
from lms.demography.lifetable import LifeTable
from lms.demography.population import Population, Rates
from lms.demography.projection import ProjectionStep, project
from lms.demography.scenario import Scenario

__all__ = [
    "Ages",
    "Assumptions",
    "Balance",
    "Calibrated",
    "Impossible",
    "LifeTable",
    "Population",
    "ProjectionStep",
    "Rates",
    "Scenario",
    "calibrated",
    "doubling_time",
    "growth",
    "halving_time",
    "old_age_quotient",
    "project",
    "rate",
    "rates_by_age",
    "total_quotient",
    "youth_quotient",
]
