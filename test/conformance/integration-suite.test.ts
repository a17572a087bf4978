/** @jest-environment ./test/conformance/excluded-tests-environment.ts */
import { ApolloServer } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import Fastify from 'fastify';
import { mountGraphql } from '../../server/http/mount-graphql';

// Apollo's tests of a server over HTTP. Only the mounting is ours: schema, options and plugins belong to the suite.
// Our limits and error messages, which have their own tests, would break the suite.
defineIntegrationTestSuite(async (options, { context = async () => ({}) } = {}) => {
  const app = Fastify();
  const server = new ApolloServer(options);
  await server.start();
  mountGraphql(app, server, { path: '/', contextOf: context, onFault: (error) => error.message });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { server, url, extraCleanup: () => app.close() };
});
