import type { CatalogueEffect } from '../../schema/catalogue-preview';
import type { ConnectionArguments } from '../../schema/connection';
import { CataloguePreview, type Previewed } from '../search/catalogue-preview';
import type { Context } from '../request/context';
import { isGain, type Catalogue, type Day, type Effect } from '../rules';
import { CatalogueOnDay } from './catalogue-on-day';
import { presentDifference } from './status-change';

/** A preview as clients see it; the counts look at every organization, and only when one of them is selected. */
export class CataloguePreviewSource {
  readonly version: number;
  readonly appliesFrom: Day | null;
  readonly #preview: CataloguePreview;
  readonly #described: () => CatalogueOnDay;

  constructor(context: Context, versions: readonly Catalogue[], draft: Catalogue) {
    const others = [...versions, draft];
    this.version = draft.version;
    this.appliesFrom = draft.appliesFrom;
    const { today } = context;
    this.#preview = new CataloguePreview(context, versions, others, today);
    let described: CatalogueOnDay | undefined;
    this.#described = () => (described ??= new CatalogueOnDay(others, draft.appliesFrom ?? today));
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

  #present({ id, effects }: Previewed): PreviewedOrganizationSource {
    return { organizationId: id, effects: effects.map((effect) => this.#presentEffect(effect)) };
  }

  /** Without the competency itself: that of a draft is no object that could be found again. */
  #presentEffect(effect: Effect): CatalogueEffect {
    const { competency, ...difference } = presentDifference(effect, this.#described());
    return {
      ...difference,
      competencyKey: competency?.key ?? null,
      isGain: isGain(effect),
      from: effect.from,
      until: effect.until,
    };
  }
}

/** What resolvers of its fields may rely on. */
export interface PreviewedOrganizationSource {
  readonly organizationId: string;
  readonly effects: readonly CatalogueEffect[];
}
