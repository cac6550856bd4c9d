import { expect, test } from 'vitest';
import { said } from '../../existing';

test.each([
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s,target=/root/.m2/settings.xml', says: ['The stage "existing" mounts the secret /root/.m2/settings.xml into the cache /root/.m2.'] },
  { mounts: 'type=bind,source=settings.xml,target=/root/.m2/settings.xml --mount=type=cache,target=/root/.m2', says: ['The stage "existing" mounts the file /root/.m2/settings.xml into the cache /root/.m2.'] },
  { mounts: 'type=cache,target=/root/.m2/repository --mount=type=secret,id=s,target=/root/.m2/settings.xml', says: [] },
  { mounts: 'type=cache,target=/root/.cache --mount=type=bind,source=src,target=/root/.cache/src', says: [] },
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s', says: [] },
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s,target=/root/.m2x/a', says: [] },
])('cache/file-below: $mounts', ({ mounts, says }) => expect(said('cache/file-below', `RUN --mount=${mounts} mvn package`)).toEqual(says));
