/**
 * A Kconfig expression over bool symbols.
 *
 * @see https://docs.kernel.org/kbuild/kconfig-language.html#menu-dependencies
 * @internal
 */
export type _Expression =
  | { readonly op: 'symbol'; readonly name: string }
  | { readonly op: 'not'; readonly of: _Expression }
  | { readonly op: 'and' | 'or'; readonly of: _Expression[] };

const TOKEN = /\s*(&&|\|\||[!()]|[A-Za-z0-9_]+)/y;

/**
 * Reads an expression such as `FIND && (DESKTOP || !NOMMU)`. BusyBox compares no values, so this function does not either.
 *
 * @internal
 */
export function _parseExpression(text: string): _Expression {
  const tokens = splitTokens(text);
  const take = (token: string) => tokens[0] === token && tokens.shift() !== undefined;
  const fail = () => { throw new Error(`Kconfig expression "${text}" cannot be read at "${tokens.join(' ')}".`); };

  function joined(op: 'and' | 'or', sign: string, part: () => _Expression): _Expression {
    const parts = [part()];
    while (take(sign)) parts.push(part());
    return parts.length === 1 ? parts[0] : { op, of: parts.flatMap(inner => inner.op === op ? inner.of : [inner]) };
  }
  const any = (): _Expression => joined('or', '||', all);
  const all = (): _Expression => joined('and', '&&', one);
  function one(): _Expression {
    if (take('!')) return { op: 'not', of: one() };
    if (take('(')) {
      const inner = any();
      if (!take(')')) fail();
      return inner;
    }
    if (!/^\w+$/.test(tokens[0] ?? '')) fail();
    return { op: 'symbol', name: tokens.shift()! };
  }

  const expression = any();
  if (tokens.length > 0) fail();
  return expression;
}

/**
 * The expression as text, with the fewest parentheses.
 *
 * @internal
 */
export function _printExpression(expression: _Expression): string {
  switch (expression.op) {
    case 'symbol': return expression.name;
    case 'not': return `!${printNested(expression.of)}`;
    case 'or': return expression.of.map(_printExpression).join(' || ');
    case 'and': return expression.of.map(part => part.op === 'or' ? printNested(part) : _printExpression(part)).join(' && ');
  }
}

function printNested(expression: _Expression): string {
  const text = _printExpression(expression);
  return expression.op === 'symbol' || expression.op === 'not' ? text : `(${text})`;
}

function splitTokens(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    tokens.push(match[1]);
    if (TOKEN.lastIndex === text.trimEnd().length) return tokens;
  }
  throw new Error(`Kconfig expression "${text}" contains an unknown token after "${tokens.join(' ')}".`);
}
