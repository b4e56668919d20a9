// The engine of lms/demography in the browser: the same arithmetic in the same order, without dependencies or DOM.
// Shared test vectors hold the two together (tests/demography/test_engine_in_javascript.py).

export const GROUPS = Array.from({ length: 21 }, (_, index) => index * 5); // 0–4 … 95–99, 100 and more
const FERTILE = [3, 4, 5, 6, 7, 8, 9]; // the groups 15–19 … 45–49
const YEARS = 5;
const MORTALITY_AGES = 22; // 0, 1–4, then five years each, the last one open
const CAP = 1 - 1e-5; // the risk of dying within an age stays just below certainty
const INFANTS = {
  male: [0.045, 2.684, 1.651, -2.816, 0.33, 1.352],
  female: [0.053, 2.8, 1.522, -1.518, 0.35, 1.361],
};
const HIGH = 0.107;
const HALVINGS = 64;
const NEGLIGIBLE = 1e-6;

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Why something cannot be calculated. */
export class Impossible extends Error {}

// --- people by age: {starts, counts, end}; the last group ends before `end`, without one it is open

export function ages(population) {
  return { starts: GROUPS, counts: population.men.map((men, index) => men + population.women[index]) };
}

export function between({ starts, counts, end }, low, high) {
  const edge = (age) => {
    const index = starts.indexOf(age);
    if (index >= 0) return index;
    if (age === end) return starts.length;
    throw new Impossible(`${age} is no limit of an age group here`);
  };
  return sum(counts.slice(edge(low), high === undefined ? undefined : edge(high)));
}

export function median({ starts, counts, end }) {
  const half = sum(counts) / 2;
  let reached = 0;
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index];
    reached += count;
    if (count && reached >= half) {
      const stop = starts[index + 1] ?? end;
      const start = starts[index];
      return stop === undefined ? start : start + ((half - (reached - count)) / count) * (stop - start);
    }
  }
  throw new Impossible("nobody has no median age");
}

export function mean({ starts, counts, end }) {
  const total = sum(counts);
  if (!total) throw new Impossible("nobody has no mean age");
  const middles = counts.map((count, index) => {
    const stop = starts[index + 1] ?? end ?? starts[index] + 5; // an open group counts as five years wide
    return ((starts[index] + stop) / 2) * count;
  });
  return sum(middles) / total;
}

function working(people, young, old) {
  const count = between(people, young, old);
  if (!count) throw new Impossible(`nobody is between ${young} and ${old}; there is no quotient`);
  return count;
}

export function youthQuotient(people, young = 20, old = 65) {
  return (100 * between(people, people.starts[0], young)) / working(people, young, old);
}

export function oldAgeQuotient(people, young = 20, old = 65) {
  return (100 * between(people, old)) / working(people, young, old);
}

export function totalQuotient(people, young = 20, old = 65) {
  return youthQuotient(people, young, old) + oldAgeQuotient(people, young, old);
}

// --- balance, rates, growth

export function balance({ births = 0, deaths = 0, arrivals = 0, departures = 0 }) {
  const natural = births - deaths;
  const migration = arrivals - departures;
  return { natural, migration, change: natural + migration };
}

export function ratesByAge(events, people) {
  if (people.some((count) => !(count > 0))) throw new Impossible("there is no rate without inhabitants");
  return events.map((count, index) => (1000 * count) / people[index]);
}

export function rate(events, before, after) {
  return ratesByAge([events], [(before + after) / 2])[0];
}

export function growth(before, after, years) {
  if (!(before > 0 && after > 0 && years > 0)) {
    throw new Impossible("there is no growth from or to nobody, nor in no time");
  }
  return (after / before) ** (1 / years) - 1;
}

export function doublingTime(yearly) {
  if (!(yearly > 0)) throw new Impossible("what does not grow never doubles");
  return Math.log(2) / Math.log1p(yearly);
}

export function halvingTime(yearly) {
  if (!(yearly > -1 && yearly < 0)) throw new Impossible("what does not shrink, or ends at once, never halves");
  return -Math.log(2) / Math.log1p(yearly);
}

// --- life table

function width(age) {
  return age === 0 ? 1 : age === 1 ? 4 : 5;
}

function yearsOfTheDying(mx, sex, age) {
  if (age > 1) return width(age) / 2;
  const [a0, a0Slope, a1, a1Slope, a0High, a1High] = INFANTS[sex];
  const infant = mx[0];
  if (infant >= HIGH) return age ? a1High : a0High;
  return age ? a1 + a1Slope * infant : a0 + a0Slope * infant;
}

