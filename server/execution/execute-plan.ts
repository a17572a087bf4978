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
import { sentence } from '../messages';
import { CallerError } from '../request/caller-error';
import type { ArrivedValue, AnswerPacer } from '../request/scheduling/answer-pacer';
import type { FieldPlan, ObjectPlan, OperationPlan, ValuePlan } from './compile-operation';
import { LimitError } from '../limits/limit-error';
import { LIMITS } from '../limits/limits';

const ITEMS_BETWEEN_CHECKS = 8;

type ArgumentValues = Readonly<Record<string, unknown>>;
type AnswerContainer = Record<string | number, unknown>;

/** `characters` is the estimated length of the result as JSON. */
export interface PlanResult {
  readonly result: ExecutionResult;
  readonly characters: number;
}

/** Executes a compiled operation with the results and errors that the GraphQL specification requires. */
export function executePlan(
  plan: OperationPlan,
  context: { readonly pacer: AnswerPacer },
  variables: ArgumentValues,
): Promise<PlanResult> {
  return new PlanExecution(plan, context, variables).execute();
}

/** An object or list in the answer. */
class AnswerNode {
  /** Set when a failure in a non-null descendant has made this value null. */
  nulledBy: Failure | null = null;

  constructor(
    readonly parent: AnswerNode | null,
    readonly container: AnswerContainer,
    readonly key: string | number,
    readonly plan: ValuePlan,
  ) {}
}

interface Failure {
  readonly error: unknown;
  readonly plan: ValuePlan;
  readonly parent: AnswerNode;
  readonly key: string | number;
}

/** Thrown to unwind the execution up to the node that has become null. */
class NullPropagation extends Error {
  constructor(readonly node: AnswerNode) {
    super('A non-null value is null.');
  }
}

class PromisedValue implements ArrivedValue {
  value: unknown = undefined;

  constructor(
    readonly execution: PlanExecution,
    readonly plan: ValuePlan,
    readonly answer: AnswerContainer,
    readonly key: string | number,
    readonly parent: AnswerNode,
  ) {}

  take(): void {
    this.execution.take(this);
  }

  reject(error: unknown): void {
    this.execution.reject(this, error);
  }
}

class PlanExecution {
  readonly #plan: OperationPlan;
  readonly #context: unknown;
  readonly #pacer: AnswerPacer;
  readonly #variables: ArgumentValues;
  readonly #info: GraphQLResolveInfo;
  readonly #isMutation: boolean;
  /** Cached by field index, because argument values are the same for every parent object. */
  readonly #arguments: (ArgumentValues | undefined)[];
  readonly #root: AnswerNode;
  #failures: Failure[] = [];
  #hasNulled = false;
  /** Set when a query has too many failed fields or its answer is too long. The whole query is then refused. */
  #refusal: LimitError | null = null;
  /**
   * Total length of keys and strings. The memory limit does not bound this length, because repeated strings share
   * memory until they are serialized.
   */
  #characters = 0;
  #awaited = 0;
  #onAllArrived: () => void = () => undefined;

  constructor(plan: OperationPlan, context: { readonly pacer: AnswerPacer }, variables: ArgumentValues) {
    this.#plan = plan;
    this.#context = context;
    this.#pacer = context.pacer;
    this.#variables = variables;
    this.#info = plan.info;
    this.#isMutation = plan.operation.operation === OperationTypeNode.MUTATION;
    this.#arguments = new Array<ArgumentValues | undefined>(plan.fieldCount);
    this.#root = new AnswerNode(null, { data: null }, 'data', plan.root);
  }

