import type { CatalogueEffect } from '../../../schema/catalogue/catalogue-effect';
import type { ConnectionArguments } from '../../../schema/connection';
import { CataloguePreview, type PreviewedOrganization } from '../../search/catalogue-preview';
import type { Context } from '../../request/context';
import { isGain, lastDayOf, type Catalogue, type Day, type Effect } from '../../rules';
import { CatalogueOnDay } from './catalogue-on-day';
import { programmeOf } from './programme';
import { lazy } from '../getters';
import { presentComparison } from '../statuses/status-change';

/** Counts are computed only if they are selected, because counting evaluates all organizations. */
export class CataloguePreviewSource {
  readonly version: number;
  readonly appliesFrom: Day | null;
  readonly #preview: CataloguePreview;
  readonly #catalogue: () => CatalogueOnDay;

  constructor(
    context: Context,
    readonly versions: readonly Catalogue[],
    readonly draft: Catalogue,
  ) {
    const withDraft = [...versions, draft];
    this.version = draft.version;
    this.appliesFrom = draft.appliesFrom;
    const { today } = context;
    this.#preview = new CataloguePreview(context, versions, withDraft);
    this.#catalogue = lazy(
      () => new CatalogueOnDay(programmeOf({ versions: withDraft, today }), draft.appliesFrom ?? today),
    );
  }

  async organizationCount(): Promise<number> {
    return (await this.#preview.counts()).organizations;
  }

  async gainingCount(): Promise<number> {
    return (await this.#preview.counts()).gaining;
  }

  async losingCount(): Promise<number> {
    return (await this.#preview.counts()).losing;
  }

  page(paging: ConnectionArguments) {
    return this.#preview.page(paging, (previewed) => this.#present(previewed));
  }

  #present({ id, effects }: PreviewedOrganization): PreviewedOrganizationSource {
    return { organizationId: id, effects: effects.map((effect) => this.#presentEffect(effect)) };
  }

  /** Tells the key of a competency only: a competency of a draft has no id that could be looked up. */
  #presentEffect(effect: Effect): CatalogueEffect & { readonly __typename: string } {
    const comparison = presentComparison(effect, this.#catalogue());
    const key = comparison.kind === 'CompetencyLevel' ? { competencyKey: comparison.competency.key } : {};
    return {
      ...comparison,
      ...key,
      __typename: `${comparison.kind}Effect`,
      isGain: isGain(effect),
      from: effect.from,
      until: effect.until,
      lastDay: lastDayOf(effect),
    };
  }
}

export interface PreviewedOrganizationSource {
  readonly organizationId: string;
  readonly effects: readonly CatalogueEffect[];
}
