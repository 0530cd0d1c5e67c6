import { configuration, espalier, packageJson, policy, threshold } from '../manifest/manifest.factory.js';
import { errorsIn } from './errors-in.factory.js';
import { guidePlugin, TemporaryPlugin } from './temporary-plugin.factory.js';

const manifest = packageJson({
  espalier: espalier({
    contributes: {
      policies: [
        policy(),
        policy({
          id: 'everything',
          inputs: ['results', 'targets:reading', 'targets:art', 'attendance', 'age', 'plans', 'sen'],
        }),
      ],
      configuration: configuration({
        threshold: threshold({ description: 'A score.\nOr */ two.' }),
        mode: { type: 'string', enum: ['gentle', "it's"], default: 'gentle' },
        groups: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, default: [] },
        on: { type: 'boolean', default: true },
      }),
    },
  }),
});

let plugin: TemporaryPlugin;
beforeAll(async () => {
  plugin = await TemporaryPlugin.create({ 'package.json': JSON.stringify(manifest) });
});
afterAll(() => plugin.remove());

/** Both policies; the first has these lines, each of which must not compile where marked. */
function policies(lines: string, everything = ''): string {
  return `import { definePlugin, insufficientData, noAction, recommend } from '@espalier/sdk';
export default definePlugin({ policies: {
  'reading-catch-up'(learner, { settings, asOf, nextAssessmentPoint }) {
    void [settings, asOf, nextAssessmentPoint, recommend, insufficientData];
    ${lines}
    return noAction();
  },
  everything(learner, { settings }) { ${everything} return [noAction('notApplicable', { subject: settings.mode })]; },
} });`;
}

describe('espalier types', () => {
  test('writes the declared inputs and settings, and again nothing', async () => {
    expect((await plugin.run('types')).out[0]).toMatch(/espalier-env\.d\.ts written$/);
    expect((await plugin.run('types')).out[0]).toMatch(/espalier-env\.d\.ts is up to date$/);
    expect(JSON.parse((await plugin.run('types', '--json')).out[0]!)).toEqual({
      file: expect.stringMatching(/espalier-env\.d\.ts$/),
      changed: false,
    });
    expect((await plugin.read('espalier-env.d.ts')).toString())
      .toBe(`// Written by \`espalier types\` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'reading-catch-up': { kind: 'intervention'; inputs: 'yearGroup' | 'results:reading' };
      'everything': { kind: 'intervention'; inputs: 'results' | 'targets:reading' | 'targets:art' | 'attendance' | 'age' | 'plans' | 'sen' };
    };
    settings: {
      /** A score. Or * / two. */
      readonly threshold: number;
      readonly mode: 'gentle' | 'it\\'s';
      readonly groups: readonly ('a' | 'b')[];
      readonly on: boolean;
    };
  }
}
`);
  });

  test('what is declared compiles', async () => {
    const lines = `
      const year: string | null = learner.yearGroup;
      const reading = learner.results.reading?.at(-1)?.value;
      const score: number = settings.threshold;
      const first: 'a' | 'b' | undefined = settings.groups[0];
      const review: Temporal.PlainDate = nextAssessmentPoint ?? asOf.add({ weeks: 6 });
      if (year === null) return insufficientData(['yearGroup', 'results:reading'], { reason: 'Year not known.' });
      if (reading == null) return noAction('watch', { reason: 'No result yet.', reviewBy: review });
      if (first || score > reading) return recommend({ rule: 'r', wave: 2, provisionType: 'p', reason: 'x', evidence: [] });`;
    const everything = `
      const any = learner.results['anything']?.length, art = learner.targets.art?.[0]?.due;
      const years: number | undefined = learner.age?.years;
      const supported = learner.sen?.provision === 'K' && (learner.sen.schoolDays ?? 0) > 10;
      const overdue = learner.plans.cycles.some((it) => it.reviewStatus === 'overdue');
      void [any, art, years, supported, overdue, learner.attendance?.lastTenWeeks?.unauthorised, learner.ref];`;
    expect(await errorsIn(plugin, policies(lines, everything))).toEqual([]);
  });

  test('what is not declared does not compile', async () => {
    const lines = `
      // @ts-expect-error interventions is not declared
      void learner.interventions;
      // @ts-expect-error nor is what is sensitive
      void learner.sen;
      // @ts-expect-error nor is another subject
      void learner.results.mathematics;
      // @ts-expect-error a subject may have no results
      void learner.results.reading.length;
      // @ts-expect-error no names, ever
      void learner.legalSurname;
      // @ts-expect-error the learner is read-only
      learner.yearGroup = '7';
      // @ts-expect-error a setting that is not in the configuration
      void settings.treshold;
      // @ts-expect-error a setting of another type
      const text: string = settings.threshold; void text;
      // @ts-expect-error there is no clock in the context
      void Temporal.PlainDate.now;
      // @ts-expect-error an input that does not exist
      insufficientData(['result:reading']);
      // @ts-expect-error a watch needs a reason and a date
      noAction('watch');
      // @ts-expect-error there are three waves
      recommend({ rule: 'r', wave: 4, provisionType: 'p', reason: 'x', evidence: [] });
      // @ts-expect-error a recommendation needs a reason
      recommend({ rule: 'r', wave: 2, provisionType: 'p', evidence: [] });`;
    const everything = `
      // @ts-expect-error only the subjects that are declared
      void learner.targets.music;
      // @ts-expect-error attendance may be unknown
      void learner.attendance.absence;
      // @ts-expect-error so may SEN provision
      void learner.sen.provision;
      // @ts-expect-error which is N, K or E
      void (learner.sen?.provision === 'S');
      // @ts-expect-error of two sensitive inputs each is declared for itself
      void learner.lookedAfter;
      // @ts-expect-error an age is no date of birth
      void learner.dateOfBirth;`;
    expect(await errorsIn(plugin, policies(lines, everything))).toEqual([]);
  });

  test.each([
    ['a policy that is missing', guidePlugin, /Property ''everything'' is missing/],
    [
      'a policy that is not declared',
      policies('').replace('everything(', 'other() { return noAction(); }, everything('),
      /'other' does not exist/,
    ],
    [
      'a promise',
      policies('').replace("'reading-catch-up'(", "async 'reading-catch-up'("),
      /Promise<NoActionVerdict>' is not assignable/,
    ],
    ['a bare text', policies("if (asOf) return 'wave 2';"), /is not assignable to type 'Verdict/],
  ])('%s does not compile', async (_name, source, message) => {
    expect((await errorsIn(plugin, source)).join('\n')).toMatch(message);
  });
});
