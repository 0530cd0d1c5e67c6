import { type SentSession, type SessionBounds, sessionFaults } from './check-session.js';

const TODAY = '2026-11-24';
const autumn: SessionBounds = { status: 'active', start: '2026-09-07', end: '2026-12-18' };
const session: SentSession = {
  date: '2026-10-05',
  lengthMinutes: 30,
  minutes: 30,
  attended: true,
  absenceReason: null,
};
const missed = { attended: false, minutes: 0, absenceReason: 'absent' } as const;

describe('a session of an intervention', () => {
  it.each<[string, Partial<SentSession>, Partial<SessionBounds>, string[]]>([
    ['attended in full', {}, {}, []],
    ['attended in part', { minutes: 1 }, {}, []],
    ['missed', missed, {}, []],
    ['on the first day', { date: '2026-09-07' }, {}, []],
    ['the day before the first', { date: '2026-09-06' }, {}, ['/date outside-intervention']],
    ['on the last day', { date: '2026-10-16' }, { end: '2026-10-16' }, []],
    ['the day after the last', { date: '2026-10-17' }, { end: '2026-10-16' }, ['/date outside-intervention']],
    ['today', { date: TODAY }, {}, []],
    ['tomorrow', { date: '2026-11-25' }, {}, ['/date in-future']],
    ['of one without dates', { date: '2020-01-01' }, { start: null, end: null }, []],
    ['of a reviewed one, recorded late', {}, { status: 'reviewed' }, []],
    ['of a closed one, recorded late', {}, { status: 'closed' }, []],
    ['of a proposed one', {}, { status: 'proposed' }, ['/date not-begun']],
    ['of an agreed one', {}, { status: 'agreed' }, ['/date not-begun']],
    ['of a declined one', {}, { status: 'declined' }, ['/date not-begun']],
    ['attended for no time', { minutes: 0 }, {}, ['/minutes too-small']],
    ['longer than it was', { minutes: 31 }, {}, ['/minutes longer-than-session']],
    ['missed, with minutes', { ...missed, minutes: 5 }, {}, ['/minutes not-attended']],
    ['missed, without a reason', { ...missed, absenceReason: null }, {}, ['/absenceReason missing']],
    ['attended, with a reason', { absenceReason: 'refused' }, {}, ['/absenceReason attended']],
  ])('%s', (_case, sent, bounds, faults) => {
    const found = sessionFaults({ ...session, ...sent }, { ...autumn, ...bounds }, TODAY);
    expect(found.map((it) => `${it.pointer} ${it.code}`)).toEqual(faults);
  });
});
