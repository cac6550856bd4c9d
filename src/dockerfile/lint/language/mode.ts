const CLAUSE = '[augo]*(?:[+=-][rwxXstugo]*)+';
const SYMBOLIC = new RegExp(`^${CLAUSE}(?:,${CLAUSE})*$`);

/** Whether `--chmod` accepts it: octal up to 07777, or symbolic as for the command chmod. */
export function isMode(text: string): boolean {
  return /^[0-7]+$/.test(text) ? parseInt(text, 8) <= 0o7777 : SYMBOLIC.test(text);
}

/** Whether it is symbolic, which needs a newer frontend. */
export function isSymbolic(text: string): boolean {
  return SYMBOLIC.test(text);
}
