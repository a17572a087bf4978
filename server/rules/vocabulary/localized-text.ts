/** The languages in which a catalogue can give its texts, as BCP 47 tags. */
export const LANGUAGES = ['en', 'de', 'it', 'pt-BR', 'ru', 'zh-CN'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A text for people. English is always present. */
export type LocalizedText = { readonly en: string } & {
  readonly [Tag in Exclude<Language, 'en'>]?: string;
};
