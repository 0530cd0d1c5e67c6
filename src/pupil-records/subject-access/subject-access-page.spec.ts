import { subjectAccessPage } from './subject-access-page.js';
import type { SubjectAccessView } from './subject-access.view.js';

const record = (values: Record<string, unknown>, replacedAt: string | null = null): SubjectAccessView => ({
  pupilId: '1',
  schoolId: '2',
  name: 'Amira <b>Okafor</b>',
  schoolName: 'St Mary’s & St John’s',
  madeAt: '2026-07-01T22:30:00.000Z',
  sections: [
    {
      resource: 'results',
      title: 'Assessment results',
      records: [{ id: '3', recordedAt: '2026-01-09T09:00:00.000Z', replacedAt, values }],
    },
    { resource: 'plans', title: 'Plans', records: [] },
  ],
  names: { '0198a000-0000-7000-8000-000000000001': 'Ruth & Co' },
  subjects: { mathematics: 'Mathematics', drama: 'Drama' },
  provisionTypes: { 'small-group-catch-up': 'Small-group catch-up' },
  accesses: [
    {
      at: '2026-02-01T10:00:00.000Z',
      action: 'sensitive.read',
      by: 'Sam "SENCo"',
      staffId: '4',
      clientId: 'staff',
      resource: 'pupils',
      resourceId: '1',
    },
  ],
});

