import type { Story } from './company';
import { PERSONAS } from './personas';

/** What partners have attained, and what keeps it. */
export const STORIES_OF_STANDING: readonly Story[] = [
  {
    key: 'nordwind-it',
    name: 'Nordwind IT',
    country: 'DE',
    city: 'Bremen',
    market: 'DEVELOPED',
    languages: ['de', 'en', 'nds'],
    description:
      'Builds and runs delivery pipelines for ports, shipping agents and breweries between Weser and Elbe. Two dogs, no night releases.',
    shows:
      'A Gold member with two Silver competencies beside it, whose Gold in DevOps will not last until the renewal: one certification expires in three months.',
    monthsHere: 66,
    people: [
      {
        name: PERSONAS.employee.name,
        subject: PERSONAS.employee.subject,
        holds: { '70-496 70-498': '-46m', CSM: '-21m..94d' },
      },
      { name: 'Svenja Osterkamp', holds: { '70-496 70-498': '-52m', 'PSM-I': '-40m' } },
      // Whose certification has expired already, and who could save the Gold by renewing it.
      {
        name: 'Mehmet Aydin',
        holds: { '70-496 70-498': '-49m', 'PMI-ACP': '-45m..-9m', '70-483': '-44m' },
      },
      { name: 'Katharina Lührs', holds: { '70-496 70-498': '-36m', '70-486': '-33m' } },
      // One exam short of being the fifth.
      { name: 'Piet Rickmers', holds: { '70-496': '-14m', '70-480': '-12m' } },
      { name: 'Linh Nguyen', holds: { '70-347 70-345': '-41m' } },
      { name: 'Oluwaseun Adeyemi', since: '-40m', holds: { '70-347 70-345': '-34m' } },
      { name: PERSONAS.partnerAdmin.name, subject: PERSONAS.partnerAdmin.subject, admin: true },
    ],
    colleagues: 8,
    terms: [
      { kind: 'NEW', level: 'GOLD', on: '-942d' },
      { kind: 'RENEWAL', level: 'GOLD', daysBefore: 34 },
      { kind: 'RENEWAL', level: 'GOLD', daysBefore: 21 },
    ],
    overrides: [],
    used: [
      { benefit: 'action-pack', quantity: 1, on: '-570d' },
      { benefit: 'advisory-hours', quantity: 41, on: '-400d' },
      { benefit: 'support-incidents', quantity: 9, on: '-312d' },
      // In the running term.
      { benefit: 'action-pack', quantity: 1, on: '-190d' },
      { benefit: 'advisory-hours', quantity: 12, on: '-120d' },
      { benefit: 'support-incidents', quantity: 3, on: '-64d' },
      { benefit: 'advisory-hours', quantity: 6, on: '-31d' },
    ],
    sales: { o365ActiveEntitlements: { monthly: 640, growth: 1 } },
  },
  {
    key: 'revontuli-devworks',
    name: 'Revontuli Devworks',
    country: 'FI',
    city: 'Oulu',
    market: 'DEVELOPED',
    languages: ['fi', 'sv', 'en'],
    description:
      'Application teams for forestry, paper and the public sector in the north. Writes it, tests it in winter, hands it over with its tests.',
    shows: 'A Gold member to whom nothing is in danger: there is one expert more than Gold needs.',
    monthsHere: 61,
    people: [
      { name: 'Aino Lehtonen', admin: true, holds: { 'MCSD-APP-BUILDER': '-45m' } },
      { name: 'Eetu Rantanen', holds: { 'MCSD-APP-BUILDER': '-39m' } },
      { name: 'Ilse Sandvik', holds: { 'MCSD-APP-BUILDER': '-30m', '70-483': '-35m' } },
      { name: 'Tuomas Heikura', holds: { 'MCSD-APP-BUILDER': '-22m', '70-480': '-24m' } },
      { name: 'Samira Haddad', since: '-20m', holds: { 'MCSD-APP-BUILDER': '-11m' } },
    ],
    colleagues: 6,
    terms: [
      { kind: 'NEW', level: 'GOLD', on: '-479d' },
      { kind: 'RENEWAL', level: 'GOLD', daysBefore: 40 },
    ],
    overrides: [],
    used: [
      { benefit: 'developer-subscriptions', quantity: 8, on: '-100d' },
      { benefit: 'advisory-hours', quantity: 24, on: '-17d' },
    ],
    sales: {},
  },
  {
    key: 'lusitania-dados',
    name: 'Lusitânia Dados',
    country: 'PT',
    city: 'Porto',
    market: 'DEVELOPED',
    languages: ['pt-PT', 'en', 'es'],
    description: 'Databases for wine houses and canneries: moves them, tunes them, and knows their vintages.',
    shows: 'A Silver member whose Silver is safe, and who is one person short of Gold.',
    monthsHere: 48,
    people: [
      { name: 'Beatriz Carvalho', admin: true },
      {
        name: 'Duarte Nóbrega',
        holds: { 'TA-DPA-FOUNDATION TA-SQL-SERVER': '-28m', '70-764 70-765': '-24m' },
      },
      { name: 'Inês Falcão', holds: { 'TA-DPA-FOUNDATION TA-DATA-WAREHOUSE': '-26m' } },
      { name: 'Kwabena Owusu', since: '-18m', holds: { 'TA-DPA-FOUNDATION': '-9m', '70-764': '-3m' } },
    ],
    colleagues: 5,
    terms: [
      { kind: 'NEW', level: 'SILVER', on: '-634d' },
      { kind: 'RENEWAL', level: 'SILVER', daysBefore: 12 },
    ],
    overrides: [],
    // All the hours of the running term, and few of the incidents.
    used: [
      { benefit: 'advisory-hours', quantity: 13, on: '-200d' },
      { benefit: 'advisory-hours', quantity: 7, on: '-90d' },
      { benefit: 'support-incidents', quantity: 2, on: '-45d' },
    ],
    sales: {},
  },
  {
    key: 'mekong-lotus-cloud',
    name: 'Mekong Lotus Cloud',
    country: 'VN',
    city: 'Da Nang',
    market: 'DEVELOPING',
    languages: ['vi', 'en'],
    description:
      'Brings textile mills and hotel groups to the cloud, one workload a week. Pays its engineers by what the customers use.',
    shows:
      'A Gold in Cloud Platform that rests on sales in a developing market; the people alone prove nothing.',
    monthsHere: 40,
    people: [
      { name: 'Trần Thu Hà', admin: true },
      { name: 'Phạm Quốc Bảo', holds: { 'TA-AZURE-DATACENTER': '-20m' } },
      { name: 'Lê Minh Châu', holds: { 'TA-AZURE-IOT': '-17m' } },
    ],
    colleagues: 9,
    terms: [{ kind: 'NEW', level: 'GOLD', on: '-147d' }],
    overrides: [],
    sales: { azureConsumption: { monthly: 9150, growth: 1 } },
  },
  {
    key: 'sakuragi-cloud-works',
    name: 'Sakuragi Cloud Works',
    country: 'JP',
    city: 'Osaka',
    market: 'DEVELOPED',
    languages: ['ja', 'en'],
    description:
      'Runs datacenters for machine builders in Kansai, and moves them without stopping a single line.',
    shows:
      'A GRANT lifts Datacenter to Gold for three months, while an exam that was passed is not recognised yet.',
    monthsHere: 55,
    people: [
      { name: 'Haruka Minamoto', admin: true, holds: { '70-410 70-411': '-38m', 'MCSA-WS2012': '-30m' } },
      { name: 'Daichi Okumura', holds: { '70-410 70-411': '-36m', 'MCSA-WS2012': '-29m' } },
      { name: 'Yuna Hattori', holds: { '70-410': '-25m', 'MCSA-WS2012': '-16m' } },
      { name: 'Ravi Chandran', since: '-22m', holds: { '70-410 70-411': '-12m', '70-412': '-30d' } },
    ],
    colleagues: 6,
    terms: [
      { kind: 'NEW', level: 'SILVER', on: '-431d' },
      { kind: 'RENEWAL', level: 'SILVER', daysBefore: 25 },
    ],
    overrides: [
      {
        competency: 'datacenter',
        effect: 'GRANT',
        level: 'GOLD',
        reason:
          'Ravi Chandran has passed the last exam for MCSA: Windows Server 2012; the exam centre has not delivered the certification yet.',
        from: '-27d',
      },
    ],
    sales: {},
  },
  {
    key: 'rio-turvo-sistemas',
    name: 'Rio Turvo Sistemas',
    country: 'BR',
    city: 'Campinas',
    market: 'DEVELOPING',
    languages: ['pt-BR', 'es', 'en'],
    description: 'Telephony and project offices for cooperatives in the interior of São Paulo.',
    shows: 'A WITHHOLD takes Communications away while references are investigated; customers still see it.',
    monthsHere: 43,
    people: [
      { name: 'Marina Teixeira', admin: true, holds: { '74-343 70-348': '-31m' } },
      { name: 'Otávio Brandão', holds: { '74-343 70-348': '-27m' } },
      { name: 'Yasmin Farah', holds: { '70-334 70-333': '-22m', 'TA-SKYPE-OPS': '-20m' } },
      { name: 'Cauê Ribeiro', holds: { '70-334 70-333': '-19m' } },
    ],
    colleagues: 5,
    terms: [{ kind: 'NEW', level: 'SILVER', on: '-163d' }],
    overrides: [
      {
        competency: 'communications',
        effect: 'WITHHOLD',
        level: null,
        reason: 'Two customer references could not be confirmed and are under investigation.',
        from: '-20d',
      },
    ],
    sales: {},
  },
  {
    key: 'savanna-stackworks',
    name: 'Savanna Stackworks',
    country: 'KE',
    city: 'Mombasa',
    market: 'DEVELOPING',
    languages: ['en', 'sw'],
    description: 'A young team that releases port software every day, and tells everybody how.',
    shows: 'Never a member: since an expert came two months ago it could buy Silver, and has not.',
    monthsHere: 14,
    people: [
      { name: 'Amina Mwangi', admin: true },
      { name: 'Juma Odhiambo', holds: { '70-496 70-498': '-7m' } },
      {
        name: 'Wanjiru Kamau',
        since: '-63d',
        formerly: { at: 'baobab-loop-digital', since: '-37m' },
        holds: { '70-496 70-498': '-29m', CSM: '-16m..20m' },
      },
    ],
    colleagues: 3,
    terms: [],
    overrides: [],
    sales: {},
  },
  {
    key: 'prairie-larkspur-cloud',
    name: 'Prairie Larkspur Cloud',
    country: 'US',
    city: 'Omaha',
    market: 'DEVELOPED',
    languages: ['en-US', 'es'],
    description: 'Moves grain traders, insurers and one zoo to the cloud.',
    shows:
      'Its second cloud expert holds 70-534, which is accepted until 2019-01-01: Gold before, Silver from then on.',
    monthsHere: 38,
    people: [
      { name: 'Delia Whitcomb', admin: true },
      { name: 'Marcus Ferebee', holds: { '70-473': '-25m' } },
      { name: 'Thandiwe Dlamini', holds: { '70-534': '2017-11-15' } },
    ],
    colleagues: 6,
    terms: [{ kind: 'NEW', level: 'SILVER', on: '-208d' }],
    overrides: [],
    sales: { azureConsumption: { monthly: 11400, growth: 0 } },
  },
];
