/** An address with an optional user and a password: `https://user:password@host`. */
const WITH_PASSWORD = /\b[a-z][a-z\d+.-]*:\/\/([^\s/?#@:'"[]*):([^\s/?#@'"`]+)@([^\s/?#'":@]+)/gi;

/** An address with only a token. @see https://docs.github.com/en/authentication, https://docs.gitlab.com/security/tokens/ */
const WITH_TOKEN = /\b[a-z][a-z\d+.-]*:\/\/((?:gh[pousr]_|github_pat_|glpat-)[\w-]{20,})@([^\s/?#'":@]+)/gi;

/** Placeholders for a password, in documentation and templates. */
const PLACEHOLDER = /^(?:[<{[(].*|.*[>})\]]|[*x.…_-]+|%\w+%|(?:my|your|the)?[-_]?(?:pass(?:word|wd)?|pw|pwd|secret|token|credentials?|change[-_]?me|example|dummy|test|user(?:name)?)[-_]?(?:here)?)$/i;

/** The minimum length of a password; a shorter one is an example: `u:p@host`. */
const SHORTEST = 3;

/** Reserved hosts, and the local host. @see https://www.rfc-editor.org/rfc/rfc2606 */
const NOBODYS = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|(?:.*\.)?(?:example|test|invalid|localhost)|(?:.*\.)?example\.(?:com|net|org))$/i;

/** Credentials in an address. */
export interface UrlCredentials {
  /** The user; empty for a token. */
  readonly user: string;
  readonly host: string;
  /** The variable that contains the password. */
  readonly variable?: string;
}

/**
 * Finds the addresses in a text that contain a password or a token. It skips what is clearly not secret: a placeholder, a password that
 * equals the user (as in `postgres:postgres`), a local host or one reserved for documentation.
 */
export function findCredentials(text: string): UrlCredentials[] {
  // Most texts contain no address.
  if (!text.includes('://')) return [];
  const passwords = [...text.matchAll(WITH_PASSWORD)].flatMap(([, user, password, host]): UrlCredentials[] => {
    const [, variable] = /\$\{?(\w+)/.exec(password) ?? [];
    if (variable !== undefined) return [{ user, host, variable }];
    const isNone = password.includes('$') || password.length < SHORTEST || password.replace(/\d+$/, '') === user || PLACEHOLDER.test(password);
    return isNone ? [] : [{ user, host }];
  });
  const tokens = [...text.matchAll(WITH_TOKEN)].map(([, , host]) => ({ user: '', host }));
  return [...passwords, ...tokens].filter(({ host }) => !NOBODYS.test(host));
}
