import { type CheckedReferral, referralFaults } from './check-referral.js';

const TODAY = '2026-11-24';
const draft: CheckedReferral = {
  service: 'speech-and-language',
  status: 'draft',
  leadStaffId: null,
  consentOn: null,
  consentWithdrawnOn: null,
  withoutConsentReason: null,
  sentOn: null,
  answeredOn: null,
  activeFrom: null,
  closedOn: null,
  outcome: null,
};
const sent: CheckedReferral = {
  ...draft,
  status: 'sent',
  leadStaffId: 'senco',
  consentOn: '2026-09-10',
  sentOn: '2026-09-14',
};
const accepted: CheckedReferral = { ...sent, status: 'accepted', answeredOn: '2026-10-01' };
const active: CheckedReferral = { ...accepted, status: 'active', activeFrom: '2026-10-12' };
const closed: CheckedReferral = { ...active, status: 'closed', closedOn: TODAY, outcome: 'Discharged' };

describe('what a referral needs', () => {
  it.each<[string, CheckedReferral, string[]]>([
    ['a draft with nothing', draft, []],
    ['a draft with consent', { ...draft, consentOn: TODAY }, []],
    ['consent of tomorrow', { ...draft, consentOn: '2026-11-25' }, ['/consent/givenOn in-future']],
    ['a draft with a date of sending', { ...draft, sentOn: '2026-09-14' }, ['/sentOn not-yet']],
    ['sent', sent, []],
    ['sent on the day of the consent', { ...sent, sentOn: '2026-09-10' }, []],
    ['sent the day before the consent', { ...sent, sentOn: '2026-09-09' }, ['/consent/givenOn after-sent']],
    ['sent on no day', { ...sent, sentOn: null }, ['/sentOn missing']],
    ['sent today', { ...sent, sentOn: TODAY }, []],
    ['sent tomorrow', { ...sent, sentOn: '2026-11-25' }, ['/sentOn in-future']],
    ['sent without consent', { ...sent, consentOn: null }, ['/consent missing']],
    ['sent by nobody', { ...sent, leadStaffId: null }, ['/leadStaffId missing']],
    ['sent and withdrawn from', { ...sent, consentWithdrawnOn: '2026-09-20' }, ['/consent withdrawn']],
    [
      'social care told without consent',
      {
        ...sent,
        service: 'social-care',
        consentOn: null,
        withoutConsentReason: 'Asking would put the child at risk',
      },
      [],
    ],
    [
      'early help told without consent',
      { ...sent, service: 'early-help', consentOn: null, withoutConsentReason: 'No answer' },
      ['/withoutConsentReason consent-needed'],
    ],
    ['answered on no day', { ...accepted, answeredOn: null }, ['/answeredOn missing']],
    ['answered on the day it was sent', { ...accepted, answeredOn: '2026-09-14' }, []],
    ['answered before it was sent', { ...accepted, answeredOn: '2026-09-13' }, ['/answeredOn out-of-order']],
    ['declined', { ...accepted, status: 'declined' }, []],
    ['declined and active', { ...active, status: 'declined' }, ['/activeFrom not-yet']],
    ['active', active, []],
    ['active from no day', { ...active, activeFrom: null }, ['/activeFrom missing']],
    ['active before it was accepted', { ...active, activeFrom: '2026-09-30' }, ['/activeFrom out-of-order']],
    ['closed', closed, []],
    ['closed before it was answered', { ...closed, answeredOn: null, activeFrom: null }, []],
    [
      'closed before it was sent',
      { ...closed, answeredOn: null, activeFrom: null, closedOn: '2026-09-13' },
      ['/closedOn out-of-order'],
    ],
    ['closed on no day', { ...closed, closedOn: null }, ['/closedOn missing']],
    ['closed tomorrow', { ...closed, closedOn: '2026-11-25' }, ['/closedOn in-future']],
    ['closed without an outcome', { ...closed, outcome: null }, ['/outcome missing']],
    ['closed since consent was withdrawn', { ...closed, consentWithdrawnOn: TODAY }, []],
  ])('%s', (_case, referral, wanted) => {
    expect(referralFaults(referral, TODAY).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(wanted);
  });
});
