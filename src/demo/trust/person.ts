import { makeUpn } from '../../pupils/upn.js';
import { FORENAMES, SURNAMES } from '../demo-names.js';
import { SeededRandom } from '../seeded-random.js';
import {
  EAL_SHARES,
  EFFECTS,
  ETHNICITY_SHARES,
  type Ethnicity,
  LANGUAGES,
  LEVEL,
  OTHER_LANGUAGES,
  SCHOOL_FACTORS,
  type Sen,
  SEN_FACTORS,
  SEN_SHARES,
  SHARE_ADDED_TO_MEALS,
  SHARE_DISADVANTAGED,
  SHARE_FROM_ABROAD,
  SHARE_LOOKED_AFTER,
  SHARE_OF_BOYS,
  SHARE_PREVIOUSLY_LOOKED_AFTER,
  SHARE_SERVICE,
  SLIPPING,
  SPREAD,
} from './parameters.js';
import { LA_CODE } from './school-plan.js';

/** A synthetic pupil: the same person in every school that has a row for them. */
export interface Person {
  /** Unique in the demo. */
  readonly key: string;
  /** The academic year in which the pupil began Reception. */
  readonly cohort: number;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: string;
  readonly sex: 'F' | 'M';
  readonly ethnicity: Ethnicity;
  /** Null: English. */
  readonly otherLanguage: string | null;
  readonly disadvantaged: boolean;
  /** Gets meals since all Universal Credit households do, without being disadvantaged. */
  readonly mealsOnly: boolean;
  readonly sen: Sen;
  readonly lookedAfter: boolean;
  readonly previouslyLookedAfter: boolean;
  readonly service: boolean;
  readonly upn: string;
  /** Started at a school of no trust of the demo. */
  readonly elsewhere: boolean;
  /** Came from abroad: a temporary UPN at first. */
  readonly fromAbroad: boolean;
  /** Attainment in standard deviations, without the subject's own part. */
  readonly level: number;
  readonly seed: number;
}

/** Where a person comes from. */
export interface Origin {
  readonly key: string;
  readonly cohort: number;
  /** The school of the first registration, which stands in the UPN. */
  readonly establishment: string;
  /** That school is none of the demo's. */
  readonly elsewhere: boolean;
  /** At most 999: unique among those of the establishment and cohort. */
  readonly serial: number;
  /** The school's share of disadvantaged pupils over that of all. */
  readonly factor: number;
}

/** The person of an origin: the same for the same seed. */
export function personOf(seed: number, origin: Origin): Person {
  const random = SeededRandom.of(seed, 'person', origin.key);
  const { cohort, key } = origin;
  const sex = random.chance(SHARE_OF_BOYS) ? 'M' : 'F';
  const ethnicity = random.pickByShare<Ethnicity>(ETHNICITY_SHARES);
  const otherLanguage = random.chance(EAL_SHARES[ethnicity] ?? 0.02)
    ? random.pick(LANGUAGES[ethnicity] ?? OTHER_LANGUAGES)
    : null;
  const disadvantaged = random.chance(SHARE_DISADVANTAGED * origin.factor);
  const mealsOnly = random.chance(SHARE_ADDED_TO_MEALS / (1 - SHARE_DISADVANTAGED)) && !disadvantaged;
  const sen = senOf(random, disadvantaged, sex);
  const lookedAfter = random.chance(SHARE_LOOKED_AFTER);
  const previouslyLookedAfter = random.chance(SHARE_PREVIOUSLY_LOOKED_AFTER) && !lookedAfter;
  const level =
    LEVEL +
    (disadvantaged ? EFFECTS.disadvantaged : 0) +
    EFFECTS.sen[sen] +
    (otherLanguage === null ? 0 : EFFECTS.eal) +
    (lookedAfter ? EFFECTS.lookedAfter : 0) +
    (EFFECTS.ethnicity[ethnicity] ?? 0) +
    random.normal(0, SPREAD.pupil);
  return {
    key,
    cohort,
    forename: random.pick(FORENAMES[sex]),
    surname: random.pick(SURNAMES),
    dateOfBirth: birthday(random, cohort - 4),
    sex,
    ethnicity,
    otherLanguage,
    disadvantaged,
    mealsOnly,
    sen,
    lookedAfter,
    previouslyLookedAfter,
    service: random.chance(SHARE_SERVICE),
    upn: makeUpn({
      laCode: LA_CODE,
      establishment: origin.establishment,
      year: cohort,
      serial: origin.serial,
    }),
    elsewhere: origin.elsewhere,
    fromAbroad: origin.elsewhere && random.chance(SHARE_FROM_ABROAD),
    level,
    seed: random.whole(0, 4_294_967_295),
  };
}

/** A school's share of disadvantaged pupils over that of all. */
export function disadvantageFactor(seed: number, unit: number, index: number): number {
  // Pairs of schools lie as far on either side of 1, so that a trust's share is that of all.
  const { least, most } = SCHOOL_FACTORS;
  const place = SeededRandom.of(seed, 'factor', unit, Math.floor(index / 2)).next();
  const away = ((most - least) / 2) * place;
  return index % 2 === 0 ? 1 - away : 1 + away;
}

/** What a pupil can do in one subject, in standard deviations, but for a sitting's chance. */
export interface Ability {
  readonly standing: number;
  /** What is lost over a year from a number of years since Reception on; 0 for most. */
  readonly slip: { readonly from: number; readonly by: number };
}

/** What a person can do in a subject. */
export function abilityOf(person: Person, subject: string): Ability {
  const own = SeededRandom.of(person.seed, subject);
  const girl = EFFECTS.girl[subject] ?? 0;
  const standing = person.level + (person.sex === 'F' ? girl : 0) + own.normal(0, SPREAD.subject);
  const slips = own.chance(SLIPPING.share);
  const from = own.next() * 11;
  return { standing, slip: { from, by: slips ? own.normal(SLIPPING.mean, SLIPPING.sd) : 0 } };
}

function senOf(random: SeededRandom, disadvantaged: boolean, sex: 'F' | 'M'): Sen {
  const { K, E } = SEN_SHARES[disadvantaged ? 'disadvantaged' : 'others'];
  const at = random.next() / SEN_FACTORS[sex];
  if (at < E) return 'E';
  return at < E + K ? 'K' : 'N';
}

/** Born in the twelve months to 31 August of the year. */
function birthday(random: SeededRandom, year: number): string {
  const month = random.whole(1, 12);
  const day = random.whole(1, 28);
  const born = month >= 9 ? year - 1 : year;
  return `${born}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
