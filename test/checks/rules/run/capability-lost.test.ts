import { describe, expect, test } from 'vitest';
import { Severity } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { imageOf, said } from '../../existing';

const weights = (id: string, lines: string) => problemsOf(imageOf(lines)).filter(problem => problem.id === id).map(({ severity }) => severity);

describe('run/capability-lost', () => {
  const SETCAP = 'setcap cap_net_raw+p /srv/app';
  test.each([
    { lines: `RUN ${SETCAP} && chown app /srv/app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP}\nRUN chown -R app:app /srv`, weight: Severity.ERROR },
    { lines: `WORKDIR /srv\nRUN ${SETCAP} && chgrp 0 app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP} && cd /srv && strip app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP} && mv /srv/app /bin/app && chown app /bin/app`, weight: Severity.ERROR },
    { lines: `RUN ${SETCAP}; if true; then chown app /srv/app; fi`, weight: Severity.WARNING },
    { lines: `RUN ${SETCAP} && cp /srv/app /bin/app`, weight: Severity.WARNING },
    { lines: `RUN ${SETCAP} && install -m 755 /srv/app /bin/`, weight: Severity.WARNING },
    { lines: 'RUN setcap cap_net_raw+p $(which node) && chown app "$(which node)"', weight: Severity.ERROR },
  ])('$lines', ({ lines, weight }) => expect(weights('run/capability-lost', lines)).toEqual([weight]));

  test.each([
    `RUN chown app /srv/app && ${SETCAP}`, `RUN ${SETCAP} && chown app /srv/app && ${SETCAP}`, `RUN ${SETCAP} && cp -a /srv/app /bin/app`, `RUN ${SETCAP} && cp --preserve=all /srv/app /bin/app`,
    `RUN ${SETCAP} && cp /srv/app /bin/app && setcap cap_net_raw+p /bin/app`, `RUN ${SETCAP} && chmod 755 /srv/app`, `RUN ${SETCAP} && chown app /srv/other`, `RUN ${SETCAP} && chown app /srv`,
    `RUN ${SETCAP} && strip -o /x /srv/app`, `RUN ${SETCAP} && sed s/a/b/ /srv/app`, 'RUN setcap -r /srv/app && chown app /srv/app', `RUN ${SETCAP} && cp /x /srv/other`,
    `FROM debian:13 AS a\nRUN ${SETCAP}\nFROM debian:13\nRUN chown app /srv/app`,
  ])('%s', lines => expect(said('run/capability-lost', lines)).toEqual([]));
});
