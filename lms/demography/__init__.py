"""Population arithmetic for lessons and models: quotients, balances, life tables, projections."""

from lms.demography.ages import Ages, old_age_quotient, total_quotient, youth_quotient
from lms.demography.balance import Balance, rate
from lms.demography.errors import Impossible
from lms.demography.lifetable import LifeTable
from lms.demography.population import Population, Rates
from lms.demography.projection import Step, project
from lms.demography.scenario import Scenario

__all__ = [
    "Ages",
    "Balance",
    "Impossible",
    "LifeTable",
    "Population",
    "Rates",
    "Scenario",
    "Step",
    "old_age_quotient",
    "project",
    "rate",
    "total_quotient",
    "youth_quotient",
]
