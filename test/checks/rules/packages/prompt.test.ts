import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

describe('packages/prompt', () => {
  test.each([
    'apt-get install gcc', 'apt-get upgrade', 'apt install gcc=12', 'apt-get install "gcc-$VERSION"', 'apt-get install $PACKAGES',
    'yum install gcc', 'dnf update', 'zypper in gcc', 'if true; then apt-get install gcc; fi',
  ])('%s asks', line => expect(said('packages/prompt', `RUN ${line}`)).toHaveLength(1));

  test.each([
    'apt-get install -y gcc', 'apt-get -qq install gcc', 'apt-get install -yqq gcc', 'apt-get --assume-yes install gcc', 'apt-get -o APT::Get::Assume-Yes=true install gcc',
    'yes | apt-get install gcc', 'apt-get install $OPTIONS gcc', 'apt-get -s install gcc', 'apt-get download gcc', 'apt-get update', 'apt-get clean', 'dpkg -i /x.deb && apt-get install -f',
    'dnf -y install gcc', 'dnf install --assumeyes gcc', 'microdnf install gcc', 'zypper -n in gcc', 'zypper --non-interactive install gcc', 'apk add gcc',
    'echo apt-get install gcc',
  ])('%s does not', line => expect(said('packages/prompt', `RUN ${line}`)).toEqual([]));

  test.each([
    'ENV OPTIONS="-y --no-install-recommends"\nRUN apt-get install $OPTIONS gcc',
    'RUN echo \'APT::Get::Assume-Yes "true";\' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install gcc',
    'COPY apt.conf /etc/apt/\nRUN apt-get install gcc',
    'RUN echo assumeyes=1 >> /etc/yum.conf\nRUN yum install gcc',
  ])('%s: it was told before', lines => expect(said('packages/prompt', lines)).toEqual([]));
});
