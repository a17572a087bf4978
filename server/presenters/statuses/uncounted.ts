import type { Credential } from '../../../schema/catalogue/credential';
import type { UncountedReason, UncountedReasonKind } from '../../../schema/statuses/progress';
import type { InWords } from '../../../schema/in-words';
import { sentence, type Sentence } from '../../messages';
import type * as rules from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';
import { inWords } from '../in-words';
import { presentContributor, type ContributorSource } from './contributor';

/** Lists can be long, so fields are computed only when they are read. */
export class PresentedUncounted {
  readonly #uncounted: rules.UncountedAchievement;
  readonly #catalogue: CatalogueOnDay;
  readonly organizationId: string;

  constructor(uncounted: rules.UncountedAchievement, catalogue: CatalogueOnDay, organizationId: string) {
    this.#uncounted = uncounted;
    this.#catalogue = catalogue;
    this.organizationId = organizationId;
  }

  get achievementId(): string {
    return this.#uncounted.achievement;
  }

  get credential(): Credential {
    return this.#catalogue.credential(this.#uncounted.credential);
  }

  get contributor(): ContributorSource {
    return presentContributor(this.#uncounted.person, this.organizationId);
  }

  get reasons(): readonly UncountedReason[] {
    return this.#uncounted.reasons.map((reason) => new PresentedReason(reason));
  }
}

const KINDS = {
  'not-yet-earned': 'NOT_YET_EARNED',
  expired: 'EXPIRED',
  revoked: 'REVOKED',
  'no-longer-accepted': 'NO_LONGER_ACCEPTED',
  elsewhere: 'ELSEWHERE',
  'on-no-path': 'ON_NO_PATH',
  'person-already-used': 'PERSON_ALREADY_USED',
  'person-spare': 'PERSON_SPARE',
  'need-incomplete': 'NEED_INCOMPLETE',
} as const satisfies Record<rules.UncountedReason['kind'], UncountedReasonKind>;

class PresentedReason implements UncountedReason {
  readonly #reason: rules.UncountedReason;

  constructor(reason: rules.UncountedReason) {
    this.#reason = reason;
  }

  get kind(): UncountedReasonKind {
    return KINDS[this.#reason.kind];
  }

  get on(): rules.Day | null {
    return 'day' in this.#reason ? this.#reason.day : null;
  }

  get inWords(): InWords {
    return inWords(reasonInWords(this.#reason));
  }
}

function reasonInWords(reason: rules.UncountedReason): Sentence {
  if (!('day' in reason)) return sentence(`uncounted.${KINDS[reason.kind]}`);
  return reason.day === null
    ? sentence('uncounted.NOT_YET_HERE')
    : sentence(`uncounted.${KINDS[reason.kind]}`, { on: reason.day });
}
