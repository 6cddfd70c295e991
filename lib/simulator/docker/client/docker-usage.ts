/** What a verb takes: how many words, as its usage writes them, and what it is for. */
export interface VerbUsage {
  readonly least: number
  readonly most: number
  readonly form: string
  readonly purpose: string
}

const many = Infinity
const use = (least: number, most: number, form: string, purpose: string): VerbUsage => ({
  least,
  most,
  form,
  purpose,
})

const oneOrMore = (purpose: string): VerbUsage =>
  use(1, many, '[OPTIONS] CONTAINER [CONTAINER...]', purpose)

/** Of containers, also as `docker container …`. */
const ofContainers: Readonly<Record<string, VerbUsage>> = {
  attach: use(1, 1, '[OPTIONS] CONTAINER', 'Attach local standard input, output, and error streams to a running container'),
  commit: use(1, 2, '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]', "Create a new image from a container's changes"),
  cp: use(2, 2, '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH', 'Copy files/folders between a container and the local filesystem'),
  create: use(1, many, '[OPTIONS] IMAGE [COMMAND] [ARG...]', 'Create a new container'),
  diff: use(1, 1, 'CONTAINER', "Inspect changes to files or directories on a container's filesystem"),
  exec: use(2, many, '[OPTIONS] CONTAINER COMMAND [ARG...]', 'Run a command in a running container'),
  export: use(1, 1, '[OPTIONS] CONTAINER', "Export a container's filesystem as a tar archive"),
  inspect: oneOrMore('Display detailed information on one or more containers'),
  kill: oneOrMore('Kill one or more running containers'),
  logs: use(1, 1, '[OPTIONS] CONTAINER', 'Fetch the logs of a container'),
  ls: use(0, 0, '[OPTIONS]', 'List containers'),
  pause: use(1, many, 'CONTAINER [CONTAINER...]', 'Pause all processes within one or more containers'),
  port: use(1, 2, 'CONTAINER [PRIVATE_PORT[/PROTO]]', 'List port mappings or a specific mapping for the container'),
  prune: use(0, 0, '[OPTIONS]', 'Remove all stopped containers'),
  rename: use(2, 2, 'CONTAINER NEW_NAME', 'Rename a container'),
  restart: oneOrMore('Restart one or more containers'),
  rm: oneOrMore('Remove one or more containers'),
  run: use(1, many, '[OPTIONS] IMAGE [COMMAND] [ARG...]', 'Run a command in a new container'),
  start: oneOrMore('Start one or more stopped containers'),
  stats: use(0, many, '[OPTIONS] [CONTAINER...]', 'Display a live stream of container(s) resource usage statistics'),
  stop: oneOrMore('Stop one or more running containers'),
  top: use(1, many, 'CONTAINER [ps OPTIONS]', 'Display the running processes of a container'),
  unpause: use(1, many, 'CONTAINER [CONTAINER...]', 'Unpause all processes within one or more containers'),
  update: oneOrMore('Update configuration of one or more containers'),
  wait: use(1, many, 'CONTAINER [CONTAINER...]', 'Block until one or more containers stop, then print their exit codes'),
} // prettier-ignore

/** Of images, some of them also without `image`. */
const ofImages: Readonly<Record<string, VerbUsage>> = {
  build: use(1, 1, '[OPTIONS] PATH | URL | -', 'Build an image from a Dockerfile'),
  history: use(1, 1, '[OPTIONS] IMAGE', 'Show the history of an image'),
  import: use(1, 2, '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]', 'Import the contents from a tarball to create a filesystem image'),
  inspect: use(1, many, '[OPTIONS] IMAGE [IMAGE...]', 'Display detailed information on one or more images'),
  load: use(0, 0, '[OPTIONS]', 'Load an image from a tar archive or STDIN'),
  ls: use(0, 1, '[OPTIONS] [REPOSITORY[:TAG]]', 'List images'),
  prune: use(0, 0, '[OPTIONS]', 'Remove unused images'),
  pull: use(1, 1, '[OPTIONS] NAME[:TAG|@DIGEST]', 'Pull an image or a repository from a registry'),
  push: use(1, 1, '[OPTIONS] NAME[:TAG]', 'Push an image or a repository to a registry'),
  rm: use(1, many, '[OPTIONS] IMAGE [IMAGE...]', 'Remove one or more images'),
  save: use(1, many, '[OPTIONS] IMAGE [IMAGE...]', 'Save one or more images to a tar archive (streamed to STDOUT by default)'),
  tag: use(2, 2, 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]', 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE'),
} // prettier-ignore

/** Of a group's verbs those that stand alone, too. */
const alone = (verbs: Readonly<Record<string, VerbUsage>>): Record<string, VerbUsage> =>
  Object.fromEntries(Object.entries(verbs).filter(([name]) => name !== 'ls' && name !== 'prune'))

/** `docker VERB` */
export const topVerbs: Readonly<Record<string, VerbUsage>> = {
  // `docker rm` is of containers.
  ...alone(ofImages),
  ...alone(ofContainers),
  events: use(0, 0, '[OPTIONS]', 'Get real time events from the server'),
  images: ofImages['ls']!,
  info: use(0, 0, '[OPTIONS]', 'Display system-wide information'),
  inspect: use(1, many, '[OPTIONS] NAME|ID [NAME|ID...]', 'Return low-level information on Docker objects'),
  login: use(0, 1, '[OPTIONS] [SERVER]', 'Log in to a Docker registry'),
  logout: use(0, 1, '[SERVER]', 'Log out from a Docker registry'),
  ps: ofContainers['ls']!,
  rmi: ofImages['rm']!,
  search: use(1, 1, '[OPTIONS] TERM', 'Search the Docker Hub for images'),
  version: use(0, 0, '[OPTIONS]', 'Show the Docker version information'),
} // prettier-ignore

