import { idOf, type NodeType } from '../../../schema/global-id';
import type {
  AchievementRevokedInput,
  CredentialEarnedInput,
  MonthClosedInput,
  OverrideEndsInput,
  OverridePlacedInput,
  PersonJoinsInput,
  SuppositionInput,
} from '../../../schema/what-if';
import { checkKnown, wordsOf } from '../../checks/known-keys';
import { checkAmount } from '../../checks/recorded-metric';
import { monthsAfter } from '../../checks/months-after';
import { checkDecision } from '../../commands/steps/store-overrides';
import type { Refusal } from '../../checks/refusal';
import { say } from '../../messages';
import { BadInput } from '../../request/bad-input';
import { earnedIn, type Supposing } from '../../request/organization-on-day';
import {
  LAST_DAY,
  monthOf,
  shiftMonth,
  versionOn,
  whatIfStepwise,
  type Catalogue,
  type Day,
  type MemberFacts,
  type Override,
  type Supposition,
} from '../../rules';
import { joinerId } from '../../presenters/contributor';
import { refuseInput } from './refuse-input';

const MAX_SUPPOSITIONS = 100;
const MAX_CREDENTIALS = 50;

/**
 * The facts of an organization as they would be. Their number is checked before anything is read; the people and
 * things that they name must be the organization's.
 */
export function suppose(inputs: readonly SuppositionInput[], today: Day): Supposing {
  if (inputs.length > MAX_SUPPOSITIONS) {
    throw new BadInput(say('whatIf.tooMany', { count: inputs.length, most: MAX_SUPPOSITIONS }));
  }
  return {
    given: JSON.stringify(inputs),
    added: inputs.reduce((sum, input) => sum + addedBy(input), 0),
    *rule(versions, facts) {
      const reader = new SuppositionReader({ versions, facts }, today);
      const suppositions: Supposition[] = [];
      for (const input of inputs) {
        suppositions.push(reader.read(input, suppositions.length + 1));
        // It may look for a person among all of them.
        yield;
      }
      return yield* whatIfStepwise(facts, suppositions);
    },
  };
}

function addedBy({ personJoins, credentialEarned }: SuppositionInput): number {
  if (!personJoins) return credentialEarned ? 1 : 0;
  const { length } = personJoins.credentials;
  if (length > MAX_CREDENTIALS) {
    throw new BadInput(say('whatIf.credentials', { count: length, most: MAX_CREDENTIALS }));
  }
  return 1 + length;
}

interface Supposed {
  readonly versions: readonly Catalogue[];
  readonly facts: MemberFacts;
}

class SuppositionReader {
  readonly #organization: Supposed;
  #earnedHere: ReadonlySet<string> | undefined;
  readonly #today: Day;
  /** Gathered once for all that is supposed. */
  readonly #known = new Map<string, ReadonlySet<string>>();
  #joiners = 0;

  constructor(organization: Supposed, today: Day) {
    this.#organization = organization;
    this.#today = today;
  }

  read(input: SuppositionInput, number: number): Supposition {
    if (input.personLeaves) {
      const { employeeId, on } = input.personLeaves;
      return { kind: 'person-leaves', person: this.#employee(employeeId), day: this.#day(on) };
    }
    if (input.personJoins) return this.#joins(input.personJoins);
    if (input.credentialEarned) return this.#earned(input.credentialEarned);
    if (input.achievementRevoked) return this.#revoked(input.achievementRevoked);
    if (input.sales) {
      const { metric, month, amount } = input.sales;
      refuseInput([this.#unknown('metric', metric), checkAmount(amount, [])]);
      return { kind: 'sales', metric, month, hundredths: amount };
    }
    if (input.monthClosed) return this.#closed(input.monthClosed);
    if (input.overridePlaced) {
      return { kind: 'override-placed', override: this.#placed(input.overridePlaced, number) };
    }
    if (input.overrideEnds) return this.#ends(input.overrideEnds);
    throw new Error('A supposition names exactly one thing: the schema sees to it.');
  }

  #joins({ credentials, on }: PersonJoinsInput): Supposition {
    refuseInput([...new Set(credentials)].map((code) => this.#unknown('credential', code)));
    return { kind: 'person-joins', person: joinerId(++this.#joiners), credentials, day: this.#day(on) };
  }

  #earned({ employeeId, credential, on }: CredentialEarnedInput): Supposition {
    const person = this.#employee(employeeId);
    refuseInput([this.#unknown('credential', credential)]);
    return { kind: 'credential-earned', person, credential, day: this.#day(on) };
  }

  #revoked({ achievementId, on }: AchievementRevokedInput): Supposition {
    const id = idOf('Achievement', achievementId);
    this.#earnedHere ??= earnedIn(this.#organization.facts);
    if (id === null || !this.#earnedHere.has(id)) {
      throw new BadInput(say('whatIf.achievement', { id: achievementId }));
    }
    return { kind: 'achievement-revoked', achievement: id, day: this.#day(on) };
  }

  /** A feed is complete when its month is over, whenever that is supposed to be. */
  #closed({ month, on }: MonthClosedInput): Supposition {
    const day = this.#day(on);
    if (month === monthOf(LAST_DAY)) throw new BadInput(say('whatIf.month.last', { month }));
    const first = `${shiftMonth(month, 1)}-01`;
    if (day < first) throw new BadInput(say('whatIf.month.early', { month, on: day, first }));
    return { kind: 'month-closed', month, day };
  }

  /**
   * Judged as by `placeOverride`: by its first day, whichever day is asked about. It may end on that day, though, since
   * an override that is revoked before it begins leaves such an empty span, too.
   */
  #placed({ competency, effect, level = null, from, until }: OverridePlacedInput, number: number): Override {
    const { versions } = this.#organization;
    const begin = this.#day(from);
    refuseInput(checkDecision({ competency, effect, level }, versions, begin, []));
    const { policy } = versionOn(versions, begin);
    const end = until ?? monthsAfter(begin, policy.overrideMonths);
    if (end === null) throw new BadInput(say('calendar.ends', { from: begin }));
    if (end < begin) throw new BadInput(say('whatIf.span', { from: begin, until: end }));
    const span = { id: `supposed ${number}`, competency, from: begin, until: end };
    return level === null ? { ...span, effect: 'WITHHOLD', level } : { ...span, effect: 'GRANT', level };
  }

  #ends({ overrideId, on }: OverrideEndsInput): Supposition {
    const id = this.#own('Override', overrideId, this.#organization.facts.overrides);
    if (id === null) throw new BadInput(say('whatIf.override', { id: overrideId }));
    return { kind: 'override-ends', override: id, day: this.#day(on) };
  }

  #employee(given: string): string {
    const id = this.#own('Employee', given, this.#organization.facts.people);
    if (id === null) throw new BadInput(say('whatIf.employee', { id: given }));
    return id;
  }

  #own(type: NodeType, given: string, own: readonly { readonly id: string }[]): string | null {
    const id = idOf(type, given);
    return own.some((one) => one.id === id) ? id : null;
  }

  #unknown(kind: 'credential' | 'metric', given: string): Refusal | null {
    const known = this.#known.get(kind) ?? wordsOf(kind, this.#organization.versions);
    this.#known.set(kind, known);
    return checkKnown(kind, given, known, []);
  }

  #day(on: Day | null | undefined): Day {
    return on ?? this.#today;
  }
}
