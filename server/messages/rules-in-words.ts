import type {
  AttainmentPath,
  MetricRequirement,
  Need,
  PeopleGroup,
  PeopleRequirement,
  Requirement,
} from '../rules';
import { amountInWords, say, sayPlural } from '.';
import { joinedByAnd, joinedByOr } from './language';

/** Looks up a metric by its key. */
export type MetricLookup = (key: string) => { readonly name: string; readonly unit: string };

export function pathInWords(path: AttainmentPath, metricOf: MetricLookup): string {
  const { from, until } = path;
  const rule = requirementInWords({ kind: 'all', of: path.requirements }, metricOf);
  if (from !== null && until !== null) return say('rule.path.between', { from, until, rule });
  if (from !== null) return say('rule.path.from', { from, rule });
  return until === null ? say('rule.path', { rule }) : say('rule.path.until', { until, rule });
}

export function requirementInWords(requirement: Requirement, metricOf: MetricLookup): string {
  return phrase(simplified<PeopleRequirement | MetricRequirement>(requirement));

  function phrase(rule: Requirement): string {
    switch (rule.kind) {
      case 'people':
        return joined('rule.phrases.and', rule.groups.map(groupInWords));
      case 'metric':
        return metricInWords(rule, metricOf);
      case 'all':
        return joined('rule.phrases.and', rule.of.map(phraseInList));
      case 'any':
        return joined('rule.phrases.or', rule.of.map(phraseInList));
    }
  }

  function phraseInList(rule: Requirement): string {
    return isOnePhrase(rule) ? phrase(rule) : say('rule.brackets', { inner: phrase(rule) });
  }
}

/** The credentials that one person must hold: `70-532 or (70-533 and 70-534)`. */
export function needInWords(need: Need): string {
  return phrase(simplified<Extract<Need, { kind: 'credential' }>>(need));

  function phrase(part: Need): string {
    if (part.kind === 'credential') return part.code;
    if (part.of.length === 0) return say(part.kind === 'all' ? 'rule.need.anything' : 'rule.need.impossible');
    const phrases = part.of.map((inner) =>
      inner.kind === 'credential' ? inner.code : say('rule.brackets', { inner: phrase(inner) }),
    );
    return part.kind === 'all' ? joinedByAnd(phrases) : joinedByOr(phrases);
  }
}

function groupInWords({ count, each, ofThose }: PeopleGroup, index: number): string {
  // When `ofThose` applies to the whole group, each person must satisfy both needs.
  const appliesToAll = ofThose?.count === count;
  const need = needInWords(appliesToAll ? { kind: 'all', of: [each, ofThose.each] } : each);
  const stem = index === 0 ? 'rule.people' : 'rule.otherPeople';
  if (ofThose === null || appliesToAll) return sayPlural(stem, count, { need });
  // The group has at least two people, because `ofThose` asks for fewer.
  return sayPlural(`${stem}.ofThose`, ofThose.count, {
    people: count,
    need,
    otherNeed: needInWords(ofThose.each),
  });
}

function metricInWords({ metric: key, months, atLeast }: MetricRequirement, metricOf: MetricLookup): string {
  const { name: metric, unit } = metricOf(key);
  const amount = (hundredths: number) => amountInWords(hundredths, unit);
  const { DEVELOPED: developed, DEVELOPING: developing } = atLeast;
  if (developed === null && developing === null) return sayPlural('rule.metric.closed', months, { metric });
  if (developed === null || developing === null) {
    const open = developed === null ? 'DEVELOPING' : 'DEVELOPED';
    return sayPlural(`rule.metric.${open}`, months, { metric, amount: amount(developed ?? developing ?? 0) });
  }
  if (developed === developing)
    return sayPlural('rule.metric', months, { metric, amount: amount(developed) });
  return sayPlural('rule.metric.byMarket', months, {
    metric,
    developed: amount(developed),
    developing: amount(developing),
  });
}

/** The common form of needs and requirements: a leaf, or trees joined by `all` or `any`. */
type Tree<Leaf> = Leaf | Joined<Leaf>;
interface Joined<Leaf> {
  readonly kind: 'all' | 'any';
  readonly of: readonly Tree<Leaf>[];
}

/** Flattens `all` in `all` and `any` in `any`, and unwraps lists of one part. */
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

function isOnePhrase(requirement: Requirement): boolean {
  if (requirement.kind !== 'people') return requirement.kind === 'metric';
  return requirement.groups.length === 1 && requirement.groups.every(({ ofThose }) => ofThose === null);
}

/** Joins phrases with semicolons, since they contain commas. */
function joined(last: 'rule.phrases.and' | 'rule.phrases.or', phrases: readonly string[]): string {
  return phrases.reduce((left, right, i) =>
    say(i === phrases.length - 1 ? last : 'rule.phrases', { left, right }),
  );
}