const named = (what: string, plural: string, form = what.toUpperCase()): Record<string, VerbUsage> => ({
  inspect: use(1, many, `[OPTIONS] ${form} [${form}...]`, `Display detailed information on one or more ${plural}`),
  ls: use(0, 0, '[OPTIONS]', `List ${plural}`),
  rm: use(1, many, `${form} [${form}...]`, `Remove one or more ${plural}`),
}) // prettier-ignore

/** `docker GROUP VERB` */
export const groups: Readonly<
  Record<string, { readonly purpose: string; readonly verbs: Readonly<Record<string, VerbUsage>> }>
> = {
  builder: { purpose: 'Manage builds', verbs: { prune: use(0, 0, '', 'Remove build cache') } },
  config: { purpose: 'Manage Docker configs', verbs: named('config', 'configs') },
  container: { purpose: 'Manage containers', verbs: ofContainers },
  context: { purpose: 'Manage contexts', verbs: { ls: use(0, 0, '[OPTIONS]', 'List contexts') } },
  image: { purpose: 'Manage images', verbs: ofImages },
  manifest: { purpose: 'Manage Docker image manifests and manifest lists', verbs: {} },
  network: {
    purpose: 'Manage networks',
    verbs: {
      connect: use(2, 2, '[OPTIONS] NETWORK CONTAINER', 'Connect a container to a network'),
      create: use(1, 1, '[OPTIONS] NETWORK', 'Create a network'),
      disconnect: use(2, 2, '[OPTIONS] NETWORK CONTAINER', 'Disconnect a container from a network'),
      ...named('network', 'networks'),
      prune: use(0, 0, '[OPTIONS]', 'Remove all unused networks'),
    },
  },
  node: { purpose: 'Manage Swarm nodes', verbs: named('node', 'nodes in the swarm') },
  plugin: { purpose: 'Manage plugins', verbs: named('plugin', 'plugins') },
  secret: { purpose: 'Manage Docker secrets', verbs: named('secret', 'secrets') },
  service: { purpose: 'Manage services', verbs: named('service', 'services') },
  stack: { purpose: 'Manage Docker stacks', verbs: { ls: use(0, 0, '[OPTIONS]', 'List stacks') } },
  swarm: {
    purpose: 'Manage Swarm',
    verbs: {
      init: use(0, 0, '[OPTIONS]', 'Initialize a swarm'),
      join: use(1, 1, '[OPTIONS] HOST:PORT', 'Join a swarm as a node and/or manager'),
      leave: use(0, 0, '[OPTIONS]', 'Leave the swarm'),
    },
  },
  system: {
    purpose: 'Manage Docker',
    verbs: {
      df: use(0, 0, '[OPTIONS]', 'Show docker disk usage'),
      events: use(0, 0, '[OPTIONS]', 'Get real time events from the server'),
      info: use(0, 0, '[OPTIONS]', 'Display system-wide information'),
      prune: use(0, 0, '[OPTIONS]', 'Remove unused data'),
    },
  },
  trust: { purpose: 'Manage trust on Docker images', verbs: {} },
  volume: {
    purpose: 'Manage volumes',
    verbs: {
      create: use(0, 1, '[OPTIONS] [VOLUME]', 'Create a volume'),
      inspect: named('volume', 'volumes')['inspect']!,
      ls: named('volume', 'volumes')['ls']!,
      prune: use(0, 0, '[OPTIONS]', 'Remove all unused local volumes'),
      rm: use(1, many, '[OPTIONS] VOLUME [VOLUME...]', 'Remove one or more volumes'),
    },
  },
}

/** Of a verb as it was typed: `ps`, `image ls`; `container list` and the like are other names of `ls`. */
export function usageOf(name: string): VerbUsage | undefined {
  const [group = '', verb] = name.split(' ')
  return verb === undefined ? topVerbs[group] : groups[group]?.verbs[verb]
}

/** What the client says when there are too few words, or too many; undefined when the number is right. */
export function wrongNumberOfWords(name: string, given: number): string | undefined {
  const usage = usageOf(name)
  if (!usage || (given >= usage.least && given <= usage.most)) return undefined
  return `"docker ${name}" ${needs(usage)}.\nSee 'docker ${name} --help'.\n\n${helpOf(name, usage)}`
}

function needs({ least, most }: VerbUsage): string {
  const words = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`
  if (most === 0) return 'accepts no arguments'
  if (least === most) return `requires exactly ${words(least)}`
  if (most === many) return `requires at least ${words(least)}`
  if (least === 0) return `requires at most ${words(most)}`
  return `requires at least ${least} and at most ${words(most)}`
}

/** What the client says behind a wrong number of words, and the head of `docker VERB --help`. */
export const helpOf = (name: string, { form, purpose }: VerbUsage): string =>
  `Usage:  docker ${name} ${form}\n\n${purpose}\n`