  async execute(): Promise<PlanResult> {
    const result = await this.#executeRoot();
    return { result, characters: this.#characters };
  }

  async #executeRoot(): Promise<ExecutionResult> {
    const { plan } = this.#plan.root;
    const data: AnswerContainer = { ...plan.blank };
    const root = this.#root;
    root.container['data'] = data;
    try {
      for (let i = 0; i < plan.fields.length; i++) {
        this.#resolveFields(i, i + 1, plan, {}, data, root);
        // The specification requires serial execution of mutation fields.
        if (this.#isMutation) await this.#allArrived();
      }
    } catch (error) {
      if (!(error instanceof NullPropagation)) throw error;
    }
    await this.#allArrived();
    if (this.#refusal !== null) return { errors: [this.#refusal] };
    // Set above, and null only if the failure of a root field has propagated.
    const answered = root.container['data'] as Record<string, unknown> | null;
    const errors = this.#failures.filter((failure) => !isHidden(failure)).map(toGraphqlError);
    return errors.length === 0 ? { data: answered } : { errors, data: answered };
  }

  #object(plan: ObjectPlan, source: unknown, parent: AnswerNode): object {
    this.#count(plan.characters, parent);
    const answer: AnswerContainer = { ...plan.blank };
    const end = plan.fields.length;
    for (let next = 0; next < end;) next = this.#resolveFields(next, end, plan, source, answer, parent);
    return answer;
  }

  /** Resolves fields up to `end` or the first failure. Returns the index of the next field. */
  #resolveFields(
    start: number,
    end: number,
    { type, fields }: ObjectPlan,
    source: unknown,
    answer: AnswerContainer,
    parent: AnswerNode,
  ): number {
    let i = start;
    try {
      for (; i < end; i++) {
        // `end` is at most `fields.length`.
        const field = fields[i] as FieldPlan;
        const value = this.#resolve(type, field, source);
        const { key, value: plan } = field;
        if (isThenable(value)) this.#await(plan, value, answer, key, parent);
        else answer[key] = this.#complete(plan, value, answer, key, parent);
      }
    } catch (error) {
      // `i` is the index of the field that failed.
      const { key, value: plan } = fields[i] as FieldPlan;
      this.#recordOrThrow(error, plan, answer, key, parent);
    }
    return i + 1;
  }

  #resolve(type: GraphQLObjectType, { field, node, index }: FieldPlan, source: unknown): unknown {
    if (field === TypeNameMetaFieldDef) return type.name;
    const { resolve } = field;
    if (resolve === undefined) {
      // As in graphql-js's default resolver, the property can be a method.
      const value = (source as ArgumentValues)[field.name];
      if (typeof value !== 'function') return value;
      return Reflect.apply(value, source, [this.#argumentsOf(field, node, index), this.#context, this.#info]);
    }
    return resolve(source, this.#argumentsOf(field, node, index), this.#context, this.#info);
  }

  #argumentsOf(field: FieldPlan['field'], node: FieldPlan['node'], index: number): ArgumentValues {
    return (this.#arguments[index] ??= getArgumentValues(field, node, this.#variables));
  }

  #complete(
    plan: ValuePlan,
    value: unknown,
    answer: AnswerContainer,
    key: string | number,
    parent: AnswerNode,
  ): unknown {
    if (value === null || value === undefined) {
      if (plan.isNullable) return null;
      throw new Error(`${plan.name} returned null for a non-null field.`);
    }
    if (value instanceof Error) throw value;
    switch (plan.kind) {
      case 'leaf': {
        const written: unknown = plan.type.serialize(value);
        if (written === null || written === undefined) {
          throw new Error(`${plan.name} returned a value that ${plan.type.name} cannot serialize.`);
        }
        if (typeof written === 'string') this.#count(this.#measureText(written), parent);
        return written;
      }
      case 'object':
        return this.#object(plan.plan, value, new AnswerNode(parent, answer, key, plan));
      case 'list':
        return this.#list(plan, value, new AnswerNode(parent, answer, key, plan));
      case 'abstract': {
        const type: unknown = plan.type.resolveType?.(value, this.#context, this.#info, plan.type);
        const objectPlan = typeof type === 'string' ? plan.plans.get(type) : undefined;
        if (objectPlan === undefined) throw new Error(`${plan.name} returned an object of an unknown type.`);
        return this.#object(objectPlan, value, new AnswerNode(parent, answer, key, plan));
      }
    }
  }

  #list({ item, name }: ValuePlan & { kind: 'list' }, value: unknown, parent: AnswerNode): unknown[] {
    if (!Array.isArray(value)) throw new Error(`${name} returned a value that is not a list.`);
    const list = new Array<unknown>(value.length);
    // Writing by index needs no other type, and nothing else is written to the list.
    const answer = list as unknown as AnswerContainer;
    for (let i = 0; i < value.length; i++) {
      const element: unknown = value[i];
      try {
        if (isThenable(element)) this.#await(item, element, answer, i, parent);
        else if (item.kind !== 'leaf' && i % ITEMS_BETWEEN_CHECKS === 0 && this.#pacer.isUsedUp) {
          this.#postpone(value, i, { item, answer, parent });
          break;
        } else list[i] = this.#complete(item, element, answer, i, parent);
      } catch (error) {
        ignoreRejections(value, i);
        this.#recordOrThrow(error, item, answer, i, parent);
      }
    }
    return list;
  }

  #postpone(
    values: readonly unknown[],
    start: number,
    { item, answer, parent }: { item: ValuePlan; answer: AnswerContainer; parent: AnswerNode },
  ): void {
    for (let i = start; i < values.length; i++) {
      const value: unknown = values[i];
      if (isThenable(value)) {
        this.#await(item, value, answer, i, parent);
        continue;
      }
      this.#awaited++;
      const arrival = new PromisedValue(this, item, answer, i, parent);
      arrival.value = value;
      this.#pacer.arrive(arrival);
    }
  }

