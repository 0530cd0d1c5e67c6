import {
  atMinute,
  calledBy,
  inPlainWords,
  type Place,
  type Vocabulary,
  vocabularyOf,
} from './plain-values.js';
import { actionOf } from './record-words.js';
import type {
  AccessView,
  HeldRecordView,
  HeldSectionView,
  SubjectAccessView,
} from './subject-access.view.js';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:2px solid #111}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;overflow-wrap:anywhere}th{width:14rem;font-weight:600}
section article{margin:1rem 0;padding:.5rem 1rem;border:1px solid #999;break-inside:avoid}.past{color:#444;border-style:dashed}`;

/** Everything that is held on a pupil as one document that needs nothing else, to read or to print. */
export function subjectAccessPage(record: SubjectAccessView): string {
  const { name, schoolName, madeAt, sections, accesses } = record;
  const title = `What ${schoolName} holds on ${name}`;
  const kinds = sections.filter((it) => it.records.length > 0);
  const none = sections.filter((it) => it.records.length === 0);
  const words = vocabularyOf(record);
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head>
<body>
<h1>${escaped(title)}</h1>
<p>Made on ${day(madeAt)}. This is everything in this system about ${escaped(name)}: what stands today, what stood
before and was changed or removed, what computer rules recommended and why, what people decided, and who read
sensitive data. A person decides about every recommendation; a computer rule never does.</p>
${kinds.map((it) => sectionOf(it, words)).join('\n')}
<h2>Who saw or did what</h2>
${accesses.length === 0 ? '<p>Nothing has been written down.</p>' : accessTable(accesses)}
<h2>Nothing is held of these kinds</h2>
<p>${none.length === 0 ? 'There are none.' : escaped(none.map((it) => it.title).join(', '))}</p>
</body>
</html>
`;
}

function sectionOf({ resource, title, records }: HeldSectionView, words: Vocabulary): string {
  return `<section>
<h2>${escaped(title)}</h2>
${records.map((it) => recordOf(resource, it, words)).join('\n')}
</section>`;
}

function recordOf(
  resource: string,
  { recordedAt, replacedAt, values }: HeldRecordView,
  words: Vocabulary,
): string {
  const kind = values['kind'];
  const rows = Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(
      ([member, value]) =>
        `<tr><th>${escaped(calledBy(member, value, words))}</th><td>${shown(value, { resource, member, kind }, words)}</td></tr>`,
    );
  const since = recordedAt === null ? '' : `Recorded on ${day(recordedAt)}.`;
  const until = replacedAt === null ? '' : ` Changed or removed on ${day(replacedAt)}.`;
  return `<article${replacedAt === null ? '' : ' class="past"'}>
<p>${since}${until}</p>
<table>${rows.join('')}</table>
</article>`;
}

function accessTable(accesses: readonly AccessView[]): string {
  const rows = accesses.map(
    ({ at, by, action }) =>
      `<tr><td>${day(at)}</td><td>${escaped(by)}</td><td>${escaped(actionOf(action))}</td></tr>`,
  );
  return `<table><tr><th>When</th><th>Who</th><th>What</th></tr>${rows.join('')}</table>`;
}

function shown(value: unknown, place: Place, words: Vocabulary): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) {
    return value.length === 0
      ? 'none'
      : `<ul>${value.map((it) => `<li>${shown(it, place, words)}</li>`).join('')}</ul>`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, it]) => it !== null);
    return members
      .map(
        ([member, it]) =>
          `${escaped(calledBy(member, it, words))}: ${shown(it, { ...place, member }, words)}`,
      )
      .join('<br>');
  }
  return escaped(inPlainWords(value as string | number, place, words));
}

/** An instant to the minute, as people write it. */
function day(instant: string): string {
  return escaped(atMinute(instant));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that a browser shows as it is, whatever is in it. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
