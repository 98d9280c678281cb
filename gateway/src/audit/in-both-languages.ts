/** What people read stands in Vietnamese and in English. */
export interface InBothLanguages {
  readonly en: string;
  readonly vi: string;
}
