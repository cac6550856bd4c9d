/** An address with a user, perhaps none, and what is behind the colon: `https://user:password@host`. */
const WITH_PASSWORD = /\b[a-z][a-z\d+.-]*:\/\/([^\s/?#@:'"[]*):([^\s/?#@'"`]+)@([^\s/?#'":@]+)/gi;

/** An address with a token alone. @see https://docs.github.com/en/authentication, https://docs.gitlab.com/security/tokens/ */
const WITH_TOKEN = /\b[a-z][a-z\d+.-]*:\/\/((?:gh[pousr]_|github_pat_|glpat-)[\w-]{20,})@([^\s/?#'":@]+)/gi;

/** What is written where a password belongs, in documentation and in files that others fill in. */
const PLACEHOLDER = /^(?:[<{[(].*|.*[>})\]]|[*x.…_-]+|%\w+%|(?:my|your|the)?[-_]?(?:pass(?:word|wd)?|pw|pwd|secret|token|credentials?|change[-_]?me|example|dummy|test|user(?:name)?)[-_]?(?:here)?)$/i;

/** A password that is shorter is none: `u:p@host`. */
const SHORTEST = 3;

/** Hosts that are nobody's, or this machine. @see https://www.rfc-editor.org/rfc/rfc2606 */
const NOBODYS = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|(?:.*\.)?(?:example|test|invalid|localhost)|(?:.*\.)?example\.(?:com|net|org))$/i;

/** Credentials in an address. */
export interface UrlCredentials {
  /** Empty where there is a token alone. */
  readonly user: string;
  readonly host: string;
  /** The variable that stands for the password. */
  readonly variable?: string;
}

/**
 * The addresses of a text that hold a password or a token. What is plainly no secret is none: a placeholder, a password that is the name of the
 * user (as in `postgres:postgres`), a host of this machine or of the documentation.
 */
export function credentialsIn(text: string): UrlCredentials[] {
  // Most texts have no address.
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
