import { expect, test } from 'vitest';
import { startExecFormVariable } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

const said = (...lines: string[]) => saidOf(startExecFormVariable, `FROM debian:12\n${lines.join('\n')}\n`);

test.each([
  ['ENTRYPOINT', 'ENTRYPOINT ["/app", "--port", "$PORT"]', '"$PORT"'],
  ['ENTRYPOINT', 'ENTRYPOINT ["/app", "--url=http://${HOST}:${PORT:-80}/"]', '"--url=http://${HOST}:${PORT:-80}/"'],
  ['CMD', 'CMD ["serve", "${port}"]', '"${port}"'],
  ['HEALTHCHECK', 'HEALTHCHECK CMD ["/check", "http://localhost:$PORT/"]', '"http://localhost:$PORT/"'],
  ['ENTRYPOINT', 'ENTRYPOINT ["java", "$JAVA_OPTS", "-jar", "/app.jar"]', '"$JAVA_OPTS"'],
  ['CMD', 'CMD ["python", "-m", "http.server", "$PORT"]', '"$PORT"'],
  ['CMD', 'CMD ["node", "server.js", "--port=${PORT}"]', '"--port=${PORT}"'],
  ['ENTRYPOINT', 'ENTRYPOINT ["sh", "-c", "exec app \\"$@\\"", "app", "$PORT"]', '"$PORT"'],
])('%s: %s', (name, line, words) => {
  expect(said(line)).toEqual([`${name} in exec form has ${words}, and nothing expands the variable.`]);
});

test('a value that is known is told', () => {
  expect(said('ENV PORT=8080', 'CMD ["/app", "$PORT"]')).toEqual(['CMD in exec form has "$PORT", and nothing expands it with PORT=8080.']);
});

test.each([
  'ENTRYPOINT ["sh", "-c", "exec app --port $PORT"]',
  'ENTRYPOINT ["tini", "--", "bash", "-lc", "exec app $PORT"]',
  'ENTRYPOINT ["busybox", "sh", "-c", "app $PORT"]',
  'ENTRYPOINT app --port $PORT',
  'CMD ["grep", "^foo$"]',
  'CMD ["/app", "--match", "^a$|b$"]',
  'CMD ["/app", "--price", "$5"]',
  'CMD ["awk", "{print $NF}", "/f"]',
  'CMD ["envsubst", "$HOST $PORT"]',
  'CMD ["java", "-jar", "/app.jar", "--server.port=${PORT}"]',
  'CMD ["/app", "--template", "$name"]',
  'CMD ["python3", "-c", "print(\'$PATH\')"]',
  'CMD ["/usr/bin/perl", "-ne", "print $ENV"]',
  'CMD ["php", "-r", "echo $_SERVER;"]',
])('nothing is said of %s', line => {
  expect(said(line)).toEqual([]);
});

test('the text that an entrypoint gives to a shell may be in CMD', () => {
  expect(said('ENTRYPOINT ["/bin/sh", "-c"]', 'CMD ["exec app $PORT"]')).toEqual([]);
});
