import { sentence, type Amount, type Sentence } from '../../messages';
import type {
  AttainmentPath,
  MetricRequirement,
  Need,
  PeopleGroup,
  PeopleRequirement,
  Requirement,
} from '../../rules';

/** Looks up a metric by its key. */
export type MetricLookup = (key: string) => { readonly name: string; readonly unit: string };

export function pathInWords(path: AttainmentPath, metricOf: MetricLookup): Sentence {
  const { from, until } = path;
  const rule = requirementInWords({ kind: 'all', of: path.requirements }, metricOf);
  if (from !== null && until !== null) return sentence('rule.path.between', { from, until, rule });
  if (from !== null) return sentence('rule.path.from', { from, rule });
  return until === null ? sentence('rule.path', { rule }) : sentence('rule.path.until', { until, rule });
}

export function requirementInWords(requirement: Requirement, metricOf: MetricLookup): Sentence {
  return phrase(simplified<PeopleRequirement | MetricRequirement>(requirement));

  function phrase(rule: Requirement): Sentence {
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

  function phraseInList(rule: Requirement): Sentence {
    return isOnePhrase(rule) ? phrase(rule) : sentence('rule.brackets', { inner: phrase(rule) });
  }
}

/** The credentials that one person must hold: `70-532 or (70-533 and 70-534)`. */
export function needInWords(need: Need): Sentence {
  return phrase(simplified<Extract<Need, { kind: 'credential' }>>(need));

  function phrase(part: Need): Sentence {
    if (part.kind === 'credential') return sentence('rule.need.credential', { code: part.code });
    if (part.of.length === 0)
      return sentence(part.kind === 'all' ? 'rule.need.anything' : 'rule.need.impossible');
    const of = part.of.map((inner) =>
      inner.kind === 'credential' ? inner.code : sentence('rule.brackets', { inner: phrase(inner) }),
    );
    return sentence(`rule.need.${part.kind}`, { of });
  }
}

function groupInWords({ count, each, ofThose }: PeopleGroup, index: number): Sentence {
  // When `ofThose` applies to the whole group, each person must satisfy both needs.
  const appliesToAll = ofThose?.count === count;
  const need = needInWords(appliesToAll ? { kind: 'all', of: [each, ofThose.each] } : each);
  const stem = index === 0 ? 'rule.people' : 'rule.otherPeople';
  if (ofThose === null || appliesToAll) return sentence(stem, { count, need });
  // The group has at least two people, because `ofThose` asks for fewer.
  return sentence(`${stem}.ofThose`, {
    count: ofThose.count,
    people: count,
    need,
    otherNeed: needInWords(ofThose.each),
  });
}

function metricInWords(
  { metric: key, months, atLeast }: MetricRequirement,
  metricOf: MetricLookup,
): Sentence {
  const { name: metric, unit } = metricOf(key);
  const amount = (hundredths: number): Amount => ({ hundredths, unit });
  const { DEVELOPED: developed, DEVELOPING: developing } = atLeast;
  if (developed === null && developing === null)
    return sentence('rule.metric.closed', { count: months, metric });
  if (developed === null || developing === null) {
    const open = developed === null ? 'DEVELOPING' : 'DEVELOPED';
    return sentence(`rule.metric.${open}`, {
      count: months,
      metric,
      amount: amount(developed ?? developing ?? 0),
    });
  }
  if (developed === developing)
    return sentence('rule.metric', { count: months, metric, amount: amount(developed) });
  return sentence('rule.metric.byMarket', {
    count: months,
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
function joined(last: 'rule.phrases.and' | 'rule.phrases.or', phrases: readonly Sentence[]): Sentence {
  return phrases.reduce((left, right, i) =>
    sentence(i === phrases.length - 1 ? last : 'rule.phrases', { left, right }),
  );
}
