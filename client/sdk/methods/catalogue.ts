import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function catalogue(connection: Connection) {
  const { ask, command, list } = methodHelpers(connection);
  return {
    /** The catalogue of a day: its centers, competencies and credentials. */
    get: (variables: op.CatalogueOnQueryVariables = {}, options?: CallOptions) =>
      ask(op.CatalogueOnDocument, variables, options, ({ catalogue }) => catalogue),
    /** All versions of the catalogue, oldest first. */
    versions: (options?: CallOptions) =>
      ask(op.CatalogueVersionsDocument, {}, options, ({ catalogueVersions }) => catalogueVersions),
    /**
     * The document of a version exactly as it was published; null when there is no such version.
     *
     * For: the vendor's agents, the vendor's programme admins.
     */
    document: (variables: op.CatalogueDocumentQueryVariables, options?: CallOptions) =>
      ask(
        op.CatalogueDocumentDocument,
        variables,
        options,
        ({ catalogueVersion }) => catalogueVersion?.document ?? null,
      ),
    /** The differences of a version from another one, by default the one before; null when there is no such version. */
    changes: (variables: op.CatalogueChangesQueryVariables, options?: CallOptions) =>
      ask(
        op.CatalogueChangesDocument,
        variables,
        options,
        ({ catalogueVersion }) => catalogueVersion?.changes ?? null,
      ),
    /**
     * The problems of a document; empty when it can be published.
     *
     * For: the vendor's programme admins.
     */
    check: (variables: op.CheckCatalogueQueryVariables, options?: CallOptions) =>
      ask(op.CheckCatalogueDocument, variables, options, ({ checkCatalogue }) => checkCatalogue),
    /**
     * The number of organizations that would gain or lose something if a document were published.
     *
     * For: the vendor's programme admins.
     */
    preview: (variables: op.PreviewCatalogueQueryVariables, options?: CallOptions) =>
      ask(op.PreviewCatalogueDocument, variables, options, ({ previewCatalogue }) => previewCatalogue),
    /**
     * The organizations that would gain or lose something if a document were published, with the differences.
     *
     * For: the vendor's programme admins.
     */
    previewOrganizations: (
      variables: OptionalVariables<op.PreviewCatalogueOrganizationsQueryVariables>,
      options?: ListOptions,
    ) =>
      list(
        op.PreviewCatalogueOrganizationsDocument,
        variables,
        options,
        ({ previewCatalogue }) => previewCatalogue?.organizations ?? null,
      ),
    /**
     * The differences between a published version, by default the newest, and a document.
     *
     * For: the vendor's programme admins.
     */
    previewChanges: (variables: op.PreviewCatalogueChangesQueryVariables, options?: CallOptions) =>
      ask(
        op.PreviewCatalogueChangesDocument,
        variables,
        options,
        ({ previewCatalogue }) => previewCatalogue.changes,
      ),
    /**
     * Publishes a document as the next version of the catalogue.
     *
     * For: the vendor's programme admins.
     */
    publish: command(op.PublishCatalogueDocument, 'catalogue'),
  };
}
