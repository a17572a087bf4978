/** The organization of the demo people and the demo API key, and of the first query in the README. */
export const DEMO_ORGANIZATION = 'nordwind-it';

/** People with demo tokens. The first two belong to the demo organization, the others to the vendor. */
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
