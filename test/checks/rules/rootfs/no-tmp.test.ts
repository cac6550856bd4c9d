import { describe, expect, test } from 'vitest';
import { rootfsNoTmp } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

describe('a copy that changes /tmp of a base', () => {
  const said = (base: string, copy: string) => saidOf(rootfsNoTmp, `FROM scratch AS tree\nCOPY <<'E' /out/tmp/motd\nE\nFROM ${base}\n${copy}\n`);

  test('is told with the base', () => {
    expect(said('debian:12', 'COPY --from=tree /out/ /')).toEqual(['/tmp has mode 0755: the copy changes the mode that it has in debian:12.']);
    expect(said('debian:12', 'COPY --from=tree /out/tmp/ /tmp/')).toEqual([]);
    expect(said('debian:12', 'WORKDIR /tmp')).toEqual([]);
  });
});
