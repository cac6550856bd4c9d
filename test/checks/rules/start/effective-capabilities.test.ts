import { expect, test } from 'vitest';
import { startEffectiveCapabilities } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

test.each([
  ['setcap cap_net_raw=+ep /a', ['cap_net_raw=+ep to /a']], ['setcap cap_net_raw,cap_net_admin+eip /a', ['cap_net_raw,cap_net_admin+eip to /a']],
  ['setcap -q cap_net_raw=p /a CAP_NET_RAW=pe "$b"', ['CAP_NET_RAW=pe to a file']], ['sudo /sbin/setcap all=ie /a', ['all=ie to /a']], ['setcap =e /a', ['=e to /a']],
  ['setcap cap_net_raw=p+e /a', ['cap_net_raw=p+e to /a']],
  ['setcap cap_net_raw=+p /a', []], ['setcap cap_net_raw=p-e /a', []], ['setcap -r /a+e', []], ['setcap -v cap_net_raw=ep /a', []], ['echo setcap cap_net_raw=ep /a', []],
])('start/effective-capabilities: %s', (command, expected) => {
  expect(saidOf(startEffectiveCapabilities, `FROM debian\nRUN ${command}\n`)).toEqual(expected.map(text => `The stage "file" gives ${text}, with the effective bit.`));
});
