import type {
  DisadvantageFact,
  EnglishProficiency,
  EthnicityCode,
  LanguageFact,
  LookedAfterFact,
  SenFact,
  SenProvision,
  SenType,
  YesNoUnknown,
} from '@espalier/sdk';
import { meetingsExpected } from '../../plans/send/parent-meetings.js';
import { CENSUS_DAYS } from '../../pupils/ever-six/census-days.js';
import { everSixOf } from '../../pupils/ever-six/ever-six.js';
import { firstLanguageGroup } from '../../pupils/first-language.js';
import { heldSince, holds } from '../../pupils/spells.js';
import type { CharacteristicKind } from '../../pupils/code-sets.js';
import type { SchoolCalendar } from './school-calendar.js';

/** A spell of a characteristic, or of a need. */
interface DatedRow {
  readonly startDate: string;
  readonly endDate: string | null;
}

/** A characteristic of a pupil over a span of dates. */
export interface CharacteristicSpell extends DatedRow {
  readonly kind: CharacteristicKind;
  readonly value: string;
}

/** A need of a pupil with SEN over a span of dates. */
export interface NeedSpell extends DatedRow {
  readonly needType: SenType;
  readonly needRank: number;
}

/** The spells of one pupil's characteristics, as one day sees them. */
export class CharacteristicsOnDay {
  constructor(
    private readonly spells: readonly CharacteristicSpell[],
    private readonly asOf: string,
  ) {}

  sen(needs: readonly NeedSpell[], calendar: SchoolCalendar): SenFact | null {
    const spell = this.on('sen');
    if (!spell) return null;
    const since = this.since(spell);
    const supported = this.ofKind('sen').filter((it) => it.value === 'K' || it.value === 'E');
    return {
      provision: spell.value as SenProvision,
      since,
      schoolDays: calendar.schoolDaysSince(since),
      needs: needs
        .filter((it) => holds(span(it), this.asOf))
        .map((it) => ({ type: it.needType, rank: it.needRank, since: it.startDate }))
        .sort((a, b) => a.rank - b.rank || (a.type < b.type ? -1 : 1)),
      parentMeetingsExpected: meetingsExpected(calendar.terms, supported, this.asOf),
    };
  }

  /** Null for the date of birth of a pupil who has been erased. */
  disadvantage(dateOfBirth: string | null, ncYearAtCensus: string | null): DisadvantageFact {
    const spells = this.ofKind('fsmDisadvantage');
    const facts = dateOfBirth === null ? null : { dateOfBirth, ncYearAtCensus, spells };
    return {
      fsm: this.answer('fsm'),
      fsmDisadvantage: this.answer('fsmDisadvantage'),
      everSix: facts ? everSixOf(facts, this.asOf, CENSUS_DAYS).everSix : 'unknown',
      pupilPremium: this.answer('pupilPremium'),
      serviceChild: this.answer('serviceChild'),
    };
  }

  lookedAfter(): LookedAfterFact {
    return {
      lookedAfter: this.answer('lookedAfter'),
      previouslyLookedAfter: this.answer('previouslyLookedAfter'),
    };
  }

  ethnicity(): EthnicityCode | null {
    return (this.on('ethnicity')?.value ?? null) as EthnicityCode | null;
  }

  language(): LanguageFact {
    const first = this.on('firstLanguage')?.value ?? null;
    const group = first === null ? null : firstLanguageGroup(first);
    const proficiency = this.on('englishProficiency');
    return {
      firstLanguage: first,
      eal: group === null ? 'unknown' : group === 'other' ? 'yes' : 'no',
      proficiency: (proficiency?.value ?? null) as EnglishProficiency | null,
      proficiencySince: proficiency ? this.since(proficiency) : null,
    };
  }

  private ofKind(kind: CharacteristicKind): CharacteristicSpell[] {
    return this.spells.filter((it) => it.kind === kind);
  }

  private on(kind: CharacteristicKind): CharacteristicSpell | undefined {
    return this.spells.find((it) => it.kind === kind && holds(span(it), this.asOf));
  }

  private answer(kind: CharacteristicKind): YesNoUnknown {
    const value = this.on(kind)?.value;
    return value === 'yes' || value === 'no' ? value : 'unknown';
  }

  private since(spell: CharacteristicSpell): string {
    return heldSince(
      { ...span(spell), value: spell.value },
      this.ofKind(spell.kind).map((it) => ({ ...span(it), value: it.value })),
    );
  }
}

function span({ startDate, endDate }: DatedRow) {
  return { start: startDate, end: endDate };
}
