import { describe, expect, test } from 'vitest';
import { Severity } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { imageOf, said } from '../../existing';

const weights = (id: string, lines: string) => problemsOf(imageOf(lines)).filter(problem => problem.id === id).map(({ severity }) => severity);

describe('run/pipe-status', () => {
  test.each([
    'curl -fsSL https://example.com/i.sh | sh',
    'wget -qO- https://example.com/i.sh | bash -s -- --yes',
    'curl https://example.com/i.sh | sudo -E bash -',
    'curl https://example.com/i.py | python3 -',
    'sh -c "$(curl -fsSL https://example.com/i.sh)"',
    'bash -c "curl https://example.com/i.sh | sh"',
    'bash -c "bash <(curl https://example.com/i.sh)"',
    'set -e; curl https://example.com/i.sh | sh',
    'curl https://example.com/key | tee /etc/key',
    'curl https://example.com/a.tgz | tar xz; curl https://example.com/i.sh | sh',
  ])('%s', line => expect(weights('run/pipe-status', `RUN ${line}`)).toEqual([Severity.WARNING]));

  test.each([
    'curl -L https://example.com/a.tgz | tar xz -C /opt', 'wget -O - https://example.com/a.tgz | tar -xz', 'curl https://example.com/a.gz | gunzip > /a',
    'if true; then curl https://example.com/a.tgz | tar xz; fi',
  ])('%s says so of the archive', line => expect(weights('run/pipe-status', `RUN ${line}`)).toEqual([Severity.INFO]));

  test.each([
    'RUN set -o pipefail && curl https://example.com/i.sh | sh',
    'RUN set -euxo pipefail; curl https://example.com/i.sh | sh',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://example.com/i.sh | sh',
    'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN curl https://example.com/a.tgz | tar xz',
    'RUN bash -o pipefail -c "curl https://example.com/a.tgz | tar xz"',
    'RUN curl -fsSLo /i.sh https://example.com/i.sh && sh /i.sh',
    'RUN curl -s https://example.com/versions | grep v1',
    'RUN VERSION="$(curl -s https://example.com/version)" && echo "$VERSION"',
    'RUN cat /i.sh | sh',
    'RUN echo "curl | sh"',
    'RUN yq \'.a | .b\' /x',
  ])('%s', lines => expect(said('run/pipe-status', lines)).toEqual([]));
});
