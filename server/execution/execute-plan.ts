import {
  getArgumentValues,
  locatedError,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import { CallerError } from '../request/caller-error';
import type { Arrival, AnswerPacer } from '../request/scheduling/answer-pacer';
import type { FieldPlan, ObjectPlan, OperationPlan, ValuePlan } from './compile-operation';
import { LimitError } from '../limits/limit-error';
import { LIMITS } from '../limits/limits';

/** Items of a list that are completed before the time is looked at again. */
const ITEMS_BETWEEN_CHECKS = 8;

type Values = Readonly<Record<string, unknown>>;
type Container = Record<string | number, unknown>;

/** A result, and an estimate of its length as JSON. */
export interface Executed {
  readonly result: ExecutionResult;
  readonly characters: number;
}

/** Executes an operation by its plan and answers as the specification of GraphQL demands. */
export function executePlan(
  plan: OperationPlan,
  context: { readonly pace: AnswerPacer },
  variables: Values,
): Promise<Executed> {
  return new Execution(plan, context, variables).execute();
}

/** An object or a list in the answer, by its position. */
class Place {
  /** The failure of a value beneath, which must not be null and therefore makes this one null. */
  nulledBy: Failure | null = null;

  constructor(
    readonly above: Place | null,
    readonly container: Container,
    readonly key: string | number,
    readonly plan: ValuePlan,
  ) {}
}

/** An error of the value at `key` of `at`. */
interface Failure {
  readonly error: unknown;
  readonly plan: ValuePlan;
  readonly at: Place;
  readonly key: string | number;
}

/** Ends the execution of everything beneath a place that has become null. */
class Nulled extends Error {
  constructor(readonly place: Place) {
    super('A value is null where it must not be.');
  }
}

/** A value of the answer that was promised. */
class PromisedValue implements Arrival {
  value: unknown = undefined;

  constructor(
    readonly execution: Execution,
    readonly plan: ValuePlan,
    readonly answer: Container,
    readonly key: string | number,
    readonly at: Place,
  ) {}

  take(): void {
    this.execution.take(this);
  }

  giveUp(error: unknown): void {
    this.execution.giveUp(this, error);
  }
}

class Execution {
  readonly #plan: OperationPlan;
  readonly #context: unknown;
  readonly #pace: AnswerPacer;
  readonly #variables: Values;
  readonly #info: GraphQLResolveInfo;
  readonly #isMutation: boolean;
  /** Arguments do not depend on the object that has the field. */
  readonly #arguments: (Values | undefined)[];
  readonly #root: Place;
  #failures: Failure[] = [];
  #hasNulled = false;
  /** A query that has failed too often, or whose answer is too long, is refused whole. */
  #refusal: LimitError | null = null;
  /** The length of its keys and texts: a text that stands in many places takes no memory before it is written. */
  #characters = 0;
  #awaited = 0;
  #onArrived: () => void = () => undefined;

  constructor(plan: OperationPlan, context: { readonly pace: AnswerPacer }, variables: Values) {
    this.#plan = plan;
    this.#context = context;
    this.#pace = context.pace;
    this.#variables = variables;
    this.#info = plan.info;
    this.#isMutation = plan.operation.operation === OperationTypeNode.MUTATION;
    this.#arguments = new Array<Values | undefined>(plan.places);
    this.#root = new Place(null, { data: null }, 'data', plan.root);
  }

  async execute(): Promise<Executed> {
    const result = await this.#result();
    return { result, characters: this.#characters };
  }

  async #result(): Promise<ExecutionResult> {
    const { plan } = this.#plan.root;
    const data: Container = { ...plan.blank };
    const root = this.#root;
    root.container['data'] = data;
    try {
      for (let i = 0; i < plan.fields.length; i++) {
        this.#fieldsFrom(i, i + 1, plan, {}, data, root);
        // The commands of a mutation are carried out one after the other.
        if (this.#isMutation) await this.#arrivals();
      }
    } catch (error) {
      if (!(error instanceof Nulled)) throw error;
    }
    await this.#arrivals();
    if (this.#refusal !== null) return { errors: [this.#refusal] };
    const answered = root.container['data'] as Record<string, unknown> | null;
    const errors = this.#failures.filter((failure) => !isBeneathNull(failure)).map(asError);
    return errors.length === 0 ? { data: answered } : { errors, data: answered };
  }

  #object(plan: ObjectPlan, source: unknown, at: Place): object {
    this.#count(plan.characters, at);
    const answer: Container = { ...plan.blank };
    const end = plan.fields.length;
    for (let next = 0; next < end;) next = this.#fieldsFrom(next, end, plan, source, answer, at);
    return answer;
  }

  /** Resolves fields up to `end` or up to one that fails; answers the index of the next one. */
  #fieldsFrom(
    first: number,
    end: number,
    { type, fields }: ObjectPlan,
    source: unknown,
    answer: Container,
    at: Place,
  ): number {
    let i = first;
    try {
      for (; i < end; i++) {
        // `end` is at most their number.
        const field = fields[i] as FieldPlan;
        const value = this.#resolve(type, field, source);
        const { key, value: plan } = field;
        if (isPromise(value)) this.#await(plan, value, answer, key, at);
        else answer[key] = this.#complete(plan, value, answer, key, at);
      }
    } catch (error) {
      const { key, value: plan } = fields[i] as FieldPlan;
      this.#failOrThrow(error, plan, answer, key, at);
    }
    return i + 1;
  }

  #resolve(type: GraphQLObjectType, { field, node, place }: FieldPlan, source: unknown): unknown {
    if (field === TypeNameMetaFieldDef) return type.name;
    const { resolve } = field;
    if (resolve === undefined) {
      // The schema says that the object has this property or method.
      const value = (source as Values)[field.name];
      if (typeof value !== 'function') return value;
      return Reflect.apply(value, source, [this.#argumentsOf(field, node, place), this.#context, this.#info]);
    }
    return resolve(source, this.#argumentsOf(field, node, place), this.#context, this.#info);
  }

  #argumentsOf(field: FieldPlan['field'], node: FieldPlan['node'], place: number): Values {
    return (this.#arguments[place] ??= getArgumentValues(field, node, this.#variables));
  }

  #complete(plan: ValuePlan, value: unknown, answer: Container, key: string | number, at: Place): unknown {
    if (value === null || value === undefined) {
      if (plan.isNullable) return null;
      throw new Error(`${plan.name} answered null, which the schema does not allow.`);
    }
    if (value instanceof Error) throw value;
    switch (plan.kind) {
      case 'leaf': {
        const written: unknown = plan.type.serialize(value);
        if (written === null || written === undefined) {
          throw new Error(`${plan.name} answered a value that ${plan.type.name} cannot write.`);
        }
        if (typeof written === 'string') this.#count(this.#lengthOf(written), at);
        return written;
      }
      case 'object':
        return this.#object(plan.plan, value, new Place(at, answer, key, plan));
      case 'list':
        return this.#list(plan, value, new Place(at, answer, key, plan));
      case 'abstract': {
        const type: unknown = plan.type.resolveType?.(value, this.#context, this.#info, plan.type);
        const of = typeof type === 'string' ? plan.plans.get(type) : undefined;
        if (of === undefined) throw new Error(`${plan.name} answered an object of an unknown type.`);
        return this.#object(of, value, new Place(at, answer, key, plan));
      }
    }
  }

  #list({ item, name }: ValuePlan & { kind: 'list' }, value: unknown, at: Place): unknown[] {
    if (!Array.isArray(value)) throw new Error(`${name} answered no list.`);
    const list = new Array<unknown>(value.length);
    const answer = list as unknown as Container;
    for (let i = 0; i < value.length; i++) {
      const one: unknown = value[i];
      try {
        if (isPromise(one)) this.#await(item, one, answer, i, at);
        else if (item.kind !== 'leaf' && i % ITEMS_BETWEEN_CHECKS === 0 && this.#pace.isUsedUp) {
          this.#postpone(value, i, { item, answer, at });
          break;
        } else list[i] = this.#complete(item, one, answer, i, at);
      } catch (error) {
        ignoreRejections(value, i);
        this.#failOrThrow(error, item, answer, i, at);
      }
    }
    return list;
  }

  /** Lets the items of a list from `first` on arrive later. */
  #postpone(
    values: readonly unknown[],
    first: number,
    { item, answer, at }: { item: ValuePlan; answer: Container; at: Place },
  ): void {
    for (let i = first; i < values.length; i++) {
      const value: unknown = values[i];
      if (isPromise(value)) {
        this.#await(item, value, answer, i, at);
        continue;
      }
      this.#awaited++;
      const arrival = new PromisedValue(this, item, answer, i, at);
      arrival.value = value;
      this.#pace.arrive(arrival);
    }
  }

  #await(plan: ValuePlan, value: Promise<unknown>, answer: Container, key: string | number, at: Place): void {
    this.#awaited++;
    this.#pace.expect();
    const arrival = new PromisedValue(this, plan, answer, key, at);
    value.then(
      (arrived) => {
        arrival.value = arrived;
        this.#pace.arrive(arrival);
      },
      (error: unknown) => this.giveUp(arrival, error),
    );
  }

  take({ value, plan, answer, key, at }: PromisedValue): void {
    if (!this.#isNull(at)) {
      try {
        answer[key] = this.#complete(plan, value, answer, key, at);
      } catch (error) {
        this.#fail(error, plan, answer, key, at);
      }
    }
    this.#arrived();
  }

  giveUp({ plan, answer, key, at }: PromisedValue, error: unknown): void {
    if (!this.#isNull(at)) this.#fail(error, plan, answer, key, at);
    this.#arrived();
  }

  /** All awaited values have arrived, or nothing more is needed of them. */
  #arrivals(): Promise<void> {
    if (this.#awaited === 0 || this.#refusal !== null) return Promise.resolve();
    return new Promise((resolve) => (this.#onArrived = resolve));
  }

  #arrived(): void {
    if (--this.#awaited === 0) this.#onArrived();
  }

  #isNull(at: Place): boolean {
    if (!this.#hasNulled) return false;
    for (let place: Place | null = at; place !== null; place = place.above) {
      if (place.nulledBy !== null) return true;
    }
    return false;
  }

  /** For values that were there at once: unwinds the stack to the place that is null because of the error. */
  #failOrThrow(error: unknown, plan: ValuePlan, answer: Container, key: string | number, at: Place): void {
    const nulled = this.#fail(error, plan, answer, key, at);
    if (nulled !== null) throw nulled;
  }

  /** Notes the error and answers which place above the value is null because of it. */
  #fail(error: unknown, plan: ValuePlan, answer: Container, key: string | number, at: Place): Nulled | null {
    if (error instanceof Nulled) {
      return error.place.container === answer && error.place.key === key ? null : error;
    }
    const failure = { error, plan, at, key };
    this.#failures.push(failure);
    if (this.#failures.length > LIMITS.fieldErrors && at !== this.#root)
      return this.#giveUp(tooManyErrors(), at);
    answer[key] = null;
    return plan.isNullable ? null : this.#nullify(nearestNullable(at), failure);
  }

  #nullify(place: Place, failure: Failure): Nulled {
    place.nulledBy = failure;
    place.container[place.key] = null;
    this.#hasNulled = true;
    return new Nulled(place);
  }

  /**
   * Ends a query. The commands of a mutation are carried out all the same, so only that part of its answer becomes null
   * which is too much.
   */
  #giveUp(refusal: LimitError, at: Place): Nulled {
    const place = this.#isMutation ? topmostNullable(at) : this.#root;
    const { plan, above, key } = place;
    const { message, code } = refusal;
    // The rest of the answer is sent with status 200.
    const failure = { error: new CallerError(message, { code }), plan, at: above ?? place, key };
    const nulled = this.#nullify(place, failure);
    if (this.#isMutation) {
      this.#failures = [...this.#failures.filter((one) => !isBeneathNull(one)), failure];
      this.#characters = charactersOf(this.#root.container['data']);
    } else {
      this.#refusal = refusal;
      this.#onArrived();
    }
    return nulled;
  }

  /** The answers of queries are measured in bytes before they are sent; those of commands are sent in any case. */
  #lengthOf(text: string): number {
    return this.#isMutation ? Buffer.byteLength(text) : text.length;
  }

  #count(characters: number, at: Place): void {
    this.#characters += characters;
    if (this.#characters > LIMITS.answerBytes) throw this.#giveUp(tooLong(this.#isMutation), at);
  }
}

