/** A literal text or key. HCL, even in JSON, expands `${…}` and `%{…}` in both. */
export function escapeLiteral(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}

/** The value of a bake variable. Its name consists of letters, digits and `_`. */
export function printVariable(name: string): string {
  return `\${${name}}`;
}

/** A text that is there only if a variable is set. */
export function printCondition(variable: string, text: string): string {
  return `%{ if ${variable} != "" }${text}%{ endif }`;
}
