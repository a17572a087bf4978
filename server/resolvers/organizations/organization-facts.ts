import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, ORGANIZATION_ADMINS, OWN_ORGANIZATION } from '../../../schema/access';
import { AffiliationConnection } from '../../../schema/people/affiliation';
import { ConnectionArguments } from '../../../schema/connection';
import { EmployeeConnection } from '../../../schema/people/employee';
import { InvitationConnection } from '../../../schema/people/invitation';
import { MembershipConnection } from '../../../schema/memberships/membership';
import { MetricRecordConnection } from '../../../schema/metrics/metric-record';
import { Organization } from '../../../schema/organizations/organization';
import { OverrideConnection } from '../../../schema/overrides/override';
import { LocalDate } from '../../../schema/scalars/local-date';
import type {
  AffiliationRow,
  CompetencyOverrideRow,
  InvitationRow,
  MembershipRow,
  MetricRecordRow,
} from '../../db/entities';
import { employeesOn } from '../../request/colleagues';
import type { Context } from '../../request/context';
import type { ChildList } from '../../request/list';
import { childPage } from '../../request/paging';
import type { Day } from '../../rules';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import { presentAffiliation } from '../../presenters/people/affiliation';
import { presentEmployee } from '../../presenters/people/employee';
import { presentInvitation } from '../../presenters/people/invitation';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentMetricRecord } from '../../presenters/metrics/metric-record';
import { presentOverride } from '../../presenters/overrides/override';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const AFFILIATIONS: ChildList<AffiliationRow> = {
  name: 'affiliationsOfOrganization',
  table: 'affiliation',
  columns: '*',
  parent: 'organizationId',
  orderBy: { employeeId: 'text', id: 'text' },
};

const OVERRIDES: ChildList<CompetencyOverrideRow> = {
  name: 'overrides',
  table: 'competency_override',
  columns: '*',
  parent: 'organizationId',
  orderBy: { fromDay: 'day', id: 'text' },
  descending: true,
};

const METRIC_RECORDS: ChildList<MetricRecordRow> = {
  name: 'metricRecords',
  table: 'metric_record',
  columns: '*',
  parent: 'organizationId',
  orderBy: { metric: 'text', month: 'text' },
  unique: ['metric', 'month'],
};

const MEMBERSHIPS: ChildList<MembershipRow> = {
  name: 'memberships',
  table: 'membership',
  columns: '*',
  parent: 'organizationId',
  orderBy: { fromDay: 'day', id: 'text' },
  descending: true,
};

const INVITATIONS: ChildList<InvitationRow> = {
  name: 'invitations',
  table: 'invitation',
  columns: '*',
  parent: 'organizationId',
  orderBy: { id: 'text' },
  descending: true,
};

@Resolver(() => Organization)
export class OrganizationFactsResolver {
  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => EmployeeConnection, {
    nullable: true,
    description: 'The people who belong to the organization on a day, in order of registration.',
  })
  employees(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The requested day, past or future. Default: today.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return childPage(context, employeesOn(on ?? context.today), organizationId, paging, (row) =>
      presentEmployee(row, organizationId),
    );
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => AffiliationConnection, {
    nullable: true,
    description: 'The past, current and future affiliations with the organization, person by person.',
  })
  affiliations(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, AFFILIATIONS, organizationId, paging, presentAffiliation);
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => OverrideConnection, {
    nullable: true,
    description: "The overrides of the organization's competencies: past, current and future, latest first.",
  })
  async overrides(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    const catalogue = await catalogueToday(context);
    return childPage(context, OVERRIDES, organizationId, paging, (row) => presentOverride(row, catalogue));
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => MetricRecordConnection, {
    nullable: true,
    description: 'The metric amounts that the vendor recorded for the organization, by metric and month.',
  })
  async metricRecords(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    const catalogue = await catalogueToday(context);
    return childPage(context, METRIC_RECORDS, organizationId, paging, (row) =>
      presentMetricRecord(row, catalogue),
    );
  }

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @FieldResolver(() => MembershipConnection, {
    nullable: true,
    description: 'The membership terms of the organization, latest first.',
  })
  memberships(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, MEMBERSHIPS, organizationId, paging, presentMembership);
  }

  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @FieldResolver(() => InvitationConnection, {
    nullable: true,
    description: 'The invitations to join the organization, newest first.',
  })
  invitations(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, INVITATIONS, organizationId, paging, presentInvitation);
  }
}
