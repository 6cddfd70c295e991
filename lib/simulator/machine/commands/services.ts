/** A service of /etc/services. */
export interface Service {
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly aliases: readonly string[]
}

/** Those that people ask a switch or its vmhost for: name, port, protocols, other names. */
const known: readonly (readonly [string, number, string, ...string[]])[] = [
  ['echo', 7, 'tcp udp'], ['ftp', 21, 'tcp'], ['ssh', 22, 'tcp'], ['telnet', 23, 'tcp'], ['smtp', 25, 'tcp', 'mail'],
  ['time', 37, 'tcp udp', 'timserver'], ['tacacs', 49, 'tcp udp'], ['domain', 53, 'tcp udp'], ['bootps', 67, 'udp'], ['bootpc', 68, 'udp'],
  ['tftp', 69, 'udp'], ['http', 80, 'tcp', 'www'], ['kerberos', 88, 'tcp udp'], ['sunrpc', 111, 'tcp udp', 'portmapper'],
  ['ntp', 123, 'udp'], ['snmp', 161, 'tcp udp'], ['snmp-trap', 162, 'tcp udp', 'snmptrap'], ['bgp', 179, 'tcp'],
  ['ldap', 389, 'tcp udp'], ['https', 443, 'tcp'], ['syslog', 514, 'udp'], ['ldaps', 636, 'tcp udp'], ['rsync', 873, 'tcp'],
  ['radius', 1812, 'tcp udp'], ['nfs', 2049, 'tcp udp'], ['redis', 6379, 'tcp'], ['http-alt', 8080, 'tcp', 'webcache'],
] // prettier-ignore

const all = (): readonly Service[] =>
  known.flatMap(([name, port, protocols, ...aliases]) =>
    protocols.split(' ').map((protocol) => ({ name, port, protocol, aliases })),
  )

/** For each key, `NAME`, `PORT` or either with `/PROTOCOL`, the first that there is; all without a key. */
export const services = (keys: readonly string[]): readonly Service[] =>
  keys.length === 0
    ? all()
    : keys.flatMap((key) => {
        const [what = '', wanted] = key.split('/')
        const isIt = ({ name, port, protocol, aliases }: Service): boolean =>
          [name, String(port), ...aliases].includes(what) && (wanted ?? protocol) === protocol
        return all().find(isIt) ?? []
      })
