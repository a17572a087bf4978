import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Allow, PROGRAMME_ADMINS } from '../../../schema/access';
import { CatalogueChange } from '../../../schema/catalogue/catalogue-change';
import {
  CataloguePreview,
  PreviewedOrganization,
  PreviewedOrganizationConnection,
} from '../../../schema/catalogue/catalogue-preview';
import { ConnectionArguments } from '../../../schema/connection';
import { Cost } from '../../../schema/cost';
import { ListSize } from '../../../schema/list-size';
import { Organization } from '../../../schema/organizations/organization';
import { LocalDate } from '../../../schema/scalars/local-date';
import { checkDraft } from '../../checks/catalogue-draft';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import type { Day } from '../../rules';
import { COMPARED_TO, versionToCompare } from '../arguments/catalogue-version';
import {
  CataloguePreviewSource,
  type PreviewedOrganizationSource,
} from '../../presenters/catalogue/catalogue-preview';
import { programmeToday } from '../../presenters/catalogue/programme';
import { presentCatalogueChanges } from '../../presenters/catalogue/catalogue-change';
import { presentOrganization } from '../../presenters/organizations/organization';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver(() => CataloguePreview)
export class CataloguePreviewResolver {
  @Allow(PROGRAMME_ADMINS)
  @Cost(5000)
  @SemanticNonNull()
  @Query(() => CataloguePreview, {
    nullable: true,
    description:
      'The organizations that would gain or lose something, and from which day, if a document were published today as the next version of the catalogue. Nothing is stored.',
  })
  async previewCatalogue(
    @Arg('document', () => String, { description: 'The document, as JSON text.' }) document: string,
    @Arg('appliesFrom', () => LocalDate, {
      description: 'The first day on which the version would apply: tomorrow or later.',
    })
    appliesFrom: Day,
    @Ctx() context: Context,
  ): Promise<CataloguePreviewSource> {
    const { catalogue, problems, tooSoon } = await checkDraft(
      context,
      context.derivation.run,
      document,
      appliesFrom,
    );
    if (tooSoon !== null) throw new BadInput({ code: 'TOO_SOON', path: ['appliesFrom'], sentence: tooSoon });
    if (catalogue === null) {
      throw new BadInput({
        code: 'INVALID',
        path: ['document'],
        sentence: sentence('catalogue.preview.problems', { count: problems.length }),
      });
    }
    return new CataloguePreviewSource(context, await context.catalogues(), catalogue);
  }

  @ListSize(20)
  @SemanticNonNull()
  @FieldResolver(() => [CatalogueChange], {
    nullable: true,
    description: 'The differences between a published version and the document.',
  })
  async changes(
    @Root() { draft, versions }: CataloguePreviewSource,
    @Arg('comparedTo', () => Int, COMPARED_TO) comparedTo: number | null = null,
    @Ctx() context: Context,
  ): Promise<readonly CatalogueChange[]> {
    const before = required(versionToCompare(versions, comparedTo, draft.version));
    const programme = await programmeToday(context);
    return presentCatalogueChanges({ before, after: draft }, { programme, isDraft: true }, context.run);
  }

  @SemanticNonNull()
  @FieldResolver(() => PreviewedOrganizationConnection, {
    nullable: true,
    description: 'The organizations whose status would change, ordered by name.',
  })
  organizations(
    @Root() preview: CataloguePreviewSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
  ) {
    return preview.page(paging);
  }
}

@Resolver(() => PreviewedOrganization)
export class PreviewedOrganizationResolver {
  @FieldResolver(() => Organization, { description: 'The organization.' })
  async organization(
    @Root() { organizationId }: PreviewedOrganizationSource,
    @Ctx() { load }: Context,
  ): Promise<Organization> {
    return presentOrganization(required(await load.organization.load(organizationId)));
  }
}
