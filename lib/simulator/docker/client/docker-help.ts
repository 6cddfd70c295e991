import { groups, helpOf, topVerbs, type VerbUsage } from './docker-usage'
import { optionsHelp } from './options/options'

const globalOptions = (home: string): string => `Options:
      --config string      Location of client config files (default
                           "${home}/.docker")
  -c, --context string     Name of the context to use to connect to the
                           daemon (overrides DOCKER_HOST env var and
                           default context set with "docker context use")
  -D, --debug              Enable debug mode
  -H, --host list          Daemon socket(s) to connect to
  -l, --log-level string   Set the logging level
                           ("debug"|"info"|"warn"|"error"|"fatal")
                           (default "info")
      --tls                Use TLS; implied by --tlsverify
      --tlscacert string   Trust certs signed only by this CA (default
                           "${home}/.docker/ca.pem")
      --tlscert string     Path to TLS certificate file (default
                           "${home}/.docker/cert.pem")
      --tlskey string      Path to TLS key file (default
                           "${home}/.docker/key.pem")
      --tlsverify          Use TLS and verify the remote
  -v, --version            Print version information and quit
`

const list = (rows: readonly (readonly [name: string, purpose: string])[]): string =>
  rows
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, purpose]) => `  ${name.padEnd(11)} ${purpose}\n`)
    .join('')

/** `docker --help`. @param asked false: behind a wrong option, where the client's own completion is not among the groups */
export function mainHelp(home: string, asked = true): string {
  const management = Object.entries(groups).map(([name, { purpose }]) => [name, purpose] as const)
  const completion = ['completion', 'Generate the autocompletion script for the specified shell'] as const // prettier-ignore
  const commands = Object.entries(topVerbs).map(([name, { purpose }]) => [name, purpose] as const)
  return `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

${globalOptions(home)}
Management Commands:
${list(asked ? [...management, completion] : management)}
Commands:
${list(commands)}
Run 'docker COMMAND --help' for more information on a command.

To get more help with docker, check out our guides at https://docs.docker.com/go/guides/
`
}

/** `docker GROUP`, and behind a word that the group doesn't know. */
export function groupHelp(name: string): string {
  const { purpose, verbs } = groups[name]!
  const rows = Object.entries(verbs).map(([verb, usage]) => [verb, usage.purpose] as const)
  return `
Usage:  docker ${name} COMMAND

${purpose}

Commands:
${list(rows)}
Run 'docker ${name} COMMAND --help' for more information on a command.
`
}

/** What help says of some verbs more than of their purpose. */
const longer: Readonly<Record<string, string>> = {
  cp: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  login: `Log in to a Docker registry.
If no server is specified, the default is defined by the daemon.`,
  logout: `Log out from a Docker registry.
If no server is specified, the default is defined by the daemon.`,
}

/** In groups some verbs have other names. */
function aliasesOf(name: string): string {
  const [group, verb] = name.split(' ')
  if (verb === 'ls') return group === 'container' ? 'ls, ps, list' : 'ls, list'
  if (verb !== 'rm' || group === 'container') return ''
  return group === 'image' ? 'rm, rmi, remove' : 'rm, remove'
}

/** `docker VERB --help`. */
export function verbHelp(name: string, usage: VerbUsage): string {
  const purpose = longer[name.replace(/^container /, '')] ?? usage.purpose
  const aliases = aliasesOf(name)
  return `\n${helpOf(name, { ...usage, purpose })}${aliases && `\nAliases:\n  ${aliases}\n`}${optionsHelp(name)}`
}
