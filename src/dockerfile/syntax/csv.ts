/**
 * Parses the fields of a one-line CSV record; undefined if a quote is misplaced.
 *
 * @internal
 */
export function _parseCsv(line: string): string[] | undefined {
  const fields: string[] = [];
  for (let i = 0; ;) {
    if (line[i] !== '"') {
      const comma = line.indexOf(',', i);
      const field = line.slice(i, comma < 0 ? undefined : comma);
      if (field.includes('"') || line === '') return undefined;
      fields.push(field);
      if (comma < 0) return fields;
      i = comma + 1;
      continue;
    }
    const quoted = /"([^"]*(?:""[^"]*)*)"(,|$)/y;
    quoted.lastIndex = i;
    const match = quoted.exec(line);
    if (match === null) return undefined;
    fields.push(match[1].replaceAll('""', '"'));
    if (match[2] === '') return fields;
    i = quoted.lastIndex;
  }
}
