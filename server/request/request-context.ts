import type { ExecutionResult, GraphQLError } from 'graphql';
import { renewed } from '../auth/authenticate';
import type { Viewer } from '../auth/viewer';
import type { Database, Reader } from '../db/database';
import type { Sent } from '../db/statements';
import { editionOf } from '../projection/edition';
import type { Deriving } from '../projection/update-spans';
import type { Catalogue, Day, Run } from '../rules';
import type { Batching, AnswerPacer } from './scheduling/answer-pacer';
import type { KnownVersions, ProgrammeState } from '../catalogue/known-versions';
import type { Context } from './context';
import type { Deadline } from './scheduling/deadline';
import { loadersOf, type Loaders } from './loaders';
import { Meter, type ReserveMemory, type Spend } from './meter';
import { Selection } from './selection';

export interface RequestOptions {
  readonly requestId: string;
  readonly address: string;
  readonly viewer: Viewer;
  readonly today: Day;
  readonly now: Date;
  readonly database: Database;
  /** For what many requests ask for alike (db/sharing.ts). */
  readonly shared: Reader;
  readonly programme: KnownVersions;
  readonly deadline: Deadline;
  readonly noted: Noted;
  readonly sent: Sent;
  readonly spend: Spend;
  readonly keep: ReserveMemory;
  readonly holdRows: (points: number) => Promise<void>;
  readonly worked: (milliseconds: number) => void;
  readonly pace: AnswerPacer;
  readonly run: Run;
  readonly finish: Run;
}

/** What was read before a change may be outdated after it. */
interface Known {
  viewer: Viewer;
  programme: Promise<ProgrammeState> | null;
  selection: Selection;
  load: Loaders;
}

/** The context of one HTTP request: what resolvers see, and what the edge keeps beside it. */
export class RequestContext implements Context {
  readonly requestId: string;
  readonly address: string;
  readonly today: Day;
  readonly now: Date;
  readonly database: Database;
  readonly reader: Reader;
  readonly deadline: Deadline;
  readonly noted: Noted;
  readonly stages: Stages = {};
  readonly sent: Sent;
  readonly programme: (edition: number) => Promise<ProgrammeState>;
  readonly catalogues: () => Promise<readonly Catalogue[]>;
  readonly knownCatalogues: () => readonly Catalogue[];
  readonly run: Run;
  /** Like `run`, also when the caller has no points left. */
  readonly finish: Run;
  /** Waits until there is room for the rows of an operation of this price. */
  readonly holdRows: (points: number) => Promise<void>;
  /** Lets the caller pay for time that the process has spent on the request. */
  readonly worked: (milliseconds: number) => void;
  readonly pace: AnswerPacer;
  readonly meter: Meter;
  readonly deriving: Deriving;
  // Apollo copies a context when an operation begins, but for what is really private; the copy shares this.
  private readonly known: Known;

  constructor({ requestId, address, viewer, today, now, database, shared, ...options }: RequestOptions) {
    this.requestId = requestId;
    this.address = address;
    this.today = today;
    this.now = now;
    this.reader = database;
    this.deadline = options.deadline;
    this.noted = options.noted;
    this.sent = options.sent;
    this.worked = options.worked;
    this.finish = options.finish;
    this.holdRows = options.holdRows;
    this.pace = options.pace;
    this.meter = new Meter(options.spend, options.keep);
    const programme = () => (known.programme ??= options.programme.upToDate(shared));
    const selection = () => known.selection;
    const { run } = options;
    const reader: Batching = {
      rows: (sql, parameters) => database.rows(sql, parameters),
      schedule: this.pace.schedule,
    };
    const { meter } = this;
    const loadersNow = () =>
      loadersOf({ reader, dialect: database.dialect, programme, selection, meter, run });
    const known: Known = {
      viewer,
      programme: null,
      selection: Selection.EVERYTHING,
      load: loadersNow(),
    };
    this.programme = async (edition) => {
      const { versions, closings } = await programme();
      if (editionOf(versions, closings) < edition) known.programme = null;
      return programme();
    };
    this.catalogues = async () => (await programme()).versions;
    this.knownCatalogues = () => options.programme.known;
    this.run = run;
    this.deriving = {
      run,
      pay: (kind, organizations) => meter.payForAll(kind, organizations),
    };
    this.known = known;
    this.database = {
      ...database,
      async transaction(work, until) {
        try {
          const result = await database.transaction(work, until);
          known.viewer = await renewed(database, known.viewer, today);
          return result;
        } finally {
          known.programme = null;
          meter.renew();
          known.load = loadersNow();
        }
      },
    };
  }

  get viewer(): Viewer {
    return this.known.viewer;
  }

  get selection(): Selection {
    return this.known.selection;
  }

  /** Called by the executor before anything is read. */
  select(selection: Selection): void {
    this.known.selection = selection;
  }

  get load(): Loaders {
    return this.known.load;
  }
}

/** What is noted of a request on its way, for the log, the metrics and `extensions.cost`. */
export interface Noted {
  operationName?: string;
  operationType?: string;
  /** The code of the first error. */
  errorCode?: string;
  cost?: Spent;
}

/** Stages of a request that run once, although a known query that fails is handed over to Apollo. */
export interface Stages {
  /** Admission, which reads the variables. */
  admission?: Promise<ReadVariables>;
  execution?: Promise<ExecutionResult>;
  /** An estimate of the length of the result as JSON. */
  characters?: number;
}

/** The coerced values of the variables, or their errors. An operation that was admitted has paid its `cost`. */
export type ReadVariables =
  | {
      readonly coerced: Readonly<Record<string, unknown>>;
      readonly errors?: undefined;
      readonly cost?: number;
    }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

/** What a request cost, and what is left of the minute. */
export interface Spent {
  readonly requested: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInSeconds: number;
}
