import { type DaemonSetParameters } from '../kube/templates/parameters'

/** What options of `docker run` come to in a DaemonSet. */
export interface FromDockerOptions {
  readonly parameters: DaemonSetParameters
  /** Options that a DaemonSet template has no parameter for, such as `--cap-add=SYS_BOOT`. */
  readonly leftOut: readonly string[]
}

/** Options that a value follows, each in its long and its short form. */
const withValue = ['volume', 'env', 'label', 'user', 'security-opt', 'cap-add', 'network', 'net']
const shortForms: Readonly<Record<string, string>> = {
  v: 'volume',
  e: 'env',
  l: 'label',
  u: 'user',
}

/** Reads options of `docker run` as they are typed: `--net=host --privileged -v /etc/sonic:/etc/sonic:ro -e A=b`. */
export function fromDockerOptions(text: string): FromDockerOptions {
  const leftOut: string[] = []
  const volumes: string[] = []
  const env: Record<string, string> = {}
  const parameters: { -readonly [K in keyof DaemonSetParameters]: DaemonSetParameters[K] } = {}
  for (const { option, value, written } of optionsIn(text)) {
    if (option === 'volume' && value) volumes.push(value)
    else if (option === 'env' && value) setVariable(env, parameters, value)
    else if (option === 'privileged') parameters.privileged = value !== 'false'
    else if (option === 'pid' && value === 'host') parameters.hostPID = true
    else if ((option === 'net' || option === 'network') && value === 'host')
      parameters.hostNetwork = true
    else leftOut.push(written)
  }
  return {
    parameters: {
      ...parameters,
      ...(volumes.length > 0 && { volumes: volumes }),
      ...(Object.keys(env).length > 0 && { env }),
    },
    leftOut,
  }
}

function setVariable(
  env: Record<string, string>,
  parameters: { runtimeOwner?: DaemonSetParameters['runtimeOwner'] },
  assignment: string,
): void {
  const [name = '', ...value] = assignment.split('=')
  const text = value.join('=')
  if (name === 'RUNTIME_OWNER' && (text === 'local' || text === 'kube'))
    parameters.runtimeOwner = text
  else env[name] = text
}

function optionsIn(text: string): { option: string; value: string | undefined; written: string }[] {
  const words = wordsIn(text)
  const found = []
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, dashes = '', name = '', , inline] = /^(-{0,2})([\w-]*)(=(.*))?$/.exec(word) ?? []
    const option = dashes === '-' ? (shortForms[name] ?? name) : name
    const value = inline ?? (withValue.includes(option) ? words.shift() : undefined)
    const written = inline === undefined && value !== undefined ? `${word} ${value}` : word
    found.push({ option, value, written })
  }
  return found
}

/** Words as a shell splits them: what is in quotes stays together. */
const wordsIn = (text: string): string[] =>
  (text.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? []).map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