  #await(
    plan: ValuePlan,
    value: PromiseLike<unknown>,
    answer: AnswerContainer,
    key: string | number,
    parent: AnswerNode,
  ): void {
    this.#awaited++;
    this.#pacer.expect();
    const arrival = new PromisedValue(this, plan, answer, key, parent);
    nativePromise(value).then(
      (arrived) => {
        arrival.value = arrived;
        this.#pacer.arrive(arrival);
      },
      (error: unknown) => this.reject(arrival, error),
    );
  }

  take({ value, plan, answer, key, parent }: PromisedValue): void {
    if (!this.#isNulled(parent)) {
      try {
        answer[key] = this.#complete(plan, value, answer, key, parent);
      } catch (error) {
        this.#recordFailure(error, plan, answer, key, parent);
      }
    }
    this.#countArrival();
  }

  reject({ plan, answer, key, parent }: PromisedValue, error: unknown): void {
    if (!this.#isNulled(parent)) this.#recordFailure(error, plan, answer, key, parent);
    this.#countArrival();
  }

  /** Resolves when all pending values have arrived or the query has been refused. */
  #allArrived(): Promise<void> {
    if (this.#awaited === 0 || this.#refusal !== null) return Promise.resolve();
    return new Promise((resolve) => (this.#onAllArrived = resolve));
  }

  #countArrival(): void {
    if (--this.#awaited === 0) this.#onAllArrived();
  }

  #isNulled(origin: AnswerNode): boolean {
    if (!this.#hasNulled) return false;
    for (let node: AnswerNode | null = origin; node !== null; node = node.parent) {
      if (node.nulledBy !== null) return true;
    }
    return false;
  }

  /** For synchronous values, whose ancestors are still being completed on the call stack. */
  #recordOrThrow(
    error: unknown,
    plan: ValuePlan,
    answer: AnswerContainer,
    key: string | number,
    parent: AnswerNode,
  ): void {
    const nulled = this.#recordFailure(error, plan, answer, key, parent);
    if (nulled !== null) throw nulled;
  }

  /** Returns the propagation to the ancestor that becomes null, or null if no ancestor does. */
  #recordFailure(
    error: unknown,
    plan: ValuePlan,
    answer: AnswerContainer,
    key: string | number,
    parent: AnswerNode,
  ): NullPropagation | null {
    if (error instanceof NullPropagation) {
      return error.node.container === answer && error.node.key === key ? null : error;
    }
    const failure = { error, plan, parent, key };
    this.#failures.push(failure);
    if (this.#failures.length > LIMITS.fieldErrors && parent !== this.#root)
      return this.#abort(tooManyErrorsError(), parent);
    answer[key] = null;
    return plan.isNullable ? null : this.#nullify(nearestNullable(parent), failure);
  }

  #nullify(node: AnswerNode, failure: Failure): NullPropagation {
    node.nulledBy = failure;
    node.container[node.key] = null;
    this.#hasNulled = true;
    return new NullPropagation(node);
  }

  /**
   * Refuses a query as a whole. The commands of a mutation have already been carried out, so only the part of its
   * answer beyond the limit becomes null.
   */
  #abort(refusal: LimitError, origin: AnswerNode): NullPropagation {
    const node = this.#isMutation ? topmostNullable(origin) : this.#root;
    const { plan, parent, key } = node;
    const { sentence: reason, code } = refusal;
    // A CallerError sets no HTTP status, so the rest of the answer is sent with 200.
    const failure = { error: new CallerError(reason, { code }), plan, parent: parent ?? node, key };
    const nulled = this.#nullify(node, failure);
    if (this.#isMutation) {
      this.#failures = [...this.#failures.filter((earlier) => !isHidden(earlier)), failure];
      this.#characters = byteLengthOf(this.#root.container['data']);
    } else {
      this.#refusal = refusal;
      this.#onAllArrived();
    }
    return nulled;
  }

  /**
   * Counts bytes only for mutations: AnswerLimits checks the bytes of a query's answer, but never refuses the answer of
   * a mutation.
   */
  #measureText(text: string): number {
    return this.#isMutation ? Buffer.byteLength(text) : text.length;
  }

  #count(characters: number, node: AnswerNode): void {
    this.#characters += characters;
    if (this.#characters > LIMITS.answerBytes) throw this.#abort(answerTooLargeError(this.#isMutation), node);
  }
}

