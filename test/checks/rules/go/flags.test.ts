import { expect, test } from 'vitest';
import { found, withStage } from '../../one-stage';

test.each([
  { flags: '-pgo=cpu.pprof -gcflags=all=-l', count: 1 },
  { flags: '-pgo=auto "-gcflags=all=-N -l"', count: 1 },
  { flags: '-pgo=off -gcflags=all=-l', count: 0 },
  { flags: '-pgo=cpu.pprof -gcflags=all=-l -gcflags=example.com/hot=', count: 0 },
  { flags: '-pgo=cpu.pprof -gcflags=-l=4', count: 0 },
])('go/flags: go build $flags', ({ flags, count }) => {
  const lines = [`GOARCH=amd64 CGO_ENABLED=0 go build ${flags} -o /out/app .`];
  expect(found(withStage(stage => stage.run(lines)), 'go/flags')).toHaveLength(count);
});