function nearestNullable(at: Place): Place {
  let place = at;
  while (!place.plan.isNullable && place.above !== null) place = place.above;
  return place;
}

/** The first place that may be null beneath the root field, or the root field. */
function topmostNullable(at: Place): Place {
  const path: Place[] = [];
  for (let place: Place | null = at; place !== null; place = place.above) path.unshift(place);
  const [root = at, field = root, ...beneath] = path;
  return beneath.find(({ plan }) => plan.isNullable) ?? nearestNullable(field);
}

/** A place that is null for another reason hides the failure. */
function isBeneathNull(failure: Failure): boolean {
  for (let place: Place | null = failure.at; place !== null; place = place.above) {
    if (place.nulledBy !== null && place.nulledBy !== failure) return true;
  }
  return false;
}

function asError({ error, plan, at, key }: Failure): GraphQLError {
  const path = [key];
  for (let place = at; place.above !== null; place = place.above) path.unshift(place.key);
  return locatedError(error, plan.nodes, path);
}

function tooManyErrors(): LimitError {
  return new LimitError(
    'TOO_MANY_ERRORS',
    say('limit.fieldErrors', { most: countInWords(LIMITS.fieldErrors) }),
  );
}

function tooLong(isMutation: boolean): LimitError {
  const key = isMutation ? 'limit.answer.mutation' : 'limit.answer';
  return new LimitError('ANSWER_TOO_LARGE', say(key, { most: countInWords(LIMITS.answerBytes) }));
}

/** Bytes of the answer of a mutation after its longest part has become null. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + charactersOf(one), 0);
  if (Array.isArray(value)) return inner;
  // As for `null`: numbers are about as long.
  return Object.keys(value).reduce((sum, key) => sum + key.length + 8, inner);
}

/** An abandoned list may hold promises that reject later. */
function ignoreRejections(values: readonly unknown[], from: number): void {
  for (const value of values.slice(from)) if (isPromise(value)) value.catch(() => undefined);
}

function isPromise(value: unknown): value is Promise<unknown> {
  // Resolvers answer promises of the language only; looking for a "then" in every object would take long.
  return value instanceof Promise;
}
