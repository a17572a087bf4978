import {
  getArgumentValues,
  TypeNameMetaFieldDef,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { FieldPlan, ObjectPlan, OperationPlan, ValuePlan } from './compile-operation';
import { LIMITS } from './limits';

type Values = Readonly<Record<string, unknown>>;

/** The answer is not as it should be: an error, null where there must be a value, or too many characters. */
class NotPlain extends Error {}

/**
 * Executes a query as graphql-js does, as long as nothing goes wrong: then it leaves with NotPlain (or with what was
 * thrown), and graphql-js, which knows how to tell of errors, must execute the query anew. Reading twice does no harm.
 */
export function executePlan(plan: OperationPlan, context: unknown, variables: Values): Promise<object> {
  return new Execution(plan, context, variables).answer(plan.root);
}

class Execution {
  readonly #context: unknown;
  readonly #variables: Values;
  /** The same for every object that a field is asked of. */
  readonly #arguments: (Values | undefined)[];
  readonly #done: Promise<void>;
  #finish: () => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;
  #isOver = false;
  /** The characters of its texts: a text that stands in many places takes no memory before it is written. */
  #characters = 0;
  /** How many values are still awaited; one stands for the execution itself. */
  #awaited = 1;

  constructor(plan: OperationPlan, context: unknown, variables: Values) {
    this.#context = context;
    this.#variables = variables;
    this.#arguments = new Array<Values | undefined>(plan.places);
    this.#done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    // It may fail before anybody waits.
    this.#done.catch(() => undefined);
  }

  async answer(root: ObjectPlan): Promise<object> {
    try {
      const data = this.#object(root, {});
      this.#arrived();
      await this.#done;
      return data;
    } finally {
      this.#isOver = true;
    }
  }

  #object(plan: ObjectPlan, source: unknown): object {
    const answer: Record<string, unknown> = { ...plan.blank };
    for (const field of plan.fields) {
      const value = this.#resolve(plan.type, field, source);
      if (isPromise(value)) {
        this.#await(value, (arrived) => (answer[field.key] = this.#complete(field.value, arrived)));
      } else {
        answer[field.key] = this.#complete(field.value, value);
      }
    }
    return answer;
  }

  #resolve(type: GraphQLObjectType, { field, node, place }: FieldPlan, source: unknown): unknown {
    if (field === TypeNameMetaFieldDef) return type.name;
    const { resolve } = field;
    if (resolve === undefined) {
      // Whoever reaches a field has an object, of which the schema says that it has this property or method.
      const value = (source as Values)[field.name];
      if (typeof value !== 'function') return value;
      return Reflect.apply(value, source, [this.#argumentsOf(field, node, place), this.#context, NO_INFO]);
    }
    return resolve(source, this.#argumentsOf(field, node, place), this.#context, NO_INFO);
  }

  #argumentsOf(field: FieldPlan['field'], node: FieldPlan['node'], place: number): Values {
    return (this.#arguments[place] ??= getArgumentValues(field, node, this.#variables));
  }

  #complete(plan: ValuePlan, value: unknown): unknown {
    if (value === null || value === undefined) {
      if (plan.isNullable) return null;
      throw new NotPlain();
    }
    if (value instanceof Error) throw value;
    switch (plan.kind) {
      case 'leaf': {
        const written: unknown = plan.type.serialize(value);
        if (written === null || written === undefined) throw new NotPlain();
        if (typeof written === 'string') this.#count(written.length);
        return written;
      }
      case 'object':
        return this.#object(plan.plan, value);
      case 'list':
        return this.#list(plan.item, value);
      case 'abstract': {
        const type: unknown = plan.type.resolveType?.(value, this.#context, NO_INFO, plan.type);
        const of = typeof type === 'string' ? plan.plans.get(type) : undefined;
        if (of === undefined) throw new NotPlain();
        return this.#object(of, value);
      }
    }
  }

  #count(characters: number): void {
    this.#characters += characters;
    if (this.#characters > LIMITS.answerBytes) throw new NotPlain();
  }

  #list(item: ValuePlan, value: unknown): unknown[] {
    if (!Array.isArray(value)) throw new NotPlain();
    const answer = new Array<unknown>(value.length);
    for (let i = 0; i < value.length; i++) {
      const one: unknown = value[i];
      if (isPromise(one)) this.#await(one, (arrived) => (answer[i] = this.#complete(item, arrived)));
      else answer[i] = this.#complete(item, one);
    }
    return answer;
  }

  #await(value: PromiseLike<unknown>, take: (arrived: unknown) => void): void {
    this.#awaited++;
    value.then(
      (arrived) => {
        // After a failure graphql-js asks for what is still to come.
        if (this.#isOver) return;
        try {
          take(arrived);
          this.#arrived();
        } catch (error) {
          this.#fail(error);
        }
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #arrived(): void {
    if (--this.#awaited === 0) this.#finish();
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  // All promises of ours are the language's own; to look for a "then" in every object would take long.
  return value instanceof Promise;
}

/** No resolver of ours looks at what is asked around it; one that did would fail here, and run with graphql-js. */
const NO_INFO = new Proxy({} as GraphQLResolveInfo, {
  get() {
    throw new NotPlain();
  },
});
