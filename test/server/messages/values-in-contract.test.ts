import { describe, expect, it } from '@jest/globals';
import { isInterfaceType, isObjectType } from 'graphql';
import { buildSchema } from '../../../server/build-schema';
import { en } from '../../../server/messages/en';
import { LIMIT_VALUES } from '../../../server/messages/limit-values';
import { REFUSALS } from '../../../server/messages/refusal-values';

/**
 * Where a program finds a value that a sentence shows: a field of the contract, or a reason why no field has it.
 *
 * - `given`: the caller has sent it, or it follows from the arguments
 * - `path`: it is in the path of the error, or names the field or the input type at its place
 * - `documented`: it is fixed, and in the description of the field or in the README
 * - `extensions`: it is in the extensions of the error
 * - `document`: it is in the document of the caller, at the place that the problem names, or in its documentation
 * - `words`: it is a part of a sentence, which has its own entry
 * - `terminal`: it is shown by a program of the command line, whose reader is a person
 */
type Place =
  'given' | 'path' | 'documented' | 'extensions' | 'document' | 'words' | 'terminal' | `${string}.${string}`;

/** By the beginning of a key. The longest one applies. */
const PLACES: Readonly<Record<string, Readonly<Record<string, Place>> | Place>> = {
  access: { field: 'path', audiences: 'documented', claim: 'given', max: 'documented' },
  audience: 'words',
  oneOf: { fields: 'documented', type: 'path' },
  quoted: 'words',
  sentences: 'words',
  quote: {
    level: 'Offer.level',
    from: 'MembershipOrder.from',
    until: 'MembershipOrder.until',
    total: 'MembershipOrder.total',
    back: 'MembershipOrder.total',
    on: 'MembershipQuote.on',
  },
  'missing.people': { count: 'MissingPeople.count', need: 'MissingPeople.need' },
  'missing.amount': { metric: 'MissingAmount.metric', amount: 'MissingAmount.amount' },
  'missing.month': { metric: 'MissingAmount.metric' },
  'missing.market': { metric: 'ClosedToMarket.metric' },
  'quote.profile': {
    competency: 'ProfileChange.competency',
    before: 'ProfileChange.before',
    after: 'ProfileChange.after',
  },
  'check.eligibleLevel': {
    level: 'EligibilityCheck.requiredLevel',
    day: 'PurchaseCheck.passesFrom',
    competencies: 'EligibilityCheck.withheldCompetencies',
  },
  'check.noRunningTerm': {
    level: 'RunningTermCheck.runningTerm',
    until: 'RunningTermCheck.renewalWindow',
    from: 'RunningTermCheck.renewalWindow',
    end: 'RenewalWindow.membership',
    levels: 'RunningTermCheck.upgradeLevels',
    day: 'PurchaseCheck.passesFrom',
  },
  'check.lowerRunningTerm': {
    running: 'RunningTermCheck.runningTerm',
    until: 'RunningTermCheck.runningTerm',
    level: 'Offer.level',
    end: 'RenewalWindow.membership',
  },
  'check.notInGrace': { end: 'RenewalWindow.membership', until: 'RenewalWindowCheck.renewalWindow' },
  'check.renewalWindow': {
    end: 'RenewalWindow.membership',
    from: 'RenewalWindowCheck.renewalWindow',
    until: 'RenewalWindowCheck.renewalWindow',
  },
  'check.noLaterTerm': {
    level: 'LaterTermCheck.laterTerm',
    from: 'LaterTermCheck.laterTerm',
    until: 'LaterTermCheck.laterTerm',
  },
  'check.creditInCurrency': { currency: 'CurrencyCheck.currency', other: 'CurrencyCheck.otherCurrency' },
  'check.withinCalendar': { from: 'CalendarCheck.from' },
  'benefit.source': {
    level: 'BenefitInclusion.level',
    competency: 'BenefitInclusion.competency',
  },
  'catalogue.bad': 'terminal',
  'catalogue.unreadable': 'terminal',
  'document.problem': { place: 'CatalogueProblem.place', problem: 'CatalogueProblem.message' },
  document: 'document',
  'catalogue.document': 'document',
  'catalogue.limit': 'document',
  'catalogue.orMore': 'words',
  'catalogue.center': { name: 'CenterChange.key' },
  'catalogue.competency': { name: 'CompetencyChange.key' },
  'catalogue.path': {
    name: 'PathChange.key',
    competency: 'PathChange.competencyKey',
    level: 'PathChange.pathAfter',
  },
  'catalogue.credential': { code: 'CredentialChange.code', title: 'CredentialChange.credentialAfter' },
  'catalogue.metric': { name: 'MetricChange.key' },
  'catalogue.offer': { name: 'OfferChange.key' },
  'catalogue.benefit': { name: 'BenefitChange.key', level: 'BenefitChange.level' },
  'catalogue.competencyBenefit': {
    name: 'BenefitChange.key',
    level: 'BenefitChange.level',
    competency: 'BenefitChange.sourceCompetencyKey',
  },
  'catalogue.field': {
    label: 'ChangedField.field',
    field: 'ChangedField.field',
    language: 'ChangedText.language',
    before: 'ChangedText.textBefore',
    after: 'ChangedText.textAfter',
  },
  'catalogue.value': {
    day: 'ChangedDay.dayAfter',
    numbers: 'ChangedNumbers.numbersAfter',
    price: 'ChangedMoney.moneyAfter',
  },
  'rule.path': {
    rule: 'AttainmentPath.requirements',
    from: 'AttainmentPath.from',
    until: 'AttainmentPath.until',
  },
  'rule.phrases': 'words',
  'rule.brackets': 'words',
  'rule.people': {
    count: 'PeopleGroup.count',
    people: 'PeopleGroup.count',
    need: 'PeopleGroup.each',
    otherNeed: 'PeopleSubgroup.each',
  },
  'rule.otherPeople': {
    count: 'PeopleGroup.count',
    people: 'PeopleGroup.count',
    need: 'PeopleGroup.each',
    otherNeed: 'PeopleSubgroup.each',
  },
  'rule.need': { code: 'CredentialNeed.credential', of: 'AllNeed.of' },
  'rule.metric': {
    metric: 'MetricRequirement.metric',
    count: 'MetricRequirement.months',
    amount: 'MarketThreshold.atLeast',
    developed: 'MarketThreshold.atLeast',
    developing: 'MarketThreshold.atLeast',
  },
  'rule.amount': 'words',
  'person.joiner': { number: 'Contributor.joiner' },
  cause: {
    day: 'Cause.on',
    person: 'AffiliationCause.contributor',
    credential: 'AchievementCause.credential',
    path: 'PathCause.path',
    competency: 'PathCause.competency',
    version: 'CatalogueCause.catalogue',
    month: 'MonthCause.month',
    metrics: 'MonthCause.metrics',
    level: 'MembershipCause.membership',
  },
  change: {
    competency: 'CompetencyLevelChange.competency',
    before: 'LevelComparison.levelBefore',
    after: 'LevelComparison.levelAfter',
  },
  risk: { level: 'RenewalRisk.level', on: 'RenewalRisk.renewalDay', count: 'RenewalRisk.competencies' },
  'risk.competency': {
    competency: 'CompetencyAtRisk.competency',
    displayed: 'CompetencyAtRisk.displayedLevel',
    expected: 'CompetencyAtRisk.expectedLevel',
    on: 'RenewalRisk.renewalDay',
  },
  'repair.renewNow': { level: 'RenewNow.level', on: 'given' },
  'repair.endOverrides': {
    count: 'EndOverrides.overrides',
    competency: 'EndOverrides.competency',
    by: 'RenewalRisk.renewalDay',
  },
  'repair.prove': {
    competency: 'PlanWay.competency',
    level: 'PlanWay.level',
    path: 'PlanWay.path',
    by: 'RenewalRisk.renewalDay',
  },
  'repair.step': {
    person: 'PlanStep.employee',
    credentials: 'PlanStep.credentials',
    count: 'PlanWay.hires',
    metric: 'MissingSales.metric',
  },
  'repair.step.sales': {
    metric: 'MissingSales.metric',
    count: 'MissingSales.months',
    amount: 'MissingSales.amount',
  },
  'repair.step.overrides': { count: 'ProveLevel.overrides' },
  uncounted: { on: 'UncountedReason.on' },
  hidden: 'path',
  request: 'given',
  'error.internal': { errorId: 'extensions' },
  import: 'terminal',
  progress: 'terminal',
  verify: 'terminal',
  refill: 'terminal',
};

