"""The test vectors as values."""

import json
from datetime import date
from pathlib import Path

from lms.demography import Population, Rates, Scenario

VECTORS = Path(__file__).parent / "vectors"


def read(name):
    return json.loads((VECTORS / name).read_text())


def population(told):
    return Population(tuple(told["popM"]), tuple(told["popF"]))


def rates(told):
    return Rates(
        mx_men=tuple(told["mxM"]),
        mx_women=tuple(told["mxF"]),
        fertility=tuple(told["asfr"]),
        boys_per_girl=told["srb"],
        migration_men=tuple(told["migM"]),
        migration_women=tuple(told["migF"]),
    )


def scenario(args):
    return Scenario(
        tfr=args.get("tfr"),
        expectancy=tuple(args["e0"]) if "e0" in args else None,
        migration_factor=args.get("mig_factor", 1),
        migration_total=args.get("mig_total"),
        hold_first=args.get("hold_first", False),
    )


INPUTS = read("projection_inputs.json")
BASE = population(INPUTS["base"])
PERIODS = [rates(period) for period in INPUTS["periods"]]
AS_OF = date(2024, 12, 31)
