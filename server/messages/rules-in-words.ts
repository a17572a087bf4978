import type {
  AttainmentPath,
  MarketClass,
  MetricRequirement,
  Need,
  PeopleGroup,
  PeopleRequirement,
  Requirement,
} from '../rules';
import { say, sayOfNumber } from '.';
import { amountInWords, joinedByAnd, joinedByOr } from './language';

/** What a metric counts: its unit, by its key. */
export type UnitOf = (metric: string) => string;

/** What must hold on a path, and when it can be used, as one sentence. */
export function pathInWords(path: AttainmentPath, unitOf: UnitOf): string {
  const { effectiveFrom: from, effectiveUntil: until } = path;
  const rule = requirementInWords({ kind: 'all', of: path.requirements }, unitOf);
  if (from !== null && until !== null) return say('rule.path.between', { from, until, rule });
  if (from !== null) return say('rule.path.from', { from, rule });
  return until === null ? say('rule.path', { rule }) : say('rule.path.until', { until, rule });
}

/** What must hold, as a phrase: people with credentials, a metric, or several of these. */
export function requirementInWords(requirement: Requirement, unitOf: UnitOf): string {
  return said(simplified<PeopleRequirement | MetricRequirement>(requirement));

  function said(rule: Requirement): string {
    switch (rule.kind) {
      case 'people':
        return joined('rule.phrases.and', rule.groups.map(groupInWords));
      case 'metric':
        return metricInWords(rule, unitOf(rule.metric));
      case 'all':
        return joined('rule.phrases.and', rule.of.map(saidBesideOthers));
      case 'any':
        return joined('rule.phrases.or', rule.of.map(saidBesideOthers));
    }
  }

  function saidBesideOthers(rule: Requirement): string {
    return isPhrase(rule) ? said(rule) : say('rule.brackets', { inner: said(rule) });
  }
}

/** What one person must hold: `70-532 or (70-533 and 70-534)`. */
export function needInWords(need: Need): string {
  return said(simplified<Extract<Need, { kind: 'credential' }>>(need));

  function said(part: Need): string {
    if (part.kind === 'credential') return part.code;
    if (part.of.length === 0) return say(part.kind === 'all' ? 'rule.need.anything' : 'rule.need.impossible');
    const words = part.of.map((inner) =>
      inner.kind === 'credential' ? inner.code : say('rule.brackets', { inner: said(inner) }),
    );
    return part.kind === 'all' ? joinedByAnd(words) : joinedByOr(words);
  }
}

function groupInWords({ count, each, ofThose }: PeopleGroup, place: number): string {
  // When it is all of those same people, each of them needs both.
  const both = ofThose?.count === count;
  const need = needInWords(both ? { kind: 'all', of: [each, ofThose.each] } : each);
  const people = sayOfNumber(place === 0 ? 'rule.people' : 'rule.otherPeople', count, { need });
  if (ofThose === null || both) return people;
  const second = needInWords(ofThose.each);
  return sayOfNumber('rule.people.ofThose', ofThose.count, { people, need: second });
}

function metricInWords({ metric, months, atLeast }: MetricRequirement, unit: string): string {
  const window = sayOfNumber('rule.window', months, {});
  const amount = (hundredths: number) =>
    say('rule.amount', { amount: amountInWords(hundredths, unit), unit });
  const { DEVELOPED: developed, DEVELOPING: developing } = atLeast;
  const openTo = (open: MarketClass, closed: MarketClass, least: number) =>
    say('rule.metric.closed', {
      metric,
      window,
      amount: amount(least),
      open: say(`market.${open}`),
      closed: say(`market.${closed}`),
    });
  if (developed === null && developing === null) return say('rule.metric.closedToAll', { metric, window });
  if (developing === null) return openTo('DEVELOPED', 'DEVELOPING', developed ?? 0);
  if (developed === null) return openTo('DEVELOPING', 'DEVELOPED', developing);
  if (developed === developing) return say('rule.metric', { metric, window, amount: amount(developed) });
  const inMarket = (market: MarketClass, least: number) =>
    say('rule.amount.inMarket', { amount: amount(least), market: say(`market.${market}`) });
  const amounts = [inMarket('DEVELOPED', developed), inMarket('DEVELOPING', developing)];
  return say('rule.metric.byMarket', { metric, window, amounts: joinedByAnd(amounts) });
}

/** Needs and requirements alike are leaves, or joined by all or any. */
type Tree<Leaf> = Leaf | Joined<Leaf>;
interface Joined<Leaf> {
  readonly kind: 'all' | 'any';
  readonly of: readonly Tree<Leaf>[];
}

/** The same rule, in which no part is joined as its whole is, or has one part only. */
function simplified<Leaf extends { readonly kind: string }>(tree: Tree<Leaf>): Tree<Leaf> {
  if (!isJoined(tree)) return tree;
  const parts = tree.of
    .map((part) => simplified(part))
    .flatMap((part) => (isJoined(part) && part.kind === tree.kind ? part.of : [part]));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: tree.kind, of: parts };
}

function isJoined<Leaf extends { readonly kind: string }>(tree: Tree<Leaf>): tree is Joined<Leaf> {
  return tree.kind === 'all' || tree.kind === 'any';
}

/** Whether the words of a requirement need no brackets beside others. */
function isPhrase(requirement: Requirement): boolean {
  if (requirement.kind !== 'people') return requirement.kind === 'metric';
  return requirement.groups.length === 1 && requirement.groups.every(({ ofThose }) => ofThose === null);
}

/** Phrases have commas of their own, so they are parted by more than that. */
function joined(last: 'rule.phrases.and' | 'rule.phrases.or', phrases: readonly string[]): string {
  return phrases.reduce((left, right, i) =>
    say(i === phrases.length - 1 ? last : 'rule.phrases', { left, right }),
  );
}
