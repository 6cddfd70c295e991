import type { SimulatedCommand } from '../machine/types'
import type { ListeningPort, ListeningPorts } from './listening-ports'

/** `ss -ltn`, with `-p` the holder, with `sport = :N` one port only. */
export const ssCommand = (ports: ListeningPorts): SimulatedCommand => ({
  name: 'ss',
  path: '/usr/bin/ss',
  run(args) {
    const letters = args.filter((arg) => /^-[a-z]+$/i.test(arg)).join('')
    const wanted = /sport\s*(?:=|==|eq)\s*:?(\d+)/.exec(args.join(' '))?.[1]
    const shown = ports.all().filter(({ port }) => !wanted || port === Number(wanted))
    const header = letters.includes('H')
      ? ''
      : `State  Recv-Q Send-Q Local Address:Port  Peer Address:Port${letters.includes('p') ? 'Process' : ''}\n`
    return { stdout: header + shown.map((port) => row(port, letters.includes('p'))).join('') }
  },
})

function row({ address, port, process, pid }: ListeningPort, holder: boolean): string {
  const local = `${address.includes(':') ? `[${address}]` : address}:${port}`
  const peer = address.includes(':') ? '[::]:*' : '0.0.0.0:*'
  const users = holder ? ` users:(("${process}",pid=${pid},fd=4))` : ''
  return `LISTEN 0      4096   ${local.padEnd(19)} ${peer}${users}\n`
}
