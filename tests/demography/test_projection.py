"""The projection against its vectors and the United Nations, and the laws that any projection keeps."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.demography import LifeTable, Population, Scenario, old_age_quotient, project, youth_quotient
from lms.demography.lifetable import scaled_to
from lms.demography.scenario import scaled_migration, total_fertility
from tests.demography.inputs import AS_OF, BASE, INPUTS, PERIODS, population, rates, read, scenario

VECTORS = read("projection_vectors.json")
TOLERANCE = VECTORS["tolerance_thousand"]
PERIOD_OF = {period["period"]: period for period in INPUTS["periods"]}
SEX = {"M": "male", "F": "female"}
NOBODY = Population((0.0,) * 21, (0.0,) * 21)

groups = st.lists(st.floats(0, 5000), min_size=21, max_size=21).map(tuple)
populations = st.builds(Population, groups, groups)


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda v: f"{v['name']}, {v['year']}")
def test_the_vectors_are_met(vector):
    *_, step = project(BASE, AS_OF, PERIODS, vector["steps"], scenario(vector["args"]))
    expected = vector["expected"]
    assert step.population.men == pytest.approx(expected["popM"], abs=TOLERANCE)
    assert step.population.women == pytest.approx(expected["popF"], abs=TOLERANCE)
    for account in ("births", "deaths", "migration"):
        assert getattr(step, account) == pytest.approx(expected[account], abs=TOLERANCE)
    ages = step.ages
    assert {
        "total": ages.total,
        "u20": ages.between(0, 20),
        "a20_64": ages.between(20, 65),
        "a65plus": ages.between(65),
        "a80plus": ages.between(80),
        "jugendquotient": youth_quotient(ages),
        "altenquotient": old_age_quotient(ages),
        "median_age": ages.median,
    } == pytest.approx(expected["indicators"], abs=TOLERANCE)


@pytest.mark.parametrize("table", VECTORS["lifetables"], ids=lambda t: f"{t['period']} {t['sex']}")
def test_the_life_tables_are_met(table):
    made = LifeTable(tuple(PERIOD_OF[table["period"]][f"mx{table['sex']}"]), SEX[table["sex"]])
    assert made.expectancy == pytest.approx(table["e0"], abs=1e-6)
    assert made.survival == pytest.approx(table["S"], abs=1e-9)


@pytest.mark.parametrize("scaling", VECTORS["e0_scaling"], ids=lambda s: f"{s['sex']} {s['target_e0']}")
def test_the_factors_on_mortality_are_met(scaling):
    mx = tuple(PERIOD_OF[scaling["period"]][f"mx{scaling['sex']}"])
    scaled = scaled_to(mx, SEX[scaling["sex"]], scaling["target_e0"])
    assert scaled[10] / mx[10] == pytest.approx(scaling["k"], rel=1e-9)


def test_the_united_nations_are_met_within_a_fifth_of_a_per_cent():
    told, medium = read("wpp2019_inputs.json"), read("wpp2019_medium.json")["by_year"]
    steps = project(population(told["base"]), date(2020, 7, 1), [rates(p) for p in told["periods"]], 6)
    official = population(medium["2050"])
    ours = steps[-1].population
    assert ours.total / official.total - 1 == pytest.approx(-0.0015, abs=0.0005)
    assert old_age_quotient(ours.ages) == pytest.approx(57.8, abs=0.05)
    assert old_age_quotient(official.ages) == pytest.approx(58.1, abs=0.05)
    off = sum(
        abs(mine - theirs)
        for mine, theirs in zip((*ours.men, *ours.women), (*official.men, *official.women), strict=True)
    )
    assert off / official.total == pytest.approx(0.010, abs=0.001)


@pytest.mark.parametrize("number", range(6))
def test_every_year_is_near_the_medium_variant_of_the_united_nations(number):
    told, medium = read("wpp2019_inputs.json"), read("wpp2019_medium.json")["by_year"]
    steps = project(population(told["base"]), date(2020, 7, 1), [rates(p) for p in told["periods"]], 6)
    official = population(medium[str(2025 + 5 * number)])
    assert steps[number].population.total == pytest.approx(official.total, rel=0.002)
    assert old_age_quotient(steps[number].ages) == pytest.approx(old_age_quotient(official.ages), abs=0.5)


def test_a_result_says_the_day_it_stands_for():
    assert [step.as_of for step in project(BASE, AS_OF, PERIODS, 5)][-1] == date(2049, 12, 31)
    assert project(BASE, date(2024, 2, 29), PERIODS, 1)[0].as_of == date(2029, 2, 28)


@given(populations, st.floats(0, 4), st.floats(-3, 3))
def test_the_account_closes(base, tfr, migration):
    before = base.total
    for step in project(base, AS_OF, PERIODS, 3, Scenario(tfr=tfr, migration_factor=migration)):
        after = before + step.births - step.deaths + step.migration
        assert after == pytest.approx(step.population.total, abs=1e-6)
        assert step.deaths >= -1e-6
        before = step.population.total


@given(populations, populations)
def test_populations_add_over_parts_when_nobody_moves(one, other):
    still = Scenario(migration_factor=0)
    both = Population(
        tuple(a + b for a, b in zip(one.men, other.men, strict=True)),
        tuple(a + b for a, b in zip(one.women, other.women, strict=True)),
    )
    together = project(both, AS_OF, PERIODS, 4, still)[-1].population
    apart = [project(part, AS_OF, PERIODS, 4, still)[-1].population for part in (one, other)]
    assert together.men == pytest.approx([a + b for a, b in zip(apart[0].men, apart[1].men, strict=True)])
    assert together.women == pytest.approx([a + b for a, b in zip(apart[0].women, apart[1].women, strict=True)])


@given(populations, st.floats(0.1, 4))
def test_births_are_linear_in_fertility_until_the_girls_born_grow_up(base, tfr):
    one, double = (
        project(base, AS_OF, PERIODS, 3, Scenario(tfr=factor * tfr, migration_factor=0)) for factor in (1, 2)
    )
    assert [step.births for step in double] == pytest.approx([2 * step.births for step in one])


@given(populations)
def test_without_deaths_and_moves_everybody_gets_five_years_older(base):
    immortal = replace(PERIODS[0], mx_men=(0.0,) * 22, mx_women=(0.0,) * 22)
    step = project(base, AS_OF, [immortal], 1, Scenario(tfr=0, migration_factor=0))[0]
    assert step.population.men == pytest.approx((0, *base.men[:-2], base.men[-2] + base.men[-1]))
    assert step.deaths == pytest.approx(0, abs=1e-6)


def test_a_group_that_has_nobody_left_is_reported():
    leaving = replace(PERIODS[0], migration_men=(-10.0,) * 21, migration_women=(0.0,) * 21)
    step = project(NOBODY, AS_OF, [leaving], 1)[0]
    assert step.population == NOBODY
    assert step.missing == 210
    assert step.migration == step.deaths == 0


def test_with_no_births_and_moves_a_population_dies_out():
    steps = project(BASE, AS_OF, PERIODS, 30, Scenario(tfr=0, migration_factor=0))
    assert steps[-1].population.total < 1e-3
    assert all(step.births == 0 for step in steps)


def test_after_the_last_period_its_rates_stay():
    assert project(BASE, AS_OF, PERIODS, 7)[:5] == project(BASE, AS_OF, PERIODS, 5)
    assert project(BASE, AS_OF, PERIODS, 7) == project(BASE, AS_OF, [*PERIODS, PERIODS[-1], PERIODS[-1]], 7)


@given(st.floats(0, 6))
def test_fertility_adds_up_to_the_children_wanted(tfr):
    assert total_fertility(Scenario(tfr=tfr).applied(PERIODS[0]).fertility) == pytest.approx(tfr)


@given(st.floats(-5000, 5000))
def test_migration_adds_up_to_the_total_wanted(total):
    applied = Scenario(migration_total=total).applied(PERIODS[0])
    assert sum(applied.migration_men) + sum(applied.migration_women) == pytest.approx(total, abs=1e-6)


def test_a_profile_that_comes_to_nothing_gives_its_shape():
    men, women = scaled_migration((3.0, -1.0), (-2.0, 0.0), 12)
    assert (*men, *women) == (6, 2, 4, 0)


@pytest.mark.parametrize("expectancy", [60.0, 75.0, 82.5, 90.0])
def test_life_expectancy_is_what_was_asked_for(expectancy):
    made = LifeTable(scaled_to(PERIODS[0].mx_women, "female", expectancy), "female")
    assert made.expectancy == pytest.approx(expectancy, abs=1e-9)


@given(st.lists(st.floats(0, 5), min_size=22, max_size=22).map(tuple), st.sampled_from(["male", "female"]))
def test_survival_is_a_share(mx, sex):
    assert all(0 <= share <= 1 + 1e-12 for share in LifeTable(mx, sex).survival)


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: Population((1.0,), (1.0,)), "men has 1 values; give 21"),
        (lambda: Population((-1.0,) * 21, (1.0,) * 21), "fewer than no people"),
        (lambda: replace(PERIODS[0], fertility=(0.1,)), "fertility has 1 values; give 7"),
        (lambda: replace(PERIODS[0], boys_per_girl=-1), "never fewer than none"),
        (lambda: LifeTable((0.1,) * 21, "male"), "21 death rates; give 22"),
        (lambda: LifeTable((-0.1,) * 22, "male"), "negative or no number"),
        (lambda: scaled_to(PERIODS[0].mx_men, "male", 4000), "no factor on these death rates"),
        (lambda: project(BASE, AS_OF, [], 1), "at least one period"),
        (lambda: scaled_migration((0.0,), (0.0,), 5), "without migrants"),
        (lambda: Scenario(tfr=2).applied(replace(PERIODS[0], fertility=(0.0,) * 7)), "no births cannot be scaled"),
    ],
)
def test_what_cannot_be_projected_is_said(build, told):
    with pytest.raises(ValueError, match=told):
        build()
