/** The organization of the people below, of the demo's API key and of the README's first question. */
export const DEMO_ORGANIZATION = 'nordwind-it';

/** For whom the demo has tokens. The first two are people of that organization; the others are the vendor's. */
export const PERSONAS = {
  employee: { subject: 'demo-employee', name: 'Jonas Behrens', roles: [] },
  partnerAdmin: { subject: 'demo-partner-admin', name: 'Anke Thomsen', roles: [] },
  agent: { subject: 'demo-agent', name: 'Agent of the vendor', roles: ['agent'] },
  programmeAdmin: {
    subject: 'demo-programme-admin',
    name: 'Programme admin of the vendor',
    roles: ['programme-admin'],
  },
} as const;
