/** Indents a part of a script. Its lines begin no text in quotes of several lines. */
export function indent(script: string): string {
  return script.replace(/^(?=.)/gm, '  ');
}

/** A function. */
export function printFunction(name: string, script: string, comment?: string): string {
  return `${printComment(comment)}${name}() {\n${indent(script)}}\n`;
}

/** A function that runs in a shell of its own: what it sets is gone after it, and an `exit` ends it alone. */
export function printSubshell(name: string, script: string, comment?: string): string {
  return `${printComment(comment)}${name}() (\n${indent(script)})\n`;
}

function printComment(comment: string | undefined): string {
  return comment === undefined ? '' : `# ${comment}\n`;
}
