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
