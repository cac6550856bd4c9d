import { Example } from './example';
import * as files from '../checks/files';
import * as service from '../checks/service';

const BUDGETS = { 'linux/amd64': 8_000_000, 'linux/arm64': 8_000_000 };

export const helloGo: Example = {
  name: 'hello-go',
  platforms: Object.keys(BUDGETS),
  budgets: BUDGETS,
  checks: [
    files.platform,
    files.budget(BUDGETS),
    files.nothingHidden,
    files.entrypoint,
    files.programs({ c: [], go: ['/usr/bin/hello'] }),
    files.links,
    files.modes({ '/tmp': 'directory 1777 0:0', '/usr/bin/hello': 'file 0755 0:0' }),
    service.nonRoot,
    service.answers({ port: 8080, path: '/', says: /^hello from the hello-go example$/m }),
  ],
};
