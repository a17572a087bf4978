import { Extensions } from 'type-graphql';

/**
 * Marks an input type that takes exactly one field. type-graphql has no option for it, so server/build-schema.ts
 * turns the mark into `@oneOf`.
 */
export const OneOf = () => Extensions({ oneOf: true });

/** The values of a `@OneOf` input: one field has a value, and the others are absent. */
export type OneFieldOf<Input> = {
  [Name in keyof Input]-?: { readonly [Given in Name]-?: Exclude<Input[Given], undefined> } & {
    readonly [Other in Exclude<keyof Input, Name>]?: undefined;
  };
}[keyof Input];
