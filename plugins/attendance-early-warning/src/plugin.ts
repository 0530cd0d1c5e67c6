import { definePlugin, insufficientData, noAction, recommend, type AttendanceFact } from '@espalier/sdk';
import { tenWeeks, whatToAskFirst } from './what-is-known.js';
import { inPercent, roundedShare } from './words.js';

export default definePlugin({
  policies: {
    'attendance-early-warning'({ attendance }, { settings, asOf }) {
      if (!attendance) {
        return insufficientData(['attendance'], {
          reason: 'Attendance is not known, or there have been fewer than 10 possible sessions this year.',
        });
      }
      const { absence } = attendance;
      const missed = inWordsAbsence(attendance);
      const information = tenWeeks(attendance, settings.unauthorisedSessions);
      const reviewBy = asOf.add({ weeks: settings.reviewWeeks });
      const evidence = (threshold: number) => [
        {
          input: 'attendance',
          value: roundedShare(absence),
          expected: threshold,
          label: 'absence, year to date',
        },
        ...(information?.evidence ?? []),
      ];

      const severe = absence >= settings.severeAbsence;
      if (severe || absence >= settings.persistentAbsence) {
        const threshold = severe ? settings.severeAbsence : settings.persistentAbsence;
        return recommend({
          // One rule for both, so that a step from persistent to severe revises the recommendation that is open.
          rule: 'absence',
          wave: severe ? 3 : 2,
          provisionType: severe ? settings.severeProvisionType : settings.persistentProvisionType,
          urgent: severe,
          reason: sentences(
            `${missed} From ${inPercent(threshold)} absence is called ${severe ? 'severe' : 'persistent'}.`,
            whatToAskFirst(attendance, settings.mostlyAuthorised),
            information?.sentence,
          ),
          evidence: evidence(threshold),
          reviewBy,
        });
      }
      if (absence >= settings.watchAbsence) {
        return noAction('watch', {
          reason: sentences(
            `${missed} It is watched from ${inPercent(settings.watchAbsence)}.`,
            information?.sentence,
          ),
          evidence: evidence(settings.watchAbsence),
          reviewBy,
        });
      }
      return noAction('noneNeeded', {
        reason: sentences(missed, information?.sentence),
        evidence: evidence(settings.watchAbsence),
      });
    },
  },
});

function inWordsAbsence({ absence, absent, possible, partial }: AttendanceFact): string {
  const reservation = partial ? ', with some weeks not yet received' : '';
  return `Absent for ${inPercent(absence)} of sessions (half days) this year: ${absent} of ${possible}${reservation}.`;
}

function sentences(...some: readonly (string | undefined)[]): string {
  return some.filter((sentence) => sentence !== undefined).join(' ');
}
