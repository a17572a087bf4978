import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function catalogue(connection: Connection) {
  const { ask, command, list } = verbsOf(connection);
  return {
    /** The catalogue of a day: its centers, competencies and credentials. */
    get: (variables: op.CatalogueOnQueryVariables = {}, options?: CallOptions) =>
      ask(op.CatalogueOnDocument, variables, options, ({ catalogue }) => catalogue),
    /** All versions of the catalogue, oldest first. */
    versions: (options?: CallOptions) =>
      ask(op.CatalogueVersionsDocument, {}, options, ({ catalogueVersions }) => catalogueVersions),
    /**
     * What is wrong with a document; nothing: it can be published.
     *
     * For: the vendor's programme admins.
     */
    check: (variables: op.CheckCatalogueQueryVariables, options?: CallOptions) =>
      ask(op.CheckCatalogueDocument, variables, options, ({ checkCatalogue }) => checkCatalogue),
    /**
     * How many organizations would gain or lose something if a document were published.
     *
     * For: the vendor's programme admins.
     */
    preview: (variables: op.PreviewCatalogueQueryVariables, options?: CallOptions) =>
      ask(op.PreviewCatalogueDocument, variables, options, ({ previewCatalogue }) => previewCatalogue),
    /**
     * Which organizations would gain or lose what, if a document were published.
     *
     * For: the vendor's programme admins.
     */
    previewOrganizations: (
      variables: Beside<op.PreviewCatalogueOrganizationsQueryVariables>,
      options?: ListOptions,
    ) =>
      list(
        op.PreviewCatalogueOrganizationsDocument,
        variables,
        options,
        ({ previewCatalogue }) => previewCatalogue?.organizations ?? null,
      ),
    /**
     * Publishes a document as the next version.
     *
     * For: the vendor's programme admins.
     */
    publish: command(op.PublishCatalogueDocument, 'catalogue'),
  };
}
