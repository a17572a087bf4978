/**
 * How large a version of the catalogue can be. Much of what is derived from it grows with the product of two of these
 * numbers, so they are well above what a programme needs (in 2017: 97 credentials, 18 competencies, 48 paths) and no
 * larger. They hold for what is published; a version that is stored stays readable.
 */
export const CATALOGUE_LIMITS = {
  /** Characters. */
  document: 1_048_576,
  /** Texts, numbers, lists and objects together. */
  values: 40_000,
  nesting: 50,
  text: 200,
  note: 2_000,
  centers: 50,
  metrics: 200,
  credentials: 2_000,
  competencies: 200,
  pathsOfCompetency: 50,
  paths: 1_000,
  offers: 100,
  benefits: 1_000,
  reminderDays: 20,
  windows: 200,
  monthsOfWindow: 120,
  /** Of a path: its requirements, and theirs. */
  requirementsOfPath: 50,
  groupsOfPath: 20,
  slotsOfPath: 200,
  slots: 5_000,
  ways: 5_000,
  waysOfPath: 1_000,
  partsOfNeed: 200,
  waysOfNeed: 300,
} as const;
