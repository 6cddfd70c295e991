import { isIP } from 'node:net'
import { answerUsage, parseOptions } from '../../machine/commands/options'
import type { SimulatedCommand } from '../../machine/types'
import { lookUp } from '../../network/dial'
import type { SimulatedNetwork } from '../../network/simulated-network'

/** `ping [-c COUNT] HOST`: who is in the testbed's network answers; without a count it asks once. */
export const pingCommand = (network: SimulatedNetwork, address: string): SimulatedCommand => ({
  name: 'ping',
  run: (args, { machine }) =>
    answerUsage(() => {
      const options = parseOptions('ping', args, { flags: 'nqbDO46', values: 'cWwisIt' })
      const [name = ''] = options.operands
      if (name === '')
        return { stderr: 'ping: usage error: Destination address required\n', exitCode: 1 }
      const ip = isIP(name) ? name : (lookUp(machine, name) ?? network.resolve(machine.hostname, name))
      if (!ip) return { stderr: `ping: ${name}: Temporary failure in name resolution\n`, exitCode: 2 }
      const count = Number(options.value('c') ?? 1)
      const isOwn = ip === address || ip.startsWith('127.') || ip === '::1'
      // It has no port: rules for all of a host count.
      const isDropped = !isOwn && network.passage(machine.hostname, ip, 0) === 'dropped'
      const reached =
        isOwn ||
        (!isDropped &&
          network.hasHost(ip) && network.hasRoute(machine.hostname, ip) && !network.isCutOff(machine.hostname))
      const milliseconds = isOwn ? '0.035' : '0.312'
      const lines = Array.from({ length: count }, (_, at) =>
        reached
          ? `64 bytes from ${name === ip ? ip : `${name} (${ip})`}: icmp_seq=${at + 1} ttl=64 time=${milliseconds} ms`
          : `From ${address} icmp_seq=${at + 1} Destination Host Unreachable`,
      )
      const received = reached ? count : 0
      const errors = reached || isDropped ? '' : `+${count} errors, `
      return {
        stdout: [
          `PING ${name} (${ip}) 56(84) bytes of data.`,
          ...(options.has('q') || isDropped ? [] : lines),
          '',
          `--- ${name} ping statistics ---`,
          `${count} packets transmitted, ${received} received, ${errors}${reached ? 0 : 100}% packet loss, time ${(count - 1) * 1000}ms`,
          reached ? `rtt min/avg/max/mdev = ${milliseconds}/${milliseconds}/${milliseconds}/0.000 ms` : '',
        ]
          .map((line) => `${line}\n`)
          .join(''),
        exitCode: reached ? 0 : 1,
      }
    }),
}) // prettier-ignore
