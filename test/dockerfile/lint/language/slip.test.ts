import { expect, test } from 'vitest';
import { findSlip } from '../../../../src/dockerfile/lint/language/slip';

test.each([
  ['VERSON', 'VERSION'],
  ['VERISON', 'VERSION'],
  ['VERSIO', 'VERSION'],
  ['GOPROXYURL', 'GOPROXY_URL'],
  ['APP_VERSOIN', 'APP_VERSION'],
  ['POSTGERSQL_HOST', 'POSTGRESQL_HOST'],
])('%s is a slip for %s', (name, declared) => expect(findSlip(name, ['PATH', declared])).toBe(declared));

test.each([
  ['PKG_CONFIG_PATH', 'PKG_CONFIG_PATH'],
  ['ORYX_PATHS', 'RVM_PATH'],
  ['GOPATH', 'PATH'],
  ['NODE_VERSION', 'CODE_VERSION'],
  ['GOLANG_VERSION', 'ERLANG_VERSION'],
  ['PYTHON_VERSION', 'PYTHON3_VERSION'],
  ['JAVA_HOMES', 'JAVA_HOME'],
  ['JAVA_HOME', 'JAVA_OPTS'],
  ['FOO', 'FO'],
])('%s is no slip for %s', (name, declared) => expect(findSlip(name, [declared])).toBe(undefined));
