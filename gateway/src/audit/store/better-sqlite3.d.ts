/** The part of better-sqlite3 the ledger uses; the package brings no types. */
declare module 'better-sqlite3' {
  export interface Statement {
    run(...values: unknown[]): { readonly changes: number };
    all(...values: unknown[]): unknown[];
    get(...values: unknown[]): unknown;
  }

  export interface Database {
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): void;
    pragma(text: string, options?: { readonly simple: boolean }): unknown;
    close(): void;
  }

  const open: new (
    file: string,
    options?: { readonly readonly?: boolean; readonly fileMustExist?: boolean; readonly timeout?: number },
  ) => Database;
  export default open;
}
