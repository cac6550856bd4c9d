import assert from 'node:assert/strict';
import { Check } from './check';

/** Nothing runs as root. */
export const nonRoot: Check = {
  name: 'it runs as a user that is not root',
  holds: ({ image: { config: { config }, rootfs } }) => {
    const [name] = (config.User ?? '').split(':');
    const users = (rootfs.get('/etc/passwd')?.content.toString() ?? '').split('\n').map(line => line.split(':'));
    const uid = /^\d+$/.test(name) ? name : users.find(([known]) => known === name)?.[2];
    assert.ok(Number(uid) > 0, `the user "${config.User}" has the uid ${uid}`);
  },
};

/** The service answers HTTP, its healthcheck agrees, and it ends when told to. */
export const answers = (port: number, path: string, says: RegExp): Check => ({
  name: `it answers GET ${path}, is healthy, and ends within a second of SIGTERM`,
  holds: async ({ containers, engine, image }) => {
    assert.ok(image.config.config.Healthcheck?.Test.length, 'the configuration has no healthcheck');
    const container = await containers.start(['--network', 'bridge', '--read-only', '--cap-drop', 'ALL', '--health-interval', '1s']);
    const address = await container.inspect('{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
    const ask = `const end = Date.now() + 20000;
      const ask = () => fetch('http://${address}:${port}${path}').then(r => r.text()).then(t => console.log(t), e => Date.now() < end ? setTimeout(ask, 200) : (console.error(e), process.exit(1)));
      ask();`;
    assert.match((await engine.near(process.execPath, ['-e', ask])).stdout, says);
    const end = Date.now() + 30_000;
    let health = '';
    while ((health = await container.inspect('{{.State.Health.Status}}')) !== 'healthy' && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal(health, 'healthy', await container.inspect('{{range .State.Health.Log}}{{.Output}}{{end}}'));
    const { seconds, code } = await container.terminate();
    assert.equal(code, 0, await container.log());
    assert.ok(seconds < 1, `it took ${seconds} s`);
  },
});
