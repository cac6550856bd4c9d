/**
 * The allowed values of one field of a pin. The checks, the messages and the JSON schema all come from these rows.
 *
 * @internal
 */
export interface _Field {
  /** Whole-value pattern of a string; unset for a boolean. */
  readonly pattern?: string;
  readonly required?: true;
  /** The form in words: "is not …". */
  readonly form: string;
  /** The purpose of the field, for the schema. */
  readonly purpose: string;
  /** The fix for a wrong value. */
  readonly fix: string;
}

/**
 * A section of versions.json: a map from a key to a pin.
 *
 * @internal
 */
export interface _Section {
  readonly purpose: string;
  readonly key: { readonly pattern: string; readonly form: string; readonly fix: string };
  readonly fields: Readonly<Record<string, _Field>>;
}

const HEX64 = '[0-9a-f]{64}';
const IMAGE_PART = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';

/**
 * The complete format of versions.json.
 *
 * @internal
 */
export const _SECTIONS: Readonly<Record<'images' | 'packages' | 'actions', _Section>> = {
  images: {
    purpose: 'Container images, by names of your choice',
    key: {
      pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
      form: 'a name of letters, digits, "-" and "_"',
      fix: 'Choose a short name, e.g. "go"; the code asks for versions.imagePin("go").',
    },
    fields: {
      ref: {
        // https://github.com/distribution/reference/blob/v0.6.0/regexp.go
        pattern: `^(?:[A-Za-z0-9.-]+(?::[0-9]+)?/)?${IMAGE_PART}(?:/${IMAGE_PART})*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}@sha256:${HEX64}$`,
        required: true,
        form: 'name:tag@sha256:<64 lower-case hex digits>',
        purpose: 'The reference as one word, so that Renovate updates tag and digest together',
        fix: 'Write it with tag and digest. `npx imagewright pin name:tag` adds an image, `npx imagewright pin --update` a missing digest.',
      },
    },
  },
  packages: {
    purpose: 'Upstream versions that become build arguments, by the name of the argument',
    key: {
      // The preset customManagers:dockerfileVersions of Renovate finds no other names.
      pattern: '^[A-Z][A-Z0-9_]*_VERSION$',
      form: 'an upper-case name that ends in _VERSION',
      fix: 'Rename it, e.g. "BUSYBOX_VERSION": Renovate finds only such build arguments.',
    },
    fields: {
      datasource: {
        pattern: '^[a-z][a-z0-9._-]*$',
        required: true,
        form: 'the name of a Renovate datasource',
        purpose: 'Where Renovate looks for releases. https://docs.renovatebot.com/modules/datasource/',
        fix: 'Name one, e.g. "github-releases", "github-tags", "docker" or "go".',
      },
      depName: {
        pattern: '^[^\\s"]+$',
        required: true,
        form: 'a name without spaces and quotes',
        purpose: 'Name in Renovate; pull requests and branches use this name',
        fix: 'Write a short name, e.g. "tailscale".',
      },
      packageName: {
        pattern: '^[^\\s"]+$',
        form: 'a name without spaces and quotes',
        purpose: 'Name in the datasource, if that differs from depName',
        fix: 'Write the name that the datasource uses, e.g. "tailscale/tailscale"; omit it if depName is the same.',
      },
      versioning: {
        pattern: '^[^\\s"]+$',
        form: 'the name of a Renovate versioning',
        purpose: 'How Renovate compares versions. https://docs.renovatebot.com/modules/versioning/',
        fix: 'Name one, e.g. "semver" or "docker"; omit it to use that of the datasource.',
      },
      version: {
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.:+~-]*$',
        required: true,
        form: 'a version of letters, digits and . _ : + ~ -',
        purpose: 'The version, exactly as in the Dockerfile',
        fix: 'Write it as upstream does, e.g. "v1.98.3".',
      },
      sha256: {
        pattern: `^${HEX64}$`,
        form: '64 lower-case hex digits',
        purpose: 'Checksum of the archive of this version',
        fix: 'Write the output of `sha256sum` for the archive of this version. When the version moves, `npx imagewright pin --complete` moves it, too.',
      },
      commit: {
        pattern: '^[0-9a-f]{40}$',
        form: '40 lower-case hex digits',
        purpose: 'Commit that the tag of this version names',
        fix: 'Write "" and run `npx imagewright pin --complete`, or write the output of `git ls-remote REPOSITORY "refs/tags/VERSION^{}"`.',
      },
      h1: {
        pattern: '^h1:[A-Za-z0-9+/]{43}=$',
        form: 'h1:<44 characters of base64>',
        purpose: 'Checksum of the Go module, as in go.sum. https://go.dev/ref/mod#go-sum-files',
        fix: 'Write "" and run `npx imagewright pin --complete`, or write the field "Sum" of `go mod download -json MODULE@VERSION`.',
      },
      release: {
        form: 'true or false',
        purpose: 'Whether a new version of it makes a release of the image',
        fix: 'Write true for the program that the image is named after, and omit it elsewhere.',
      },
    },
  },
  actions: {
    purpose: 'Actions that workflows use, by repository',
    key: {
      pattern: '^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$',
      form: 'owner/repository',
      fix: 'Write only the repository, e.g. "actions/checkout", without a path and without a version.',
    },
    fields: {
      version: {
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.+-]*$',
        required: true,
        form: 'a tag',
        purpose: 'The tag, printed as a comment after the digest',
        fix: 'Write the tag, e.g. "v7.0.1".',
      },
      digest: {
        pattern: '^[0-9a-f]{40}$',
        required: true,
        form: '40 lower-case hex digits',
        purpose: 'The commit of that tag, which is what runs',
        fix: 'Write "" and run `npx imagewright pin --complete`, or write the output of `git ls-remote REPOSITORY "refs/tags/VERSION^{}"`.',
      },
    },
  },
};

/**
 * The JSON schema of versions.json, for editors and other tools.
 *
 * @see https://json-schema.org/draft-07
 * @internal
 */
export function _createVersionsSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'versions.json of imagewright',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(Object.entries(_SECTIONS).map(([name, section]) => [name, createSchema(section)])),
    },
  };
}

function createSchema({ purpose, key, fields }: _Section): object {
  const rows = Object.entries(fields);
  return {
    description: purpose,
    type: 'object',
    additionalProperties: false,
    patternProperties: {
      [key.pattern]: {
        type: 'object',
        additionalProperties: false,
        required: rows.filter(([, field]) => field.required).map(([name]) => name),
        properties: Object.fromEntries(rows.map(([name, field]) => [name, {
          description: field.purpose,
          ...(field.pattern === undefined ? { type: 'boolean' } : { type: 'string', pattern: field.pattern }),
        }])),
      },
    },
  };
}
