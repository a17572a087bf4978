/** @jest-environment ./test/conformance/without-left-out.ts */
import { ApolloServer } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import Fastify from 'fastify';
import { mountGraphql } from '../../server/http/mount-graphql';

// Apollo's own tests of what a server does over HTTP. Only the mounting is ours here: schema, options and plugins
// are the suite's, so that our limits and our words for errors, which have tests of their own, are not in its way.
defineIntegrationTestSuite(async (options, { context = async () => ({}) } = {}) => {
  const app = Fastify();
  const server = new ApolloServer(options);
  await server.start();
  mountGraphql(app, server, { path: '/', contextOf: context, onFault: (error) => error.message });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { server, url, extraCleanup: () => app.close() };
});
