import type { Learner } from '@espalier/sdk';
import { places, type Reader } from '../../database/database.js';
import { ageOn } from '../../pupils/age.js';
import type { CharacteristicKind } from '../../pupils/code-sets.js';
import { CENSUS_DAYS } from '../../pupils/ever-six/census-days.js';
import { fundingCensusOf } from '../../pupils/ever-six/ever-six.js';
import { byPupil } from './by-pupil.js';
import { CharacteristicsOnDay, type CharacteristicSpell, type NeedSpell } from './characteristic-facts.js';
import { knownRows, type PupilSpan } from './known-rows.js';
import type { SchoolCalendar } from './school-calendar.js';
import type { EnrolmentRow } from './snapshot-rows.js';
import type { WantedInputs } from './wanted-inputs.js';

/** What characteristics need of a run's frame. */
interface CharacteristicFrame {
  readonly asOf: string;
  readonly knownVersion: number;
  readonly calendar: SchoolCalendar;
}

/** The inputs that are read from the pupil and its characteristics. */
const INPUTS = ['age', 'sen', 'disadvantage', 'lookedAfter', 'ethnicity', 'language', 'sex'] as const;

export type CharacteristicFacts = Pick<Learner, (typeof INPUTS)[number]>;

const KINDS: Partial<Record<(typeof INPUTS)[number], readonly CharacteristicKind[]>> = {
  sen: ['sen'],
  disadvantage: ['fsm', 'fsmDisadvantage', 'pupilPremium', 'serviceChild'],
  lookedAfter: ['lookedAfter', 'previouslyLookedAfter'],
  ethnicity: ['ethnicity'],
  language: ['firstLanguage', 'englishProficiency'],
};

interface PupilRow {
  readonly pupil_id: string;
  readonly dateOfBirth: string;
  readonly sex: 'F' | 'M' | null;
}

type OfPupil<R> = R & { readonly pupil_id: string };

const DATES = 'start_date as startDate, end_date as endDate';

/**
 * Reads what is wanted of the characteristics of the pupils of a batch, and nothing else: at most one query for each
 * of the tables pupil, characteristic, need and, for the census that pays pupil premium, roll.
 */
export async function readCharacteristics(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion, calendar }: CharacteristicFrame,
  wanted: WantedInputs,
): Promise<(pupilId: string) => CharacteristicFacts> {
  const kinds = INPUTS.flatMap((it) => (wanted[it] ? (KINDS[it] ?? []) : []));
  const census = fundingCensusOf(asOf, CENSUS_DAYS)?.date;
  const begun = { sql: 'start_date <= ?', params: [asOf] };
  const [pupils, spells, needs, roll] = await Promise.all([
    wanted.age || wanted.sex || wanted.disadvantage
      ? knownRows<PupilRow>(
          reader,
          'pupil',
          'id as pupil_id, date_of_birth as dateOfBirth, sex',
          span,
          knownVersion,
        )
      : [],
    kinds.length > 0
      ? knownRows<OfPupil<CharacteristicSpell>>(
          reader,
          'characteristic',
          `pupil_id, kind, value, ${DATES}`,
          span,
          knownVersion,
          { sql: `${begun.sql} and kind in (${places(kinds.length)})`, params: [asOf, ...kinds] },
        )
      : [],
    wanted.sen
      ? knownRows<OfPupil<NeedSpell>>(
          reader,
          'sen_need',
          `pupil_id, need_type as needType, need_rank as needRank, ${DATES}`,
          span,
          knownVersion,
          begun,
        )
      : [],
    wanted.disadvantage && census !== undefined
      ? knownRows<EnrolmentRow>(reader, 'enrolment', 'pupil_id, nc_year', span, knownVersion, {
          sql: 'entry_date <= ? and (leaving_date is null or leaving_date >= ?)',
          params: [census, census],
        })
      : [],
  ]);
  const pupilOf = new Map(pupils.map((it) => [it.pupil_id, it]));
  const [spellsOf, needsOf, rollOf] = [byPupil(spells), byPupil(needs), byPupil(roll)];
  return (pupilId) => {
    const pupil = pupilOf.get(pupilId);
    const onDay = new CharacteristicsOnDay(spellsOf.get(pupilId) ?? [], asOf);
    const ncYearAtCensus = rollOf.get(pupilId)?.[0]?.nc_year ?? null;
    return {
      ...(wanted.age && { age: pupil ? ageOn(pupil.dateOfBirth, asOf) : null }),
      ...(wanted.sen && { sen: onDay.sen(needsOf.get(pupilId) ?? [], calendar) }),
      ...(wanted.disadvantage && {
        disadvantage: onDay.disadvantage(pupil?.dateOfBirth ?? null, ncYearAtCensus),
      }),
      ...(wanted.lookedAfter && { lookedAfter: onDay.lookedAfter() }),
      ...(wanted.ethnicity && { ethnicity: onDay.ethnicity() }),
      ...(wanted.language && { language: onDay.language() }),
      ...(wanted.sex && { sex: pupil?.sex ?? null }),
    };
  };
}
