import { describe, expect, it } from '@jest/globals';
import { abusiveTexts, refusedDocuments, worstDocuments } from '../../bench/abuse/catalogues';
import { slowestOrganization } from '../../bench/abuse/organizations';
import { checkCatalogue } from '../../server/catalogue/check-catalogue';
import { problemInEnglish } from '../support/in-english';
import {
  addDays,
  attainedLevels,
  criticalPeople,
  day,
  effectOfVersions,
  explainAll,
  forecast,
  plan,
  renewalRisk,
} from '../../server/rules';

const TODAY = day('2026-06-01');
const check = (text: string) =>
  checkCatalogue(text, { version: 1, appliesFrom: () => null, timeZone: 'UTC' });

/** Measures CPU time, because it is less noisy than wall-clock time. */
function secondsOf(run: () => unknown): number {
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

describe('the worst catalogues', () => {
  it.each(worstDocuments())('$name: stays within the limits and is evaluated within 10 s', ({ document }) => {
    const { catalogue, problems } = check(JSON.stringify(document()));
    expect(problems.map(problemInEnglish)).toEqual([]);
    if (catalogue === null) return;
    const later = { ...catalogue, version: 2, appliesFrom: addDays(TODAY, 30) };
    for (const endsWithin of [180, 1_460]) {
      const facts = slowestOrganization(catalogue, 200, TODAY, endsWithin);
      const seconds = secondsOf(() => {
        attainedLevels([catalogue], facts, TODAY);
        explainAll([catalogue], facts, TODAY);
        plan([catalogue], facts, 'SILVER', null, TODAY);
        forecast([catalogue], facts, TODAY, addDays(TODAY, 730));
        renewalRisk([catalogue], facts, TODAY);
        criticalPeople([catalogue], facts, TODAY);
        effectOfVersions([catalogue], [catalogue, later], facts, TODAY);
      });
      expect(seconds).toBeLessThan(10);
    }
  });

  it.each(refusedDocuments())('$name: exceeds a limit and is refused', ({ document }) => {
    const problems = check(JSON.stringify(document())).problems.map(problemInEnglish);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/; at most /);
  });

  it.each(abusiveTexts())(
    'a document of 1 MiB, $name: is checked within 0.5 s, with a short answer',
    ({ text }) => {
      const document = text();
      let answer = '';
      const checkOnce = () => secondsOf(() => (answer = JSON.stringify(check(document).problems)));
      // The fastest of three runs, because a run may pay for collecting the garbage of earlier tests.
      expect(Math.min(checkOnce(), checkOnce(), checkOnce())).toBeLessThan(0.5);
      expect(answer.length).toBeLessThan(50_000);
    },
  );
});
