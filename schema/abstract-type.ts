/** The class of an object type or of an interface. */
export type AbstractType = abstract new () => object;
