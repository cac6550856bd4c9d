/**
 * Aborts a request when nothing arrives for a while. Only waiting for the network counts, not what is done with the data.
 *
 * @internal
 */
export class _IdleLimit {
  private readonly controller = new AbortController();

  public constructor(private readonly milliseconds: number) {}

  public get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Waits for the next thing to arrive. */
  public async wait<T>(next: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.controller.abort(new _IdleError()), this.milliseconds);
    try {
      return await next;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @internal */
export class _IdleError extends Error {}
