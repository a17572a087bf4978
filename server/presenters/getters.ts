/** Adds references that are resolved when they are read, so that objects can refer to each other. */
export function withGetters<Fields extends object, References extends object>(
  fields: Fields,
  references: { readonly [Key in keyof References]: () => References[Key] },
): Omit<Fields, keyof References> & References {
  const getters: Readonly<Record<string, () => unknown>> = references;
  const copy: object = { ...fields };
  for (const [key, get] of Object.entries(getters))
    Object.defineProperty(copy, key, { get, enumerable: true });
  // The loop has defined every reference.
  return copy as Omit<Fields, keyof References> & References;
}

/** Computes a value on first use, since presenting all requirements of a large catalogue takes 100 ms. */
export function lazy<T extends object | string>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}
