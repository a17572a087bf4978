import type { ExecutionResult, GraphQLError } from 'graphql';
import { refreshViewer } from '../auth/authenticate';
import type { Viewer } from '../auth/viewer';
import type { Database, Reader } from '../db/database';
import type { StatementCount } from '../db/count-statements';
import { editionOf } from '../projection/edition';
import type { DerivationOptions } from '../projection/update-spans';
import type { Catalogue, Day, RunWork } from '../rules';
import type { BatchingReader, AnswerPacer } from './scheduling/answer-pacer';
import type { KnownVersions, ProgrammeState } from '../catalogue/known-versions';
import type { Context } from './context';
import type { Deadline } from './scheduling/deadline';
import { createLoaders, type Loaders } from './loaders';
import { Meter, type ReserveMemory, type SpendPoints } from './meter';
import { Selection } from './selection';
import type { Words } from '../messages/words';

export interface RequestOptions {
  readonly requestId: string;
  readonly address: string;
  readonly viewer: Viewer;
  readonly today: Day;
  readonly now: Date;
  readonly words: Words;
  readonly database: Database;
  /** Shares identical reads with other requests in flight (db/share-in-flight.ts). */
  readonly shared: Reader;
  readonly knownVersions: KnownVersions;
  readonly deadline: Deadline;
  readonly details: RequestDetails;
  readonly sent: StatementCount;
  readonly spend: SpendPoints;
  readonly reserveMemory: ReserveMemory;
  readonly reserveRows: (points: number) => Promise<void>;
  readonly chargeTime: (milliseconds: number) => void;
  readonly pacer: AnswerPacer;
  readonly run: RunWork;
  readonly finish: RunWork;
}

interface ReplaceableState {
  viewer: Viewer;
  programmeState: Promise<ProgrammeState> | null;
  selection: Selection;
  load: Loaders;
}

export class RequestContext implements Context {
  readonly requestId: string;
  readonly address: string;
  readonly today: Day;
  readonly now: Date;
  readonly words: Words;
  readonly database: Database;
  readonly reader: Reader;
  readonly deadline: Deadline;
  readonly details: RequestDetails;
  readonly stages: Stages = {};
  readonly sent: StatementCount;
  readonly programmeState: (edition: number) => Promise<ProgrammeState>;
  readonly catalogues: () => Promise<readonly Catalogue[]>;
  readonly knownCatalogues: () => readonly Catalogue[];
  readonly run: RunWork;
  /** Like `run`, but continues even when the caller has no points left. */
  readonly finish: RunWork;
  /** Waits for memory for the rows of an operation with this price. */
  readonly reserveRows: (points: number) => Promise<void>;
  readonly chargeTime: (milliseconds: number) => void;
  readonly pacer: AnswerPacer;
  readonly meter: Meter;
  readonly derivation: DerivationOptions;
  // Not a #private field: Apollo copies the context when an operation begins, and the copy must share this state.
  private readonly state: ReplaceableState;

  constructor({
    requestId,
    address,
    viewer,
    today,
    now,
    words,
    database,
    shared,
    ...options
  }: RequestOptions) {
    this.requestId = requestId;
    this.address = address;
    this.today = today;
    this.now = now;
    this.words = words;
    this.reader = database;
    this.deadline = options.deadline;
    this.details = options.details;
    this.sent = options.sent;
    this.chargeTime = options.chargeTime;
    this.finish = options.finish;
    this.reserveRows = options.reserveRows;
    this.pacer = options.pacer;
    this.meter = new Meter(options.spend, options.reserveMemory);
    const programmeState = () => (state.programmeState ??= options.knownVersions.programmeState(shared));
    const selection = () => state.selection;
    const { run } = options;
    const reader: BatchingReader = {
      rows: (sql, parameters) => database.rows(sql, parameters),
      schedule: this.pacer.schedule,
    };
    const { meter } = this;
    const freshLoaders = () =>
      createLoaders({ reader, dialect: database.dialect, today, programmeState, selection, meter, run });
    const state: ReplaceableState = {
      viewer,
      programmeState: null,
      selection: Selection.EVERYTHING,
      load: freshLoaders(),
    };
    this.programmeState = async (edition) => {
      const { versions, closings } = await programmeState();
      if (editionOf(versions, closings) < edition) state.programmeState = null;
      return programmeState();
    };
    this.catalogues = async () => (await programmeState()).versions;
    this.knownCatalogues = () => options.knownVersions.known;
    this.run = run;
    this.derivation = {
      run,
      pay: (kind, organizations) => meter.payForAll(kind, organizations),
    };
    this.state = state;
    this.database = {
      ...database,
      async transaction(work, until) {
        try {
          const result = await database.transaction(work, until);
          state.viewer = await refreshViewer(database, state.viewer, today);
          return result;
        } finally {
          state.programmeState = null;
          meter.renew();
          state.load = freshLoaders();
        }
      },
    };
  }

  get viewer(): Viewer {
    return this.state.viewer;
  }

  get selection(): Selection {
    return this.state.selection;
  }

  select(selection: Selection): void {
    this.state.selection = selection;
  }

  get load(): Loaders {
    return this.state.load;
  }
}

export interface RequestDetails {
  operationName?: string;
  operationType?: string;
  errorCode?: string;
  /** The deprecated parts of the schema that the operation uses. */
  deprecatedUses?: readonly string[];
  cost?: RequestCost;
}

/** Stages that run once per request, even if a known query falls back to Apollo. */
export interface Stages {
  /** Admission also coerces the variables. */
  admission?: Promise<VariablesResult>;
  execution?: Promise<ExecutionResult>;
  /** Estimated length of the result as JSON. */
  characters?: number;
}

/** The coerced values of the variables, or their errors. `cost` is the price paid for an admitted operation. */
export type VariablesResult =
  | {
      readonly coerced: Readonly<Record<string, unknown>>;
      readonly errors?: undefined;
      readonly cost?: number;
    }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] };

export interface RequestCost {
  readonly requested: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInSeconds: number;
}
