import { matchesPattern } from '../../docker/client/filters'
import type { CommandContext, CommandOutput } from '../../machine/types'

interface Row {
  readonly name: string
  readonly version: string
  readonly about: string
}

/** Of what is installed what people ask for. */
const base: readonly Row[] = [
  { name: 'bash', version: '5.2.15-2+b8', about: 'GNU Bourne Again SHell' },
  { name: 'coreutils', version: '9.1-1', about: 'GNU core utilities' },
  {
    name: 'curl',
    version: '7.88.1-10+deb12u15',
    about: 'command line tool for transferring data with URL syntax',
  },
  { name: 'iproute2', version: '6.1.0-3', about: 'networking and traffic control tools' },
  {
    name: 'iptables',
    version: '1.8.9-2',
    about: 'administration tools for packet filtering and NAT',
  },
  { name: 'jq', version: '1.6-2.1', about: 'lightweight and flexible command-line JSON processor' },
  {
    name: 'openssh-server',
    version: '1:9.2p1-2+deb12u6',
    about: 'secure shell (SSH) server, for secure access from remote machines',
  },
  {
    name: 'openssl',
    version: '3.0.20-1~deb12u2',
    about: 'Secure Sockets Layer toolkit - cryptographic utility',
  },
  {
    name: 'sudo',
    version: '1.9.13p3-1+deb12u2',
    about: 'Provide limited super user privileges to specific users',
  },
  { name: 'systemd', version: '252.38-1~deb12u1', about: 'system and service manager' },
  {
    name: 'tar',
    version: '1.34+dfsg-1.2+deb12u1',
    about: 'GNU version of the tar archiving utility',
  },
]

/** Debian's Docker is docker.io, Docker's own docker-ce; Kubernetes' programs come by their own packages. */
async function installed({ sh, fs }: CommandContext): Promise<readonly Row[]> {
  const version = /version ([^,]+),/.exec((await sh('docker --version')).stdout)?.[1]
  const docker = version?.includes('dfsg') ? 'docker.io' : 'docker-ce'
  const kubernetes = ['kubeadm', 'kubectl', 'kubelet'].filter((name) =>
    fs.exists(`/usr/bin/${name}`),
  )
  const kubeVersion =
    kubernetes.length > 0
      ? /v([\d.]+)/.exec((await sh('kubelet --version')).stdout)?.[1]
      : undefined
  return [
    ...base,
    ...(version ? [{ name: docker, version, about: 'Linux container runtime' }] : []),
    ...kubernetes.map((name) => ({ name, version: `${kubeVersion}-00`, about: 'Kubernetes' })),
  ].toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

const heads = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`

/** `dpkg -l [PATTERN…]`, `dpkg -s PACKAGE`. */
export async function dpkg(
  args: readonly string[],
  context: CommandContext,
): Promise<CommandOutput> {
  const [verb = '', ...patterns] = args
  const rows = await installed(context)
  if (/^(-l|--list)$/.test(verb)) return listed(rows, patterns)
  if (/^(-s|--status)$/.test(verb)) return stated(rows, patterns)
  if (verb === '--print-architecture') return { stdout: 'amd64\n' }
  return {
    stderr:
      'dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];\n',
    exitCode: 2,
  }
}

function listed(rows: readonly Row[], patterns: readonly string[]): CommandOutput {
  const found = rows.filter(
    ({ name }) => patterns.length === 0 || patterns.some((each) => matchesPattern(each, name)),
  )
  const missing = patterns.filter((each) => !rows.some(({ name }) => matchesPattern(each, name)))
  const stderr = missing.map((each) => `dpkg-query: no packages found matching ${each}\n`).join('')
  if (found.length === 0) return { stderr, exitCode: 1 }
  const cells = [
    ['Name', 'Version', 'Architecture', 'Description'],
    ...found.map(({ name, version, about }) => [name, version, 'amd64', about]),
  ]
  const width = (at: number): number =>
    Math.max(at === 2 ? 12 : 14, ...cells.map((row) => row[at]!.length))
  const line = (start: string, row: readonly string[]): string =>
    `${start} ${row.map((cell, at) => (at < 3 ? cell.padEnd(width(at)) : cell)).join(' ')}\n`
  const [head = [], ...body] = cells
  const rule = `+++-${[0, 1, 2, 3].map((at) => '='.repeat(width(at))).join('-')}\n`
  return {
    stdout: heads + line('||/', head) + rule + body.map((row) => line('ii ', row)).join(''),
    stderr,
    exitCode: missing.length > 0 ? 1 : 0,
  }
}

function stated(rows: readonly Row[], names: readonly string[]): CommandOutput {
  const found = rows.filter(({ name }) => names.includes(name))
  const missing = names.filter((each) => !rows.some(({ name }) => name === each))
  return {
    stdout: found
      .map(
        ({ name, version, about }) =>
          `Package: ${name}\nStatus: install ok installed\nPriority: optional\nArchitecture: amd64\nVersion: ${version}\nDescription: ${about}\n`,
      )
      .join('\n'),
    stderr: missing
      .map(
        (each) =>
          `dpkg-query: package '${each}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`,
      )
      .join(''),
    exitCode: missing.length > 0 ? 1 : 0,
  }
}

/** `dpkg-query -W [-f FORMAT] [PATTERN…]`, and its `-l` and `-s`. */
export async function dpkgQuery(args: readonly string[], context: CommandContext): Promise<CommandOutput> {
  if (!args.some((arg) => /^(-W|--show)$/.test(arg))) return dpkg(args, context)
  const at = args.findIndex((arg) => /^(-f|--showformat)$/.test(arg))
  const given = at >= 0 ? args[at + 1] : /^(?:-f|--showformat)=?(.+)$/s.exec(args.find((arg) => /^(-f.|--showformat=)/.test(arg)) ?? '')?.[1]
  const format = given ?? '${Package}\\t${Version}\\n'
  const patterns = args.filter((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1))
  const rows = await installed(context)
  const found = rows.filter(({ name }) => patterns.length === 0 || patterns.some((each) => matchesPattern(each, name)))
  const missing = patterns.filter((each) => !rows.some(({ name }) => matchesPattern(each, name)))
  const filled = ({ name, version }: Row): string =>
    format
      .replaceAll('\\n', '\n').replaceAll('\\t', '\t')
      .replaceAll('${Package}', name).replaceAll('${binary:Package}', name).replaceAll('${Version}', version)
      .replaceAll('${Status}', 'install ok installed').replaceAll('${db:Status-Status}', 'installed')
      .replaceAll('${db:Status-Abbrev}', 'ii ').replaceAll('${Architecture}', 'amd64')
  return {
    stdout: found.map(filled).join(''),
    stderr: missing.map((each) => `dpkg-query: no packages found matching ${each}\n`).join(''),
    exitCode: missing.length > 0 ? 1 : 0,
  }
} // prettier-ignore
