import { _BuiltConfig, _BuiltHealthcheck } from './built-image';
import { _Json } from './json';

/**
 * The configuration of an image, and the digests of its unpacked layers.
 *
 * @throws `oci/json`
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md
 * @internal
 */
export function _readConfig(json: _Json, digest: string, mediaType: string): { config: _BuiltConfig; diffIds: string[] } {
  const run = json.optional('config');
  const texts = (name: string) => run?.optional(name)?.texts();
  const text = (name: string) => run?.optional(name)?.text() ?? '';
  const entrypoint = texts('Entrypoint');
  const cmd = texts('Cmd');
  const healthcheck = run?.optional('Healthcheck');
  const shell = texts('Shell');
  const created = json.optional('created')?.text();
  return {
    config: {
      digest,
      mediaType,
      os: json.optional('os')?.text() ?? '',
      architecture: json.optional('architecture')?.text() ?? '',
      variant: json.optional('variant')?.text() ?? '',
      ...entrypoint === undefined ? {} : { entrypoint },
      ...cmd === undefined ? {} : { cmd },
      env: texts('Env') ?? [],
      user: text('User'),
      labels: run?.optional('Labels')?.record() ?? {},
      volumes: run?.optional('Volumes')?.names() ?? [],
      exposedPorts: run?.optional('ExposedPorts')?.names() ?? [],
      stopSignal: text('StopSignal'),
      workingDir: text('WorkingDir'),
      ...healthcheck === undefined ? {} : { healthcheck: readHealthcheck(healthcheck) },
      ...shell === undefined ? {} : { shell },
      ...created === undefined ? {} : { created },
      history: (json.optional('history')?.list() ?? []).map(each => {
        const at = each.optional('created')?.text();
        return {
          ...at === undefined ? {} : { created: at },
          createdBy: each.optional('created_by')?.text() ?? '',
          comment: each.optional('comment')?.text() ?? '',
          isEmpty: each.optional('empty_layer')?.boolean() ?? false,
        };
      }),
    },
    diffIds: json.required('rootfs').optional('diff_ids')?.texts() ?? [],
  };
}

function readHealthcheck(json: _Json): _BuiltHealthcheck {
  const number = (name: string) => json.optional(name)?.number() ?? 0;
  return {
    test: json.optional('Test')?.texts() ?? [],
    interval: number('Interval'),
    timeout: number('Timeout'),
    startPeriod: number('StartPeriod'),
    startInterval: number('StartInterval'),
    retries: number('Retries'),
  };
}
