import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

describe('run/world-writable', () => {
  test.each(['777', '0777', '-R 777', '666', '2777', 'a+w', '-R a+rwx', 'ugo+rwX', 'o+w', 'u=rwx,o=rwx', 'a=rwx'])('chmod %s', mode => {
    expect(said('run/world-writable', `RUN chmod ${mode} /srv`)).toEqual([`In the stage "existing", \`chmod ${mode} /srv\` lets everyone write.`]);
  });

  test.each(['755', '1777', '3777', '+x', '+w', 'u+w', 'g=u', 'o-w', 'a+rX', 'a=rwx,+t', '"$MODE"', '775'])('chmod %s is not', mode => {
    expect(said('run/world-writable', `RUN chmod -R ${mode} /srv`)).toEqual([]);
  });

  test.each(['777', '0666', 'a=rwX', 'go+w'])('COPY --chmod=%s', mode => {
    expect(said('run/world-writable', `COPY --chmod=${mode} app /app`)).toEqual([`In the stage "existing", COPY --chmod=${mode} lets everyone write to /app.`]);
  });

  test.each([
    { lines: 'COPY --chmod=1777 tmp /tmp', count: 0 },
    { lines: 'COPY --chmod=u=rwX,go=rX app /app', count: 0 },
    { lines: 'FROM debian:13 AS build\nCOPY --chmod=777 app /app\nFROM scratch', count: 0 },
    { lines: 'RUN chmod 777 /tmp', count: 0 },
    { lines: 'RUN d=$(mktemp -d) && chmod 777 "$d"', count: 0 },
    { lines: 'WORKDIR /srv\nRUN chmod -R 777 .', count: 1 },
    { lines: 'FROM debian:13 AS build\nRUN chmod 777 /build.sh\nFROM scratch\nCOPY --from=build /out /', count: 0 },
    { lines: 'FROM debian:13 AS build\nRUN chmod -R 777 /out/data\nFROM scratch\nCOPY --from=build /out /', count: 1 },
    { lines: 'FROM debian:13 AS build\nRUN chmod -R 777 /out/data\nFROM scratch\nCOPY --from=build --chmod=0755 /out /', count: 0 },
  ])('$lines', ({ lines, count }) => expect(said('run/world-writable', lines)).toHaveLength(count));
});
