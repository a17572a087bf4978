import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow, ANYONE, PROGRAMME_ADMINS, VENDOR } from '../../../schema/access';
import { Benefit } from '../../../schema/catalogue/benefit';
import { Catalogue } from '../../../schema/catalogue/catalogue';
import { CatalogueChange } from '../../../schema/catalogue/catalogue-change';
import { CatalogueProblem } from '../../../schema/catalogue/catalogue-problem';
import { Center } from '../../../schema/catalogue/center';
import { Competency } from '../../../schema/catalogue/competency';
import { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import { Credential, CredentialKind } from '../../../schema/catalogue/credential';
import { ListSize } from '../../../schema/list-size';
import { Metric } from '../../../schema/catalogue/metric';
import { Offer } from '../../../schema/catalogue/offer';
import { Policy } from '../../../schema/catalogue/policy';
import { PublishCatalogueInput, PublishCataloguePayload } from '../../../schema/catalogue/publish-catalogue';
import { LocalDate } from '../../../schema/scalars/local-date';
import { checkDraft } from '../../checks/catalogue-draft';
import { publishCatalogue } from '../../commands/catalogue/publish-catalogue';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { type CredentialKind as KindName, type Day } from '../../rules';
import { VERSION_DAY_ARGUMENT } from '../../presenters/catalogue/catalogue-on-day';
import { COMPARED_TO, versionToCompare } from '../arguments/catalogue-version';
import { presentProblem } from '../../presenters/catalogue/catalogue-problem';
import { presentRefusals } from '../../presenters/refusal';
import { refuseUnknownCenter } from '../arguments/center';
import { programmeToday } from '../../presenters/catalogue/programme';
import { presentCatalogueChanges } from '../../presenters/catalogue/catalogue-change';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

@Resolver()
export class CatalogueResolver {
  @Allow(ANYONE)
  @Query(() => Catalogue, {
    description: 'The rules of the programme on a given day, past or future.',
  })
  async catalogue(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<Catalogue> {
    return (await presentedOn(context, on)).catalogue;
  }

  @Allow(ANYONE)
  @Query(() => [Catalogue], { description: 'All versions of the catalogue, oldest first.' })
  async catalogueVersions(@Ctx() context: Context): Promise<readonly Catalogue[]> {
    return (await programmeToday(context)).oldestFirst().map(({ catalogue }) => catalogue);
  }

  @Allow(ANYONE)
  @Query(() => Catalogue, {
    nullable: true,
    description: 'The catalogue version with the given number; null when there is none.',
  })
  async catalogueVersion(
    @Arg('version', () => Int, { description: 'The number of the version: 1, 2, 3 and so on.' })
    version: number,
    @Ctx() context: Context,
  ): Promise<Catalogue | null> {
    return (await programmeToday(context)).version(version)?.catalogue ?? null;
  }

  @Allow(ANYONE)
  @ListSize(6)
  @Query(() => [Center], { description: 'The Centers of Excellence.' })
  async centers(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly Center[]> {
    return (await presentedOn(context, on)).catalogue.centers;
  }

  @Allow(ANYONE)
  @ListSize(20)
  @SemanticNonNull()
  @Query(() => [CompetencyRules], {
    nullable: true,
    description: 'The competencies with their rules on a day, in the order of the catalogue.',
  })
  async competencies(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Arg('center', () => String, {
      nullable: true,
      description: 'Only competencies of the center with this key. Default: all centers.',
    })
    center: string | null = null,
    @Ctx() context: Context,
  ): Promise<readonly CompetencyRules[]> {
    const { competencies } = (await presentedOn(context, on)).catalogue;
    refuseUnknownCenter(center, context);
    return center === null ? competencies : competencies.filter((rules) => rules.center.key === center);
  }

  @Allow(ANYONE)
  @Query(() => Competency, {
    nullable: true,
    description:
      'The competency with the given key; null when no version of the catalogue contains it. Its `rules` depend on the day.',
  })
  async competency(
    @Arg('key', () => String, {
      description: 'The key of the competency in the catalogue, such as `data-platform`.',
    })
    key: string,
    @Ctx() context: Context,
  ): Promise<Competency | null> {
    return (await programmeToday(context)).competency.get(key) ?? null;
  }

  @Allow(ANYONE)
  @ListSize(100)
  @Query(() => [Credential], { description: 'The credentials that people can earn.' })
  async credentials(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Arg('kind', () => CredentialKind, {
      nullable: true,
      description: 'Only credentials of this kind. Default: all kinds.',
    })
    kind: KindName | null = null,
    @Ctx() context: Context,
  ): Promise<readonly Credential[]> {
    const { credentials } = (await presentedOn(context, on)).catalogue;
    return kind === null ? credentials : credentials.filter((credential) => credential.kind === kind);
  }

  @Allow(ANYONE)
  @Query(() => Credential, {
    nullable: true,
    description: 'The credential with the given code; null when there is none.',
  })
  async credential(
    @Arg('code', () => String, { description: 'The code of the credential, such as `70-532`.' }) code: string,
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<Credential | null> {
    return (await presentedOn(context, on)).credential.get(code) ?? null;
  }

  @Allow(ANYONE)
  @ListSize(12)
  @Query(() => [Metric], {
    description: 'The metrics that the vendor measures for each organization, month by month.',
  })
  async metrics(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly Metric[]> {
    return (await presentedOn(context, on)).catalogue.metrics;
  }

  @Allow(ANYONE)
  @ListSize(2)
  @Query(() => [Offer], { description: 'The memberships on sale.' })
  async offers(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly Offer[]> {
    return (await presentedOn(context, on)).catalogue.offers;
  }

  @Allow(ANYONE)
  @ListSize(10)
  @Query(() => [Benefit], { description: 'The benefits that members receive, by level and competency.' })
  async benefits(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly Benefit[]> {
    return (await presentedOn(context, on)).catalogue.benefits;
  }

  @Allow(ANYONE)
  @Query(() => Policy, { description: 'The policy of the programme: its limits and periods.' })
  async policy(
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<Policy> {
    return (await presentedOn(context, on)).catalogue.policy;
  }

  @Allow(PROGRAMME_ADMINS)
  @ListSize(10)
  @SemanticNonNull()
  @Query(() => [CatalogueProblem], {
    nullable: true,
    description:
      'The problems that prevent a document from being published as the next version of the catalogue, at most 100. Empty when it could be published.',
  })
  async checkCatalogue(
    @Arg('document', () => String, { description: 'The document, as JSON text.' }) document: string,
    @Arg('appliesFrom', () => LocalDate, {
      nullable: true,
      description:
        'The first day on which the version would apply. Default: the day that the document states, otherwise tomorrow.',
    })
    appliesFrom: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly CatalogueProblem[]> {
    const { problems, tooSoon } = await checkDraft(context, context.derivation.run, document, appliesFrom);
    const all = tooSoon === null ? problems : [{ place: 'appliesFrom', sentence: tooSoon }, ...problems];
    return all.map(presentProblem);
  }

  @Allow(PROGRAMME_ADMINS)
  @Mutation(() => PublishCataloguePayload, {
    description: 'Publishes the next version of the catalogue, which applies from a given day.',
  })
  async publishCatalogue(
    @Arg('input', () => PublishCatalogueInput, { description: 'The new version.' })
    input: PublishCatalogueInput,
    @Ctx() context: Context,
  ): Promise<PublishCataloguePayload> {
    const { answer, refusals } = await publishCatalogue(context, input);
    const presented = presentRefusals(refusals, context);
    if (answer === null) return { catalogue: null, refusals: presented };
    const published = (await programmeToday(context)).version(answer.version);
    return { catalogue: published?.catalogue ?? null, refusals: presented };
  }
}

@Resolver(() => Catalogue)
export class CatalogueVersionResolver {
  @Allow(VENDOR)
  @SemanticNonNull()
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The document of the version as JSON text, exactly as it was published. Edit it and publish it as the next version. Its notes are not part of the public catalogue.',
  })
  async document(@Root() { version }: Catalogue, @Ctx() { load }: Context): Promise<string> {
    return required(await load.catalogueDocument.load(version));
  }

  @ListSize(20)
  @SemanticNonNull()
  @FieldResolver(() => [CatalogueChange], {
    nullable: true,
    description:
      'The differences between another version and this one. Empty for the first version if no other version is given.',
  })
  async changes(
    @Root() { version }: Catalogue,
    @Arg('comparedTo', () => Int, COMPARED_TO) comparedTo: number | null = null,
    @Ctx() context: Context,
  ): Promise<readonly CatalogueChange[]> {
    const versions = await context.catalogues();
    const after = required(versions.find((one) => one.version === version));
    const before = versionToCompare(versions, comparedTo, version);
    if (before === null) return [];
    const programme = await programmeToday(context);
    return presentCatalogueChanges({ before, after }, { programme, isDraft: false }, context.run);
  }
}

async function presentedOn(context: Context, on: Day | null) {
  return (await programmeToday(context)).catalogueOn(on ?? context.today);
}
