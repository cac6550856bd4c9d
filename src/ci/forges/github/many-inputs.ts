import { BASE_CONTEXTS, getBases } from './bases';
import { expression } from './expression';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Evaluation, Yaml, joinPieces } from '../../../yaml';
import { PipelineInputs, PipelineSecret, printContext } from '../../pipeline-inputs';

/** Finds what an image needs, and the name of the forge's secret for it. */
type Needs = (inputs: PipelineInputs) => readonly { readonly secret: PipelineSecret; readonly name: string }[];

/** The folder of the private keys. */
const KEYS = '"$RUNNER_TEMP/ssh-keys"';

/** Surrounds a step that builds one of several images with what that image needs from outside. It gets no secret of another image. */
export function passManyInputs(setup: Setup, subject: Subject, { with: given, ...others }: Step): Step[] {
  const listSecrets: Needs = ({ secrets }) => secrets.map(secret => ({ secret, name: setup.findSecretName(secret) }));
  const listKeys: Needs = ({ ssh }) => ssh.map(secret => ({ secret, name: setup.findKeyName(secret) }));
  const secrets = subject.pick('secrets', ({ inputs }) => printPairs(listSecrets(inputs), '\n'));
  const contexts = subject.pick('contexts', ({ inputs }) => inputs.contexts.filter(({ node }) => node === undefined).map(printContext).join('\n'));
  const bases = getBases(setup, subject);
  const allContexts = [...contexts === '' ? [] : [contexts], ...bases.length === 0 ? [] : [BASE_CONTEXTS]];
  const keys = subject.pick('keys', ({ inputs }) => printPairs(listKeys(inputs), ' '));
  const build: Step = {
    ...others,
    env: secrets === '' ? undefined : limitSecrets(subject, listSecrets),
    with: {
      ...given as Record<string, Yaml>,
      'secret-envs': secrets === '' ? undefined : secrets,
      'ssh': keys === '' ? undefined : expression('steps.keys.outputs.ssh'),
      'build-contexts': allContexts.length < 2 ? allContexts[0] : joinPieces(allContexts, '\n'),
    },
  };
  if (keys === '') return [...bases, build];
  const condition = typeof keys === 'string' ? undefined : "matrix.keys != ''";
  return [
    ...bases,
    { name: 'Write the SSH keys', id: 'keys', if: condition, env: { KEYS: keys, ...limitSecrets(subject, listKeys) }, run: WRITE_KEYS },
    build,
    { name: 'Remove the SSH keys', if: condition, run: `rm -r ${KEYS}` },
  ];
}

/** A step that stops with a message if a secret that the image needs is missing. */
export function checkManyInputs(setup: Setup, subject: Subject): Step[] {
  const list: Needs = ({ secrets, ssh }) => [
    ...secrets.map(secret => ({ secret, name: setup.findSecretName(secret) })),
    ...ssh.map(secret => ({ secret, name: setup.findKeyName(secret) })),
  ].filter(({ secret }) => secret.isRequired);
  const required = subject.pick('required', ({ inputs }) => [...new Set(list(inputs).map(({ name }) => name))].join(' '));
  return required === '' ? [] : [{ name: 'Check the secrets of the build', env: { REQUIRED: required, ...limitSecrets(subject, list) }, run: CHECK_SECRETS }];
}

/** The secrets of all images as variables, each empty in the jobs of images that do not need it. */
function limitSecrets(subject: Subject, list: Needs): Record<string, Evaluation> {
  const names = new Set(subject.images.flatMap(({ inputs }) => list(inputs).map(({ name }) => name)));
  return Object.fromEntries([...names].map(name => [
    name, subject.limit(`secrets.${name}`, subject.images.filter(({ inputs }) => list(inputs).some(each => each.name === name))),
  ]));
}

function printPairs(needs: ReturnType<Needs>, between: string): string {
  return needs.map(({ secret, name }) => `${secret.id}=${name}`).join(between);
}

const CHECK_SECRETS = `for name in $REQUIRED; do
  if [ -z "$(printenv "$name")" ]; then
    echo "$name is not set. Pull requests from forks have no secrets." >&2
    exit 1
  fi
done
`;

/** Each pair of `$KEYS` is the id of a key and the variable that has it. */
const WRITE_KEYS = `umask 077
mkdir ${KEYS}
{
  echo 'ssh<<END_OF_KEYS'
  for pair in $KEYS; do
    file="$RUNNER_TEMP/ssh-keys/\${pair#*=}"
    printenv "\${pair#*=}" > "$file"
    echo "\${pair%%=*}=$file"
  done
  echo END_OF_KEYS
} >> "$GITHUB_OUTPUT"
`;