function nearestNullable(origin: AnswerNode): AnswerNode {
  let node = origin;
  while (!node.plan.isNullable && node.parent !== null) node = node.parent;
  return node;
}

/** The topmost nullable node below the root field; the root field if there is none. */
function topmostNullable(origin: AnswerNode): AnswerNode {
  const path: AnswerNode[] = [];
  for (let node: AnswerNode | null = origin; node !== null; node = node.parent) path.unshift(node);
  const [root = origin, field = root, ...beneath] = path;
  return beneath.find(({ plan }) => plan.isNullable) ?? nearestNullable(field);
}

/** True when an ancestor is null because of another failure. */
function isHidden(failure: Failure): boolean {
  for (let node: AnswerNode | null = failure.parent; node !== null; node = node.parent) {
    if (node.nulledBy !== null && node.nulledBy !== failure) return true;
  }
  return false;
}

function toGraphqlError({ error, plan, parent, key }: Failure): GraphQLError {
  const path = [key];
  for (let node = parent; node.parent !== null; node = node.parent) path.unshift(node.key);
  return locatedError(error, plan.nodes, path);
}

function tooManyErrorsError(): LimitError {
  return new LimitError('TOO_MANY_ERRORS', sentence('limit.fieldErrors', { max: LIMITS.fieldErrors }));
}

function answerTooLargeError(isMutation: boolean): LimitError {
  const key = isMutation ? 'limit.answer.mutation' : 'limit.answer';
  return new LimitError('ANSWER_TOO_LARGE', sentence(key, { max: LIMITS.answerBytes }));
}

function byteLengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, item) => sum + byteLengthOf(item), 0);
  if (Array.isArray(value)) return inner;
  // 8 characters for punctuation and a value such as `null` or a number.
  return Object.keys(value).reduce((sum, key) => sum + key.length + 8, inner);
}

/** The promises of an abandoned list can still reject. Without a handler, the rejections would be unhandled. */
function ignoreRejections(values: readonly unknown[], from: number): void {
  for (const value of values.slice(from)) {
    if (isThenable(value)) nativePromise(value).catch(() => undefined);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value instanceof Promise ||
    (typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function')
  );
}

function nativePromise(value: PromiseLike<unknown>): Promise<unknown> {
  return value instanceof Promise ? value : Promise.resolve(value);
}
