import { isIP } from 'node:net'
import type { CommandOutput } from '../../machine/types'
import { gatewayOf, type NetworkInterface, subnetOf } from './interfaces'

export const failed = (exitCode: number, text: string): CommandOutput => ({
  stderr: `${text}\n`,
  exitCode,
})

interface Network {
  readonly name: string
  readonly isDown: boolean
  readonly cidr: string
  readonly address: string
}

/** `ip route [show [default|PREFIX] [dev NAME] | get ADDRESS]`: each interface's network, and the way to all else. */
export function route(
  all: readonly NetworkInterface[],
  words: readonly string[],
  family: 4 | 6 | undefined,
  uid: number,
  asJson = false,
): CommandOutput {
  const networks = all
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ name, state, addresses }) =>
      addresses
        .filter(({ cidr }) => cidr.includes(':') === (family === 6))
        .map(({ cidr }) => ({
          name,
          isDown: state === 'DOWN',
          cidr,
          address: cidr.split('/')[0]!,
        })),
    )
  const printed = ({ stdout, ...rest }: CommandOutput): CommandOutput => ({
    ...rest,
    ...(stdout !== undefined && { stdout: asJson ? json(stdout) : stdout }),
  })
  if (words[0] === 'get') return printed(wayTo(words[1] ?? '', networks, uid))
  const lines =
    family === 6 ? networks.map(ipv6Line) : [...defaultLines(networks), ...networks.map(line)]
  const device = words.includes('dev') ? words[words.indexOf('dev') + 1] : undefined
  const prefix = words.find((word) => word === 'default' || /^[\d.:a-f]+(\/\d+)?$/.test(word))
  const shown = lines
    .filter((each) => device === undefined || each.includes(` dev ${device} `))
    .filter((each) => prefix === undefined || each.startsWith(`${prefix} `))
  return printed({ stdout: shown.join('') })
}

const keys: Readonly<Record<string, string>> = {
  via: 'gateway',
  dev: 'dev',
  proto: 'protocol',
  scope: 'scope',
  src: 'prefsrc',
  metric: 'metric',
  pref: 'pref',
  uid: 'uid',
}

/** What was printed, as iproute2 writes the same as JSON. */
function json(text: string): string {
  const routes = text.split(/\n(?! )/).filter(Boolean)
  return `${JSON.stringify(routes.map(described))}\n`
}

function described(line: string): object {
  const [first = '', ...words] = line.split(/\s+/).filter(Boolean)
  const isLocal = first === 'local'
  const told: Record<string, unknown> = isLocal
    ? { type: 'local', dst: words.shift() }
    : { dst: first }
  const named = words.slice(0, words.includes('cache') ? words.indexOf('cache') : undefined)
  for (let at = 0; at < named.length; at += 2) {
    const [word = '', value = ''] = named.slice(at, at + 2)
    const key = keys[word]
    if (key !== undefined) told[key] = /^(uid|metric)$/.test(word) ? Number(value) : value
  }
  const { uid, pref, ...rest } = told
  return {
    ...rest,
    flags: words.includes('linkdown') ? ['linkdown'] : [],
    ...(pref !== undefined && { pref }),
    ...(uid !== undefined && { uid, cache: isLocal ? ['local'] : [] }),
  }
}

const line = ({ name, isDown, cidr, address }: Network): string =>
  `${subnetOf(cidr)} dev ${name} proto kernel scope link src ${address} ${isDown ? 'linkdown ' : ''}\n`

const ipv6Line = ({ cidr, name }: Network): string =>
  `${cidr} dev ${name} proto kernel metric 256 pref medium\n`

const defaultLines = (networks: readonly Network[]): string[] =>
  networks
    .filter(({ name }) => name === 'eth0')
    .map(({ cidr, name }) => `default via ${gatewayOf(cidr)} dev ${name} \n`)

function wayTo(target: string, networks: readonly Network[], uid: number): CommandOutput {
  if (isIP(target.split('/')[0] ?? '') === 0)
    return failed(1, `Error: any valid prefix is expected rather than "${target}".`)
  const own = networks.some(({ address }) => address === target) || /^127\./.test(target)
  const src = /^127\./.test(target) ? '127.0.0.1' : target
  if (own) return { stdout: `local ${target} dev lo src ${src} uid ${uid} \n    cache <local> \n` }
  const near = networks.find(
    ({ cidr }) => subnetOf(cidr) === subnetOf(`${target}/${cidr.split('/')[1]}`),
  )
  const port = near ?? networks.find(({ name }) => name === 'eth0')
  if (!port) return failed(2, 'RTNETLINK answers: Network is unreachable')
  const via = near ? '' : ` via ${gatewayOf(port.cidr)}`
  return {
    stdout: `${target}${via} dev ${port.name} src ${port.address} uid ${uid} \n    cache \n`,
  }
}