describe('the readable document of a subject access request', () => {
  it.each<[string, unknown, string]>([
    ['a text', 'Long & <script>alert(1)</script>', 'Long &amp; &lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a number', 0, '<td>0</td>'],
    ['yes', true, '<td>yes</td>'],
    ['no', false, '<td>no</td>'],
    ['a list', ['a', '<i>'], '<ul><li>a</li><li>&lt;i&gt;</li></ul>'],
    ['an empty list', [], '<td>none</td>'],
    ['an object', { dueDate: "it's", none: null }, '<td>Due date: it&#39;s</td>'],
  ])('shows %s', (_case, value, wanted) => {
    expect(subjectAccessPage(record({ member: value }))).toContain(wanted);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a date in words', 'results', { date: '2026-02-09' }, '<th>Date</th><td>9 February 2026</td>'],
    [
      'an instant in England',
      'decisions',
      { at: '2026-07-01T22:30:00.000Z' },
      '<td>1 July 2026 at 23:30</td>',
    ],
    ['pence as pounds', 'referrals', { costPence: 1205 }, '<td>£12.05</td>'],
    ['a result status', 'results', { status: 'P' }, '<td>provisional (P)</td>'],
    ['SEN support', 'characteristics', { kind: 'sen', value: 'K' }, '<td>SEN support (K)</td>'],
    [
      'proficiency E, no plan',
      'characteristics',
      { kind: 'englishProficiency', value: 'E' },
      '<td>fluent (E)</td>',
    ],
    ['a type of need', 'sen-needs', { needType: 'SLCN' }, 'speech, language and communication needs (SLCN)'],
    ['a year as it is', 'enrolments', { ncYear: '6' }, '<th>NC year</th><td>6</td>'],
    ['Reception', 'enrolments', { ncYear: 'R' }, '<td>Reception (R)</td>'],
    ['a word of the product', 'characteristics', { kind: 'fsm' }, '<td>free school meals</td>'],
    [
      'what a rule answered',
      'evaluation-result',
      { verdicts: [{ kind: 'noAction' }] },
      'Kind: recommends nothing',
    ],
    ['a code elsewhere as it is', 'contacts', { name: 'R' }, '<td>R</td>'],
    [
      'a name for an id',
      'plans',
      { coordinatorStaffId: '0198a000-0000-7000-8000-000000000001' },
      '<th>Coordinator staff</th><td>Ruth &amp; Co</td>',
    ],
    ['an ethnicity', 'characteristics', { kind: 'ethnicity', value: 'BWEL' }, '<td>Black Welsh (BWEL)</td>'],
    ['a subject by its name', 'results', { subject: 'mathematics' }, '<th>Subject</th><td>Mathematics</td>'],
    ['a subject that the school has no more', 'results', { subject: 'latin' }, '<td>latin</td>'],
    [
      'subjects by their names',
      'plans',
      { subjects: ['mathematics', 'drama'] },
      '<ul><li>Mathematics</li><li>Drama</li></ul>',
    ],
    ['a subject’s code elsewhere as it is', 'plans', { approach: 'drama' }, '<td>drama</td>'],
    [
      'a kind of provision by its name',
      'interventions',
      { provisionTypeKey: 'small-group-catch-up' },
      '<td>Small-group catch-up</td>',
    ],
    ['an id that has no name', 'plans', { planId: '0198a000' }, '<th>Plan ID</th><td>0198a000</td>'],
  ])('says %s', (_case, resource, values, wanted) => {
    const held = record({});
    const records = [{ id: '3', recordedAt: null, replacedAt: null, values }];
    const sections = [{ resource, title: 'Kind', records }];
    expect(subjectAccessPage({ ...held, sections })).toContain(wanted);
  });

  it('names a plan and its outcome where other records name them', () => {
    const one = (id: string, values: Record<string, unknown>) => [
      { id, recordedAt: null, replacedAt: null, values },
    ];
    const page = subjectAccessPage({
      ...record({}),
      sections: [
        { resource: 'plans', title: 'Plans', records: one('p', { kind: 'ehc', cycle: 2 }) },
        {
          resource: 'plan-outcomes',
          title: 'Outcomes',
          records: one('o', { planId: 'p', outcome: 'Reads' }),
        },
        {
          resource: 'plan-reviews',
          title: 'Reviews',
          records: one('r', { meetingDate: '2026-10-05', outcomes: [{ outcomeId: 'o' }] }),
        },
      ],
    });
    expect(page).toContain('<th>Plan</th><td>education, health and care plan, cycle 2</td>');
    expect(page).toContain('Outcome: Reads');
  });

  it('names an intervention by its provision and subject where other records name it', () => {
    const one = (id: string, values: Record<string, unknown>) => [
      { id, recordedAt: null, replacedAt: null, values },
    ];
    const page = subjectAccessPage({
      ...record({}),
      sections: [
        {
          resource: 'interventions',
          title: 'Extra help',
          records: one('i', { provisionTypeKey: 'small-group-catch-up', subject: 'mathematics' }),
        },
        {
          resource: 'intervention-sessions',
          title: 'Sessions',
          records: one('s', { interventionId: 'i' }),
        },
      ],
    });
    expect(page).toContain('<th>Intervention</th><td>Small-group catch-up in Mathematics</td>');
  });

  it('leaves members without a value out, and names the others in words', () => {
    const page = subjectAccessPage(record({ resultSource: 'test', gradeName: null }));
    expect(page).toContain('<th>Result source</th><td>test</td>');
    expect(page).not.toContain('Grade name');
  });

  it('lets nothing of a name through as markup', () => {
    const page = subjectAccessPage(record({}));
    expect(page).toContain('What St Mary’s &amp; St John’s holds on Amira &lt;b&gt;Okafor&lt;/b&gt;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('<td>Sam &quot;SENCo&quot;</td><td>read sensitive data</td>');
  });

  it('tells what stands from what was changed, on the days of England', () => {
    expect(subjectAccessPage(record({}))).toContain('Made on 1 July 2026 at 23:30.');
    expect(subjectAccessPage(record({}))).not.toContain('Changed or removed');
    expect(subjectAccessPage(record({}, '2026-03-01T12:00:00.000Z'))).toContain(
      'Recorded on 9 January 2026 at 09:00. Changed or removed on 1 March 2026 at 12:00.',
    );
  });

  it('says of which kinds nothing is held', () => {
    expect(subjectAccessPage(record({}))).toMatch(/Nothing is held of these kinds<\/h2>\n<p>Plans<\/p>/);
  });
});
