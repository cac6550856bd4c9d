/** @internal */
export interface _PasswordLogin {
  readonly username: string;
  readonly password: string;
  readonly identityToken?: undefined;
}

/**
 * A login for a registry: a user and a password, or a token from which others are made.
 *
 * @internal
 */
export type _Login = _PasswordLogin | { readonly identityToken: string };
