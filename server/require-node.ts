// Every program imports this file first: a library of a later import may fail on an older Node with a stack trace.
const MINIMUM = 24;

const version = process.versions.node;
if (Number.parseInt(version) < MINIMUM) {
  console.error(`The server needs Node ${MINIMUM} or newer, but this is Node ${version}.`);
  // Not 1, with which `import` reports refused rows and `verify` reports differences.
  process.exit(2);
}