/** Risks q(x), survivors l(x), person-years L(x) and years left e(x) for the 22 ages of mortality. */
export function lifeTable(mx, sex) {
  if (mx.length !== MORTALITY_AGES) throw new Impossible(`${mx.length} death rates; give ${MORTALITY_AGES}`);
  const last = mx.length - 1;
  const risks = [];
  const alive = [1];
  const lived = [];
  for (let age = 0; age < last; age += 1) {
    const years = width(age);
    const share = yearsOfTheDying(mx, sex, age);
    const risk = Math.min((years * mx[age]) / (1 + (years - share) * mx[age]), CAP);
    risks.push(risk);
    lived.push(years * alive[age] * (1 - risk) + share * alive[age] * risk);
    alive.push(alive[age] * (1 - risk));
  }
  risks.push(1);
  lived.push(mx[last] ? alive[last] / mx[last] : Infinity);
  let ahead = 0;
  const yearsLeft = Array.from(lived);
  for (let age = last; age >= 0; age -= 1) {
    ahead += lived[age];
    yearsLeft[age] = ahead / alive[age];
  }
  return { risks, alive, lived, yearsLeft, expectancy: sum(lived) };
}

/** For the 21 groups the share that lives on into the group in five years; the first is that of the births. */
export function survival(mx, sex) {
  const { lived } = lifeTable(mx, sex);
  const groups = [lived[0] + lived[1], ...lived.slice(2)];
  const end = groups.length - 1;
  const shares = [groups[0] / 5];
  for (let group = 1; group < end; group += 1) shares.push(groups[group] / groups[group - 1]);
  shares.push(groups[end] === Infinity ? 1 : groups[end] / (groups[end - 1] + groups[end]));
  return shares;
}

// --- scaling

export function scaledTo(mx, sex, expectancy) {
  let low = Math.log(1e-3);
  let high = Math.log(1e3);
  const withFactor = (factor) => mx.map((one) => one * Math.exp(factor));
  const lives = (factor) => lifeTable(withFactor(factor), sex).expectancy;
  if (!(lives(high) <= expectancy && expectancy <= lives(low))) {
    throw new Impossible(`no factor on these death rates gives a life expectancy of ${expectancy} years`);
  }
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (lives(middle) > expectancy) low = middle;
    else high = middle;
  }
  return withFactor((low + high) / 2);
}

export function totalFertility(fertility) {
  return 5 * sum(fertility);
}

export function scaledFertility(fertility, tfr) {
  const now = totalFertility(fertility);
  if (tfr && !now) throw new Impossible("rates of no births cannot be scaled; give an age pattern");
  return fertility.map((one) => (now ? (one * tfr) / now : 0));
}

export function scaledMigration(men, women, total) {
  const everybody = [...men, ...women];
  const size = sum(everybody.map(Math.abs));
  if (!size) {
    if (total) throw new Impossible("a profile without migrants cannot be scaled; give an age pattern");
    return [men, women];
  }
  let now = sum(everybody);
  let sides = [men, women];
  if (Math.abs(now) < NEGLIGIBLE * size) {
    sides = sides.map((side) => side.map(Math.abs));
    now = size;
  }
  return sides.map((side) => side.map((count) => (count * total) / now));
}

// --- projection. Rates: {mxMen, mxWomen, fertility, boysPerGirl, migrationMen, migrationWomen}

/** The rates under a scenario {tfr, expectancy: [men, women], migrationFactor, migrationTotal}. */
export function applied(rates, { tfr, expectancy, migrationFactor = 1, migrationTotal }) {
  const next = { ...rates };
  if (tfr !== undefined) next.fertility = scaledFertility(rates.fertility, tfr);
  if (expectancy) {
    next.mxMen = scaledTo(rates.mxMen, "male", expectancy[0]);
    next.mxWomen = scaledTo(rates.mxWomen, "female", expectancy[1]);
  }
  let sides = [rates.migrationMen, rates.migrationWomen];
  if (migrationTotal !== undefined) sides = scaledMigration(...sides, migrationTotal);
  [next.migrationMen, next.migrationWomen] = sides.map((side) => side.map((count) => migrationFactor * count));
  return next;
}

