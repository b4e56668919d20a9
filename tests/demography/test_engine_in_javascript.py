"""The engine in JavaScript meets the shared vectors and says what the one in Python says, to 1e-9."""

from itertools import product

import pytest

from lms.demography import (
    Ages,
    LifeTable,
    doubling_time,
    growth,
    halving_time,
    old_age_quotient,
    project,
    rates_by_age,
    total_quotient,
    youth_quotient,
)
from lms.demography.assumptions import Assumptions, told_by
from lms.demography.lifetable import scaled_to
from lms.demography.scenario import scaled_migration
from tests.demography import javascript
from tests.demography.inputs import AS_OF, BASE, INPUTS, PERIODS, population, rates, read, scenario
from tests.demography.javascript import in_node

VECTORS = read("projection_vectors.json")
TOLERANCE = VECTORS["tolerance_thousand"]
SEX = {"M": "male", "F": "female"}
MX = {(period["period"], sex): period[f"mx{sex}"] for period in INPUTS["periods"] for sex in SEX}
BASE_JS = javascript.population(BASE)
PERIODS_JS = [javascript.rates(one) for one in PERIODS]


def close(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def vector_calls():
    """A projection for each vector, and the life tables and factors: what the browser is asked too."""
    projections = [
        ("project", BASE_JS, PERIODS_JS, one["steps"], javascript.scenario(one["args"])) for one in VECTORS["vectors"]
    ]
    tables = [("lifeTable", MX[one["period"], one["sex"]], SEX[one["sex"]]) for one in VECTORS["lifetables"]]
    shares = [("survival", MX[one["period"], one["sex"]], SEX[one["sex"]]) for one in VECTORS["lifetables"]]
    factors = [
        ("scaledTo", MX[one["period"], one["sex"]], SEX[one["sex"]], one["target_e0"]) for one in VECTORS["e0_scaling"]
    ]
    return [*projections, *tables, *shares, *factors]


def assert_vectors_are_met(answers):
    told = iter(answers)
    for vector in VECTORS["vectors"]:
        step, expected = next(told)["value"][-1], vector["expected"]
        ours = project(BASE, AS_OF, PERIODS, vector["steps"], scenario(vector["args"]))[-1]
        for sex, name in (("men", "popM"), ("women", "popF")):
            assert step["population"][sex] == pytest.approx(expected[name], abs=TOLERANCE)
            assert step["population"][sex] == close(getattr(ours.population, sex))
        for account in ("births", "deaths", "migration"):
            assert step[account] == pytest.approx(expected[account], abs=TOLERANCE)
            assert step[account] == close(getattr(ours, account))
    for table in VECTORS["lifetables"]:
        made = next(told)["value"]
        ours = LifeTable(tuple(MX[table["period"], table["sex"]]), SEX[table["sex"]])
        assert made["expectancy"] == pytest.approx(table["e0"], abs=1e-6)
        assert made["expectancy"] == close(ours.expectancy)
        for name, theirs in (("risks", ours.risks), ("alive", ours.alive), ("lived", ours.lived)):
            assert made[name] == close(theirs)
        assert made["yearsLeft"] == close(ours.years_left)
    for table in VECTORS["lifetables"]:
        assert next(told)["value"] == pytest.approx(table["S"], abs=1e-9)
    for factor in VECTORS["e0_scaling"]:
        scaled = next(told)["value"]
        mx = MX[factor["period"], factor["sex"]]
        assert scaled[10] / mx[10] == pytest.approx(factor["k"], rel=1e-9)
        assert scaled == close(scaled_to(mx, SEX[factor["sex"]], factor["target_e0"]))
    assert next(told, None) is None


def test_the_vectors_are_met():
    assert_vectors_are_met(in_node(vector_calls()))


def test_the_united_nations_run_is_the_same():
    told = read("wpp2019_inputs.json")
    base, periods = population(told["base"]), [rates(one) for one in told["periods"]]
    call = ("project", javascript.population(base), [javascript.rates(one) for one in periods], 6)
    for theirs, ours in zip(in_node([call])[0]["value"], project(base, AS_OF, periods, 6), strict=True):
        assert theirs["population"]["men"] == close(ours.population.men)
        assert theirs["population"]["women"] == close(ours.population.women)


def test_the_sandbox_is_the_same():
    settings = list(product((None, 0.8, 2.5), (None, 78.5, 90.0), (None, -200.0, 0.0, 400.0)))
    names = ("tfr", "expectancy", "migration")
    calls = [
        ("assumedRates", PERIODS_JS, 5, {n: v for n, v in zip(names, one, strict=True) if v is not None})
        for one in settings
    ]
    *answers, told = in_node([*calls, ("toldBy", PERIODS_JS, 5)])
    for one, answer in zip(settings, answers, strict=True):
        ours = Assumptions(*one).rates(PERIODS, 5)
        for theirs, mine in zip(answer["value"], ours, strict=True):
            for name, value in javascript.rates(mine).items():
                assert theirs[name] == close(value), (one, name)
    ours = told_by(PERIODS, 5)
    assert told["value"] == close({"tfr": ours.tfr, "expectancy": ours.expectancy, "migration": ours.migration})


def test_people_that_are_missing_are_told():
    leaving = {**PERIODS_JS[0], "migrationMen": [-10.0] * 21, "migrationWomen": [0.0] * 21}
    nobody = {"men": [0.0] * 21, "women": [0.0] * 21}
    step = in_node([("advance", nobody, leaving)])[0]["value"]
    assert (step["missing"], step["migration"], step["deaths"]) == (210, 0, 0)
    assert step["population"] == nobody


def test_ages_balances_and_growth_are_the_same():
    ages = BASE.ages
    people = {"starts": ages.starts, "counts": ages.counts}
    closed = Ages((0, 18, 65), (30.0, 50.0, 20.0), 100)
    closed_js = {"starts": closed.starts, "counts": closed.counts, "end": closed.end}
    profile = ([3.0, -1.0], [-2.0, 0.0])
    expected = [
        (("between", people, 20, 65), ages.between(20, 65)),
        (("between", closed_js, 18, 100), closed.between(18, 100)),
        (("median", people), ages.median),
        (("median", closed_js), closed.median),
        (("mean", people), ages.mean),
        (("mean", closed_js), closed.mean),
        (("youthQuotient", people), youth_quotient(ages)),
        (("oldAgeQuotient", people, 15, 70), old_age_quotient(ages, 15, 70)),
        (("totalQuotient", people), total_quotient(ages)),
        (("ratesByAge", [1, 2], [100, 300]), rates_by_age([1, 2], [100, 300])),
        (("growth", 100, 90, 5), growth(100, 90, 5)),
        (("doublingTime", 0.02), doubling_time(0.02)),
        (("halvingTime", -0.02), halving_time(-0.02)),
    ]
    answers = in_node([*(call for call, _ in expected), ("scaledMigration", *profile, 12)])
    for (call, value), answer in zip(expected, answers, strict=False):
        assert answer["value"] == close(value), call[0]
    men, women = scaled_migration(*map(tuple, profile), 12)
    assert [*answers[-1]["value"][0], *answers[-1]["value"][1]] == close([*men, *women])


@pytest.mark.parametrize(
    "call",
    [
        ("between", {"starts": [0, 20], "counts": [1, 1]}, 5),
        ("median", {"starts": [0], "counts": [0]}),
        ("mean", {"starts": [0], "counts": [0]}),
        ("oldAgeQuotient", {"starts": [0, 20, 65], "counts": [1, 0, 1]}),
        ("rate", 1, 0, 0),
        ("growth", 0, 5, 1),
        ("doublingTime", 0),
        ("halvingTime", 0.1),
        ("lifeTable", [0.1], "male"),
        ("scaledTo", PERIODS_JS[0]["mxMen"], "male", 4000),
        ("scaledFertility", [0, 0], 2),
        ("scaledMigration", [0], [0], 5),
        ("project", BASE_JS, [], 1),
    ],
    ids=lambda call: call[0],
)
def test_what_cannot_be_is_impossible(call):
    assert in_node([call])[0]["impossible"]