const placeholdersOf = (text: string) =>
  [...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = '']) => name);
const stemOf = (key: string) => key.replace(/\.(one|other)$/, '');
/** Each placeholder once, by the key of its sentence without the plural form. */
const values = Object.entries<string>(en)
  .map(([key, text]) => ({ key: stemOf(key), names: placeholdersOf(text) }))
  .filter(({ names }) => names.length > 0);
const withoutTable = values.filter(({ key }) => !(key in REFUSALS) && !(key in LIMIT_VALUES));

/** `check.noRunningTerm` is a beginning of `check.noRunningTerm.wait`, and `check` is one of both. */
function familyOf(key: string): string | undefined {
  const parts = key.split('.');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.')).find((begin) => begin in PLACES);
}

function placeOf(key: string, name: string): Place | undefined {
  const places = PLACES[familyOf(key) ?? ''];
  return typeof places === 'string' ? places : places?.[name];
}

describe('every value of a sentence', () => {
  it('is in the contract, or has a reason why no field has it', () => {
    expect(withoutTable.length).toBeGreaterThan(150);
    const nowhere = withoutTable.flatMap(({ key, names }) =>
      names.filter((name) => placeOf(key, name) === undefined).map((name) => `${key}: ${name}`),
    );
    expect(nowhere).toEqual([]);
  });

  it('has no place that no sentence uses', () => {
    const used = new Set(
      withoutTable.flatMap(({ key, names }) => names.map((name) => `${familyOf(key)}: ${name}`)),
    );
    const unused = Object.entries(PLACES).flatMap(([family, places]) =>
      typeof places === 'string'
        ? withoutTable.some(({ key }) => familyOf(key) === family)
          ? []
          : [family]
        : Object.keys(places)
            .map((name) => `${family}: ${name}`)
            .filter((place) => !used.has(place)),
    );
    expect(unused).toEqual([]);
  });

  it('has places that are fields of the contract', () => {
    const schema = buildSchema();
    const coordinates = Object.values(PLACES)
      .flatMap((places) => (typeof places === 'string' ? [places] : Object.values(places)))
      .filter((place) => place.includes('.'));
    expect(coordinates.length).toBeGreaterThan(80);
    const unknown = coordinates.filter((coordinate) => {
      const [typeName = '', field = ''] = coordinate.split('.');
      const type = schema.getType(typeName);
      return !(isObjectType(type) || isInterfaceType(type)) || !(field in type.getFields());
    });
    expect(unknown).toEqual([]);
  });
});