export function project(base, periods, steps, scenario = {}) {
  if (!periods.length) throw new Impossible("a projection needs the rates of at least one period");
  const known = (scenario.holdFirst ? periods.slice(0, 1) : periods).map((rates) => applied(rates, scenario));
  const done = [];
  let population = base;
  for (let number = 0; number < steps; number += 1) {
    const step = advance(population, known[Math.min(number, known.length - 1)]);
    done.push(step);
    population = step.population;
  }
  return done;
}

/** Five years. */
export function advance(before, rates) {
  const men = grown(before.men, rates.mxMen, "male", rates.migrationMen);
  const women = grown(before.women, rates.mxWomen, "female", rates.migrationWomen);
  const births = sum(
    FERTILE.map((group, index) => YEARS * rates.fertility[index] * ((before.women[group] + women.groups[group]) / 2)),
  );
  const boys = (births * rates.boysPerGirl) / (1 + rates.boysPerGirl);
  const [youngestMen, boysMissing] = filled(boys * men.newborn + rates.migrationMen[0] / 2);
  const [youngestWomen, girlsMissing] = filled((births - boys) * women.newborn + rates.migrationWomen[0] / 2);
  const population = { men: [youngestMen, ...men.groups.slice(1)], women: [youngestWomen, ...women.groups.slice(1)] };
  const missing = men.missing + women.missing + boysMissing + girlsMissing;
  const migration = sum(rates.migrationMen) + sum(rates.migrationWomen) + missing;
  const deaths = total(before) + migration + births - total(population);
  return { population, births, deaths, migration, missing };
}

export function total(population) {
  return sum(population.men) + sum(population.women);
}

function grown(before, mx, sex, migration) {
  const shares = survival(mx, sex);
  const [joined, missing] = allFilled(before.map((count, group) => count + migration[group] / 2));
  const end = joined.length - 1;
  const aged = joined.slice(0, -2).map((count, group) => shares[group + 1] * count);
  aged.push(shares[end] * (joined[end - 1] + joined[end]));
  const [groups, more] = allFilled(aged.map((count, group) => count + migration[group + 1] / 2));
  return { groups: [0, ...groups], missing: missing + more, newborn: shares[0] };
}

function allFilled(counts) {
  const pairs = counts.map(filled);
  return [pairs.map(([count]) => count), sum(pairs.map(([, missing]) => missing))];
}

function filled(count) {
  return count >= 0 ? [count, 0] : [0, -count];
}

// --- the sandbox: what a learner sets, as rates (lms/demography/assumptions.py)

export function toldBy(periods, steps) {
  const taken = used(periods, steps);
  const moved = sum(taken.map((rates) => sum(rates.migrationMen) + sum(rates.migrationWomen)));
  const last = taken.at(-1);
  return {
    tfr: sum(taken.map((rates) => totalFertility(rates.fertility))) / steps,
    expectancy: (lifeTable(last.mxMen, "male").expectancy + lifeTable(last.mxWomen, "female").expectancy) / 2,
    migration: moved / (YEARS * steps),
  };
}

/** One period a step. What is undefined leaves the rates as they are. */
export function assumedRates(periods, steps, { tfr, expectancy, migration }) {
  const told = toldBy(periods, steps);
  const fertility = tfr === undefined || !told.tfr ? 1 : tfr / told.tfr;
  const longer = expectancy === undefined ? 0 : expectancy - told.expectancy;
  const more = migration === undefined ? 0 : (migration - told.migration) * YEARS;
  const profile = ["migrationMen", "migrationWomen"].map((side) => GROUPS.map((_, group) => sum(periods.map((rates) => rates[side][group]))));
  const [men, women] = more ? scaledMigration(...profile, more) : [GROUPS.map(() => 0), GROUPS.map(() => 0)];
  return used(periods, steps).map((rates, number) => {
    const shift = longer * (steps > 1 ? number / (steps - 1) : 1);
    return {
      ...rates,
      fertility: rates.fertility.map((one) => one * fertility),
      mxMen: livingLonger(rates.mxMen, "male", shift),
      mxWomen: livingLonger(rates.mxWomen, "female", shift),
      migrationMen: rates.migrationMen.map((count, group) => count + men[group]),
      migrationWomen: rates.migrationWomen.map((count, group) => count + women[group]),
    };
  });
}

function used(periods, steps) {
  return Array.from({ length: steps }, (_, number) => periods[Math.min(number, periods.length - 1)]);
}

function livingLonger(mx, sex, shift) {
  return shift ? scaledTo(mx, sex, lifeTable(mx, sex).expectancy + shift) : mx;
}
